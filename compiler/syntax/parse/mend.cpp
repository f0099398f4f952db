#include "compiler/syntax/parse/mend.h"

#include <algorithm>
#include <array>
#include <string>

#include "compiler/base/text.h"
#include "compiler/base/units.h"
#include "compiler/diag/codes/syntax.h"
#include "compiler/syntax/parse.h"
#include "compiler/syntax/parse/cut.h"
#include "llvm/ADT/SmallVector.h"

namespace infra::syntax {
namespace {

using enum TokenKind;

bool is_sound(const Token& token) {
  return token.kind != BadNumber && token.kind != BadCharacter && token.kind != Unterminated &&
         token.end - token.begin <= kMaxLiteralBytes;
}

/// `/*`: two signs that no value has side by side.
bool begins_block_comment(const Token& token, std::string_view text) {
  return token.kind == Slash && token.end < text.size() && text[token.end] == '*';
}

/// The unit that was meant: one with other capitals, or one a letter away.
std::optional<std::string> nearest_unit(std::string_view written) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  std::vector<std::string_view> names;
  for (const Unit& unit : units()) {
    const bool same = std::equal(written.begin(), written.end(), unit.name.begin(), unit.name.end(),
                                 [&](char a, char b) { return lower(a) == lower(b); });
    if (same) return std::string(unit.name);
    if (unit.name.size() > 1) names.push_back(unit.name);
  }
  return nearest(written, names);
}

class Mender {
 public:
  Mender(std::string_view text, Problems& problems) : text_(text), problems_(problems) {}

  std::vector<Token> run(std::span<const Token> tokens) {
    out_.reserve(tokens.size());
    for (const Token& token : tokens) {
      if (token.begin < skip_to_) continue;
      add(token);
    }
    if (!strings_.empty()) close_string(strings_.front(), static_cast<uint32_t>(text_.size()));
    return std::move(out_);
  }

 private:
  std::string_view text_of(const Token& token) const { return text_.substr(token.begin, token.end - token.begin); }

  void add(const Token& token) {
    switch (token.kind) {
      case BadNumber: return bad_number(token);
      case BadCharacter: return bad_character(token);
      case Unterminated: return unterminated(token);
      case StringOpen:
      case BlockOpen: strings_.push_back(out_.size()); break;
      case StringClose:
        if (strings_.empty()) return;  // its opening was left out with a comment
        strings_.pop_back();
        break;
      case Slash:
        if (begins_block_comment(token, text_)) return block_comment(token);
        break;
      default:
        if (token.end - token.begin > kMaxLiteralBytes) return too_long(token);
    }
    out_.push_back(token);
  }

  void too_long(const Token& token) {
    problems_.emit(diag::LiteralTooLong, problems_.span(token), uint64_t{token.end - token.begin}, kMaxLiteralBytes)
        .help("keep it in a file of its own");
    if (token.kind != Text) out_.push_back({Hole, token.begin, token.end});
  }

  void bad_number(const Token& token) {
    const std::string_view written = text_of(token);
    const size_t number_end = std::min(written.find_first_not_of("0123456789_.-"), written.size());
    const std::string_view unit = written.substr(number_end);
    const bool is_date = written.find('-') != std::string_view::npos;
    const bool has_unit = !is_date && !unit.empty();
    auto builder = problems_.emit(diag::BadNumber, problems_.span(token), written,
                                  has_unit ? ": `" + std::string(unit) + "` is not a unit" : "");
    if (const auto meant = has_unit ? nearest_unit(unit) : std::nullopt) {
      builder.help("did you mean `" + *meant + "`?");
      builder.fix(problems_.span(token.begin + static_cast<uint32_t>(number_end), token.end), *meant,
                  "write `" + *meant + "`");
    } else if (is_date) {
      builder.help("a date is a year, a month and a day: `2027-01-31`");
    } else if (!has_unit) {
      builder.help("`_` stands between digits: `1_000`");
    } else {
      builder.help("sizes have B, kB, MB, GB, TB, PB, KiB, MiB, GiB, TiB, PiB, durations ms, s, m, h, d, w");
    }
    out_.push_back({Hole, token.begin, token.end});
  }

  void bad_character(const Token& token) {
    const std::string_view written = text_of(token);
    // Junk comes in runs: what adjoins is one mistake.
    const bool continues = token.begin == last_bad_end_ && written != "'" && written != "`";
    last_bad_end_ = token.end;
    if (written == "#") return hash_comment(token);
    if ((written == "'" || written == "`") && quoted(token)) return;
    if (written == "&") return single_and(token);
    if (continues) return;
    auto builder = problems_.emit(diag::BadCharacter, problems_.span(token), "`" + std::string(written) + "`");
    if (written == "$") builder.help("a value is named as it is; `${name}` stands inside of a string");
    if (written == "^") builder.help("a power is `base.pow(exponent)`");
    if (written == "@") builder.help("there are no decorators: a comment `/// …` documents, and rules are `where …`");
    if (written == "^") return out_.push_back({Star, token.begin, token.end});
    // Where a value was due it stands for one, so that its absence is not a second mistake.
    if (!out_.empty() && !ends_value(out_, out_.size() - 1)) out_.push_back({Hole, token.begin, token.end});
  }

  void hash_comment(const Token& token) {
    skip_to_ = static_cast<uint32_t>(std::min(text_.find_first_of("\r\n", token.begin), text_.size()));
    problems_.emit(diag::BadCharacter, problems_.span(token), "`#`")
        .help("a comment begins with `//`")
        .fix(problems_.span(token), "//", "write `//`");
  }

