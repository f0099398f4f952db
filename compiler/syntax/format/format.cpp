#include "compiler/syntax/format.h"

#include "compiler/syntax/format/writer.h"
#include "compiler/syntax/parse/balance.h"
#include "compiler/syntax/parse/cut.h"
#include "compiler/syntax/parse/reader.h"
#include "compiler/syntax/scan/scan.h"

namespace infra::syntax {
namespace {

/// Formats one text: declaration by declaration, as they are read.
class Formatter {
 public:
  explicit Formatter(std::string_view text) : text_(text), writer_(text), tokens_(scan(text).tokens) {}

  Formatted run() {
    if (text_.starts_with("\xEF\xBB\xBF")) done_ = 3;
    if (is_balanced(tokens_)) {
      format_chunks(tokens_);
    } else {
      // Where a bracket is missing, the declarations that have all of theirs are still read.
      for (const Chunk& piece : cut_at_margin(tokens_, text_)) {
        const auto tokens = std::span<const Token>(tokens_).subspan(piece.begin, piece.end - piece.begin);
        if (is_balanced(tokens)) {
          format_chunks(tokens);
        } else {
          leave(tokens);
        }
      }
    }
    writer_.end(text_.substr(done_));
    result_.text = writer_.take();
    return std::move(result_);
  }

 private:
  void format_chunks(std::span<const Token> tokens) {
    for (const Chunk& chunk : cut(tokens, text_)) {
      const auto declaration = tokens.subspan(chunk.begin, chunk.end - chunk.begin);
      auto* tree = reader_.read(declaration);
      if (!tree) {
        leave(declaration);
        continue;
      }
      begin(declaration);
      writer_.declaration(layout::lay_out(tree, declaration, text_), declaration);
    }
  }

  void begin(std::span<const Token> tokens) {
    writer_.declaration_gap(text_.substr(done_, tokens.front().begin - done_));
    done_ = tokens.back().end;
  }

  void leave(std::span<const Token> tokens) {
    begin(tokens);
    result_.untouched.push_back(tokens.front().begin);
    writer_.verbatim(text_.substr(tokens.front().begin, tokens.back().end - tokens.front().begin));
  }

  std::string_view text_;
  layout::Writer writer_;
  std::vector<Token> tokens_;
  Reader reader_;
  Formatted result_;
  size_t done_ = 0;
};

}  // namespace

Formatted format(std::string_view text) { return Formatter(text).run(); }

}  // namespace infra::syntax
