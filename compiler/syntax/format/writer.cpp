#include "compiler/syntax/format/writer.h"

#include <algorithm>

#include "compiler/base/text.h"
#include "compiler/syntax/format.h"

namespace infra::syntax::layout {
namespace {

constexpr uint32_t kIndent = 2;

uint32_t width_of(std::string_view text) {
  return static_cast<uint32_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

void Writer::put(std::string_view text) {
  out_ += text;
  const size_t line = text.rfind('\n');
  column_ = line == std::string_view::npos ? column_ + width_of(text) : width_of(text.substr(line + 1));
}

void Writer::new_line(uint32_t indent) {
  out_ += '\n';
  out_.append(indent, ' ');
  column_ = line_indent_ = indent;
}

std::string_view Writer::text_of(uint32_t index) const {
  const uint32_t to = layout_->marks[index].verbatim_to;
  const Token& last = tokens_[to > 0 ? to : index];
  return text_.substr(tokens_[index].begin, last.end - tokens_[index].begin);
}

Gap Writer::gap_before(uint32_t index) const {
  // The comma of a list belongs to the gap: it is written by the list.
  uint32_t before = index - 1;
  while (before > 0 && layout_->marks[before].is_separator) --before;
  return read_gap(text_.substr(tokens_[before].end, tokens_[index].begin - tokens_[before].end));
}

/// The comments of a gap before something that begins a line, which is begun.
void Writer::comments(const Gap& gap, uint32_t indent, bool is_first) {
  for (const Comment& comment : gap.comments) {
    if (comment.own_line) {
      if (comment.after_blank && !is_first) out_ += '\n';
      new_line(indent);
    } else {
      put("  ");
    }
    put(comment.text);
    is_first = false;
  }
}

bool Writer::outer_comments(const Gap& gap, bool at_start) {
  for (const Comment& comment : gap.comments) {
    if (!at_start && !comment.own_line) {
      put("  ");
    } else if (!at_start) {
      put(comment.after_blank ? "\n\n" : "\n");
    }
    put(comment.text);
    at_start = false;
  }
  return at_start;
}

void Writer::declaration_gap(std::string_view between) {
  const Gap gap = read_gap(between);
  if (!outer_comments(gap, out_.empty())) put(gap.ends_blank ? "\n\n" : "\n");
  column_ = line_indent_ = 0;
}

void Writer::end(std::string_view between) {
  if (!outer_comments(read_gap(between), out_.empty())) put("\n");
}

void Writer::verbatim(std::string_view text) { out_ += text.substr(0, text.find_last_not_of(" \t\r\n") + 1); }

void Writer::declaration(const Layout& layout, std::span<const Token> tokens) {
  layout_ = &layout;
  tokens_ = tokens;
  last_ = static_cast<uint32_t>(tokens.size()) - 1;
  behind_ = 0;
  write_item(0, last_, 0);
}

std::string Writer::take() {
  std::sort(spaces_.begin(), spaces_.end(), [](const Aligned& a, const Aligned& b) { return a.offset < b.offset; });
  std::string aligned;
  aligned.reserve(out_.size() + spaces_.size() * 4);
  size_t from = 0;
  for (const Aligned& space : spaces_) {
    aligned.append(out_, from, space.offset - from);
    aligned.append(space.width, ' ');
    from = space.offset;
  }
  aligned.append(out_, from);
  return aligned;
}

void Writer::write_item(uint32_t first, uint32_t last, uint32_t indent) {
  for (uint32_t i = first; i <= last; ++i) {
    if (i > first) write_gap(i, indent);
    i = write_token(i, indent);
  }
}

/// What stands before a token inside of an item whose line begins at `indent`.
void Writer::write_gap(uint32_t index, uint32_t indent) {
  const Mark& mark = layout_->marks[index];
  const Gap gap = gap_before(index);
  if (!gap.comments.empty()) {
    comments(gap, indent + kIndent, true);
    return new_line(indent + kIndent);
  }
  const bool overflows = mark.may_overflow && !fits(index, nullptr);
  if (mark.must_break || (gap.has_break && mark.may_break) || overflows) return new_line(indent + kIndent);
  if (mark.space) put(" ");
}

/// Writes a token, and the group that it opens. Gives the last one that is written.
uint32_t Writer::write_token(uint32_t index, uint32_t indent) {
  const Mark& mark = layout_->marks[index];
  if (mark.group < 0) {
    put(text_of(index));
    return mark.verbatim_to > 0 ? mark.verbatim_to : index;
  }
  const Group& group = layout_->groups[static_cast<size_t>(mark.group)];
  const bool is_paren = group.separator == Separator::Single && tokens_[index].kind == TokenKind::LeftParen;
  if (group.must_break || (!group.items.empty() && !is_paren && !fits(index, &group))) {
    write_broken(group);
  } else {
    write_flat(group, indent);
  }
  return group.close;
}

void Writer::write_flat(const Group& group, uint32_t indent) {
  put(text_of(group.open));
  for (size_t i = 0; i < group.items.size(); ++i) {
    const Item& item = group.items[i];
    if (i > 0 && group.separator != Separator::Nothing) put(",");
    if (i > 0 || group.is_padded) put(" ");
    write_item(item.first, item.last, indent);
  }
  if (group.is_padded && !group.items.empty()) put(" ");
  put(text_of(group.close));
}

void Writer::write_broken(const Group& group) {
  const uint32_t around = line_indent_, indent = line_indent_ + kIndent;
  const uint32_t last = last_, behind = behind_;
  put(text_of(group.open));
  std::vector<Aligned> run;
  for (size_t i = 0; i < group.items.size(); ++i) {
    const Item& item = group.items[i];
    const Gap gap = gap_before(item.first);
    comments(gap, indent, i == 0);
    const bool apart = gap.ends_blank && (i > 0 || !gap.comments.empty());
    if (apart) out_ += '\n';
    if (apart || std::any_of(gap.comments.begin(), gap.comments.end(), [](const Comment& c) { return c.own_line; })) {
      align(run);
    }
    new_line(indent);
    const bool is_last = i + 1 == group.items.size();
    const bool comma = group.separator == Separator::Comma ||
                       (group.separator == Separator::Optional && !is_last && group.items[i + 1].needs_comma);
    last_ = item.last;
    behind_ = comma ? 1 : 0;
    const size_t begin = out_.size();
    if (item.assign > 0) {
      write_item(item.first, item.assign - 1, indent);
      const Aligned here{out_.size(), column_};
      write_gap(item.assign, indent);
      if (out_.find('\n', begin) == std::string::npos) run.push_back(here);
      write_item(item.assign, item.last, indent);
    } else {
      align(run);
      write_item(item.first, item.last, indent);
    }
    if (comma) put(",");
    if (out_.find('\n', begin) != std::string::npos) align(run);
  }
  align(run);
  last_ = last;
  behind_ = behind;
  comments(gap_before(group.close), indent, group.items.empty());
  new_line(around);
  put(text_of(group.close));
}

/// Lets the `=` of entries that stand below each other do so in one column.
void Writer::align(std::vector<Aligned>& run) {
  uint32_t widest = 0;
  for (const Aligned& entry : run) widest = std::max(widest, entry.width);
  for (const Aligned& entry : run) spaces_.push_back({entry.offset, widest - entry.width});
  run.clear();
}

/// True when what is written from a token on does not make its line too long: all of the group that it opens, and
/// what stands behind that up to where a line can end; without a group, all up to the end of the item.
bool Writer::fits(uint32_t first, const Group* group) const {
  uint32_t width = column_;
  const uint32_t close = group ? group->close : last_;
  for (uint32_t i = first; i <= last_ && width <= kFormatColumns; ++i) {
    const Mark& mark = layout_->marks[i];
    if (mark.is_separator) {
      width += layout_->marks[i + 1].begins_item ? 1 : 0;
      continue;
    }
    if (mark.begins_item && !layout_->marks[i - 1].is_separator) ++width;  // the comma that it will have
    if (i > first) {
      const Gap gap = gap_before(i);
      if (i > close && (!gap.comments.empty() || mark.must_break || (gap.has_break && mark.may_break))) break;
      if (mark.space) ++width;
    }
    if (mark.group >= 0 && i != first) {
      const Group& inner = layout_->groups[static_cast<size_t>(mark.group)];
      if (inner.must_break || (i > close && !inner.items.empty())) return width + 1 <= kFormatColumns;
    }
    if (i > close && mark.may_overflow) break;
    const std::string_view text = text_of(i);
    const size_t line = text.find('\n');
    if (line != std::string_view::npos) return width + width_of(text.substr(0, line)) <= kFormatColumns;
    width += width_of(text);
    if (mark.verbatim_to > 0) i = mark.verbatim_to;
    if (i == last_) width += behind_;
  }
  return width <= kFormatColumns;
}

}  // namespace infra::syntax::layout