  void block_comment(const Token& token) {
    const size_t end = text_.find("*/", token.end + 1);
    skip_to_ = static_cast<uint32_t>(end == std::string_view::npos ? text_.size() : end + 2);
    problems_.emit(diag::BadCharacter, problems_.span(token.begin, token.begin + 2), "`/*`")
        .help("a comment begins with `//` and ends with its line");
  }

  /// `'text'` on one line, or the same in backticks.
  bool quoted(const Token& token) {
    const char quote = text_[token.begin];
    const size_t end = text_.find_first_of(std::string{quote, '\r', '\n'}, token.end);
    if (end == std::string_view::npos || text_[end] != quote) return false;
    skip_to_ = static_cast<uint32_t>(end) + 1;
    last_bad_end_ = skip_to_;
    const Span whole = problems_.span(token.begin, skip_to_);
    const std::string inside(text_.substr(token.end, end - token.end));
    auto builder = problems_.emit(diag::BadCharacter, whole, "`" + std::string(1, quote) + "`")
                       .help("a string is written in `\"`");
    if (inside.find_first_of("\"\\$") == std::string::npos)
      builder.fix(whole, "\"" + inside + "\"", "write it in `\"`");
    out_.push_back({Hole, token.begin, skip_to_});
    return true;
  }

  void single_and(const Token& token) {
    problems_.emit(diag::BadCharacter, problems_.span(token), "`&`")
        .help("`and` is written `&&`")
        .fix(problems_.span(token), "&&", "write `&&`");
    out_.push_back({And, token.begin, token.end});
  }

  void unterminated(const Token& token) {
    if (text_of(token).starts_with("r\"")) {
      problems_.emit(diag::UnterminatedString, problems_.span(token), "raw string")
          .label("the line ends before its closing `\"`");
      out_.push_back({Hole, token.begin, token.end});
      return;
    }
    // The line break ended every one-line string: the outermost is the one that a person looks at.
    auto outermost =
        std::find_if(strings_.begin(), strings_.end(), [&](size_t open) { return out_[open].kind == StringOpen; });
    if (outermost == strings_.end()) return;
    const std::optional<uint32_t> later = later_close(token.begin);
    close_string(*outermost, later.value_or(token.begin));
    if (later) leave_out_to(*later);
  }

  /// The end of a string that was meant to go on in later lines: behind the next quote, when that can be no opening
  /// one, and only brackets and commas follow it in its line.
  std::optional<uint32_t> later_close(uint32_t line_end) const {
    const size_t quote = text_.find('"', line_end);
    if (quote == std::string_view::npos || text_.substr(line_end, quote - line_end).find("\n\n") != text_.npos)
      return {};
    const size_t before = text_.find_last_not_of(" \t", quote - 1);
    if (before == text_.npos || std::string_view("=:([{,+<>!&|\r\n").find(text_[before]) != std::string_view::npos)
      return {};
    size_t end = quote + 1;
    while (end < text_.size() && std::string_view(" \t)]},").find(text_[end]) != std::string_view::npos) ++end;
    if (end < text_.size() && text_[end] != '\n' && text_[end] != '\r') return {};
    return static_cast<uint32_t>(quote) + 1;
  }

  /// Goes on at `from`, whose line had been read as a string up to its end: the brackets and commas of it by hand.
  void leave_out_to(uint32_t from) {
    uint32_t at = from;
    for (; at < text_.size() && text_[at] != '\n' && text_[at] != '\r'; ++at) {
      switch (text_[at]) {
        case ')': out_.push_back({RightParen, at, at + 1}); break;
        case ']': out_.push_back({RightBracket, at, at + 1}); break;
        case '}': out_.push_back({RightBrace, at, at + 1}); break;
        case ',': out_.push_back({Comma, at, at + 1}); break;
        default: break;
      }
    }
    skip_to_ = at;
  }

  /// Reports the string that opens at `open` in the output and puts a hole in its place, up to `end`.
  void close_string(size_t open, uint32_t end) {
    const Token opening = out_[open];
    const bool is_block = opening.kind == BlockOpen;
    const bool interpolates = std::any_of(out_.begin() + static_cast<ptrdiff_t>(open), out_.end(),
                                          [](const Token& token) { return token.kind == Interpolate; });
    auto builder = problems_.emit(diag::UnterminatedString, problems_.span(opening.begin, opening.end),
                                  is_block ? "`\"\"\"` string" : "string");
    builder.label(is_block ? "the file ends before its closing `\"\"\"`" : "the line ends before its closing `\"`");
    if (!is_block && interpolates) builder.help("every `${` in it needs its `}` on the same line, too");
    if (!is_block && !interpolates) builder.help("write `\\n` for a line break, or a `\"\"\"` string of several lines");
    out_.resize(open);
    out_.push_back({Hole, opening.begin, end});
    while (!strings_.empty() && strings_.back() >= open) strings_.pop_back();
  }

  std::string_view text_;
  Problems& problems_;
  std::vector<Token> out_;
  llvm::SmallVector<size_t, 8> strings_;  // where the open strings begin in out_
  uint32_t skip_to_ = 0;                  // tokens before this offset are left out
  uint32_t last_bad_end_ = UINT32_MAX;
};

}  // namespace

std::vector<Token> mend(std::vector<Token> tokens, std::string_view text, Problems& problems) {
  ptrdiff_t open_strings = 0;
  bool sound = true;
  for (const Token& token : tokens) {
    sound &= is_sound(token) && !begins_block_comment(token, text);
    open_strings += (token.kind == StringOpen || token.kind == BlockOpen) - (token.kind == StringClose);
  }
  if (sound && open_strings == 0) return tokens;
  return Mender(text, problems).run(tokens);
}

}  // namespace infra::syntax
