#include "compiler/syntax/parse/holes.h"

#include "compiler/syntax/parse/balance.h"

namespace infra::syntax {
namespace {

using enum TokenKind;

/// The tokens between two brackets, or all of a declaration: [begin, end).
struct Group {
  uint32_t begin = 0;
  uint32_t end = 0;
  TokenKind opener = EndOfFile;  ///< EndOfFile for the declaration itself.
};

/// What stands between commas, or one entry or field.
struct Item {
  uint32_t begin = 0;
  uint32_t end = 0;
};

class Finder {
 public:
  explicit Finder(const Mistake& mistake) : m_(mistake) {}

  std::vector<Repair> run() {
    put_in_a_sign();
    // From the inside outwards; in the outer groups the mistake is all of the inner bracket.
    uint32_t begin = m_.at(), end = m_.at();
    for (Group group = group_at(m_.at());; group = group_at(group.begin - 1)) {
      if (group.opener == Interpolate) {
        leave_out_interpolation(group);
      } else {
        leave_out_in(group, begin, end);
      }
      if (group.opener == EndOfFile) break;
      begin = group.begin - 1;
      end = group.end + 1;
    }
    return std::move(repairs_);
  }

 private:
  uint32_t place(uint32_t index) const { return index == 0 ? m_.token(0).begin : m_.tokens[index - 1].end; }

  /// [begin, end) becomes a hole.
  void add_hole(uint32_t begin, uint32_t end) {
    Token hole = missing(Hole, place(begin));
    if (begin < end) hole = {Hole, m_.tokens[begin].begin, m_.tokens[end - 1].end};
    repairs_.push_back({begin, end, {hole}});
  }

  void put_in_a_sign() {
    // After a value `in` is an operator, and after a name `=>` makes a lambda: put in, they would make sense of two
    // values that stand side by side.
    const bool in_value = m_.expects(Star);
    for (TokenKind sign : {Colon, Assign, In, Then, FatArrow, Arrow, Semicolon, Comma}) {
      if (!m_.expects(sign) || ((sign == In || sign == FatArrow) && in_value)) continue;
      repairs_.push_back({m_.at(), m_.at(), {missing(sign, place(m_.at()))}});
    }
  }

  Group group_at(uint32_t index) const {
    const uint32_t open = m_.opening(index);
    if (open == m_.tokens.size()) return {0, open, EndOfFile};
    return {open + 1, m_.closing(open), m_.tokens[open].kind};
  }

  void leave_out_interpolation(const Group& group) { add_hole(group.begin, group.end); }

  /// The mistake lies at [begin, end) of the group.
  void leave_out_in(const Group& group, uint32_t begin, uint32_t end) {
    const Item item = item_at(group, begin);
    const uint32_t item_end = std::max(item.end, std::min(end, group.end));
    // Behind something complete what is too many goes. In the same line it says that the value was meant otherwise
    // (`c ? 1 : 2`), and so the value goes with it: what it seems to be is no second mistake.
    const bool complete = begin == m_.at() && (m_.expects(Comma) || m_.expects(EndOfFile) || m_.expects(RightBrace) ||
                                               m_.expects(RightBracket) || m_.expects(RightParen));
    const bool reads_on = m_.found_kind() != Semicolon && m_.found_kind() != Comma && in_line_of_before(begin);
    if (complete && begin < item_end && reads_on) add_value_hole(group, item, begin, item_end);
    if (complete && begin < item_end) repairs_.push_back({begin, item_end, {}});
    add_value_hole(group, item, begin, item_end);
    if (group.opener == EndOfFile) return;  // without the declaration there is nothing left
    if (item.begin < item_end || group.opener == LeftParen || group.opener == LeftBracket)
      add_hole(item.begin, item_end);
    if (item.begin != group.begin || item_end != group.end) add_hole(group.begin, group.end);
  }

