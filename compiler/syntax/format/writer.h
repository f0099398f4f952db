// The text that a layout asks for. Each bracket is broken over lines when it was, or when its line would be too long.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/format/gap.h"
#include "compiler/syntax/format/layout.h"

namespace infra::syntax::layout {

class Writer {
 public:
  explicit Writer(std::string_view text) : text_(text) { out_.reserve(text.size() + text.size() / 8); }

  /// What stands between declarations, at the head and at the end of the file.
  void declaration_gap(std::string_view between);
  void end(std::string_view between);
  void declaration(const Layout& layout, std::span<const Token> tokens);
  /// A declaration that is left as it is.
  void verbatim(std::string_view text);
  std::string take();

 private:
  /// `=` of entries that stand below each other.
  struct Aligned {
    size_t offset = 0;  // in out_, where spaces go
    uint32_t width = 0;
  };

  void put(std::string_view text);
  /// The comments of a gap outside of declarations. Gives whether the text is still empty.
  bool outer_comments(const Gap& gap, bool at_start);
  void new_line(uint32_t indent);
  std::string_view text_of(uint32_t index) const;
  Gap gap_before(uint32_t index) const;
  void comments(const Gap& gap, uint32_t indent, bool is_first);
  void write_item(uint32_t first, uint32_t last, uint32_t indent);
  void write_gap(uint32_t index, uint32_t indent);
  uint32_t write_token(uint32_t index, uint32_t indent);
  void write_group(const Group& group);
  void write_broken(const Group& group);
  void write_flat(const Group& group, uint32_t indent);
  bool fits(uint32_t first, const Group* group) const;
  void align(std::vector<Aligned>& run);

  std::string_view text_;
  std::string out_;
  uint32_t column_ = 0;
  uint32_t line_indent_ = 0;  // of the line that is written
  const Layout* layout_ = nullptr;
  std::span<const Token> tokens_;
  uint32_t last_ = 0;            // the last token of the item that has lines of its own
  uint32_t behind_ = 0;          // columns of the comma behind it
  std::vector<Aligned> spaces_;  // to put in at the end
};

}  // namespace infra::syntax::layout