  /// A hole from behind the sign before the mistake up to what ends its value.
  void add_value_hole(const Group& group, const Item& item, uint32_t at, uint32_t item_end) {
    uint32_t sign = UINT32_MAX;
    for_each_at_top(item.begin, at, [&](uint32_t i) {
      switch (m_.kind(i)) {
        case Assign:
        case Colon:
        case FatArrow:
        case Semicolon:
        case TokenKind::Where:
        case In:
        case If:
        case Then:
        case Else:
        case Key:
          // A word that is a name here has its own sign behind it.
          if (m_.kind(i + 1) != Assign && m_.kind(i + 1) != Colon) sign = i;
          return true;
        default: return true;
      }
    });
    if (sign == UINT32_MAX) return;
    uint32_t end = item_end;
    for_each_at_top(at, item_end, [&](uint32_t i) {
      const TokenKind kind = m_.kind(i);
      const bool ends = kind == TokenKind::Where ||
                        (m_.kind(sign) == Colon && kind == Assign && group.opener != LeftParen) ||
                        (m_.kind(sign) == If && kind == Then) || (m_.kind(sign) == Then && kind == Else) ||
                        (group.opener == EndOfFile && kind == LeftBrace && in_head(sign));
      if (ends) end = i;
      return !ends;
    });
    add_hole(sign + 1, end);
  }

  /// True when the sign belongs to the head of a resource or module use, before its braces.
  bool in_head(uint32_t sign) const {
    const TokenKind kind = m_.kind(sign);
    return kind == In || kind == Key || kind == If;
  }

  bool in_line_of_before(uint32_t index) const {
    if (index == 0) return false;
    const uint32_t from = m_.token(index - 1).end;
    return m_.text.substr(from, m_.token(index).begin - from).find_first_of("\r\n") == std::string_view::npos;
  }

  /// Calls `visit` with every token of [begin, end) that lies in no inner bracket, until it gives false.
  template <typename Visit>
  void for_each_at_top(uint32_t begin, uint32_t end, Visit visit) const {
    uint32_t depth = 0;
    for (uint32_t i = begin; i < end; ++i) {
      if (is_closing(m_.kind(i)) && depth > 0) --depth;
      if (depth == 0 && !visit(i)) return;
      if (closing_of(m_.kind(i)) != EndOfFile) ++depth;
    }
  }

  bool is_mark(uint32_t i) const {
    const TokenKind kind = m_.kind(i);
    return kind == Unique || kind == Exclusive || kind == Find || kind == Contains || kind == Points ||
           kind == Reaches || kind == Permits || kind == Spans;
  }

  /// True in the body of a policy, a check or a test.
  bool is_block(const Group& group) const {
    return is_statement(group.begin) && m_.kind(group.begin + 1) != Assign && m_.kind(group.begin + 1) != Colon;
  }
  bool is_statement(uint32_t i) const { return m_.kind(i) == Let || m_.kind(i) == Require || m_.kind(i) == Expect; }

  /// True where an entry, a field or a member begins without a comma before it.
  bool begins_item(const Group& group, uint32_t i) const {
    if (group.opener != LeftBrace || i == group.begin) return false;
    const TokenKind kind = m_.kind(i), before = m_.kind(i - 1), next = m_.kind(i + 1);
    if (is_block(group)) return is_statement(i) && before != Dot && before != Assign && before != Semicolon;
    const bool key = can_be_any_name(kind) || kind == String;
    if (!key || before == Dot || before == Let || is_mark(i - 1)) return false;
    if (next == Assign || next == Colon) return true;
    if (is_mark(i)) return can_be_any_name(next);
    // A line that begins with a name, after something that can stand alone.
    const std::string_view between = m_.text.substr(m_.token(i - 1).end, m_.token(i).begin - m_.token(i - 1).end);
    return can_be_name(kind) && between.find('\n') != std::string_view::npos &&
           (can_be_name(before) || before == RightParen || before == RightBrace || before == Hole);
  }

  Item item_at(const Group& group, uint32_t at) const {
    Item item{group.begin, group.end};
    for_each_at_top(group.begin, group.end, [&](uint32_t i) {
      const bool separates = group.opener != EndOfFile && m_.kind(i) == Comma;
      if (i < at && separates) item.begin = i + 1;
      if (i <= at && begins_item(group, i)) item.begin = i;
      if (i >= at && separates) item.end = i;
      if (i > at && begins_item(group, i)) item.end = i;
      return item.end == group.end;
    });
    return item;
  }

  const Mistake& m_;
  std::vector<Repair> repairs_;
};

}  // namespace

std::vector<Repair> possible_repairs(const Mistake& mistake) { return Finder(mistake).run(); }

}  // namespace infra::syntax
