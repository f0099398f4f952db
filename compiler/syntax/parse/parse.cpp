#include "compiler/syntax/parse.h"

#include "compiler/diag/codes/limits.h"
#include "compiler/syntax/build/build.h"
#include "compiler/syntax/parse/balance.h"
#include "compiler/syntax/parse/check_text.h"
#include "compiler/syntax/parse/cut.h"
#include "compiler/syntax/parse/mend.h"
#include "compiler/syntax/parse/piece_reader.h"
#include "compiler/syntax/parse/problems.h"
#include "compiler/syntax/parse/recover.h"
#include "compiler/syntax/scan/scan.h"

namespace infra::syntax {

namespace {

/// What is read of a declaration takes some 250 bytes a token until it is a tree (E0338).
constexpr size_t kMaxDeclarationTokens = 2'000'000;

/// Reads one file: declaration by declaration, and where one does not read, again with care.
class FileParser {
 public:
  FileParser(Build& build, std::string_view text, std::span<const Token> tokens, Problems& problems)
      : build_(build),
        text_(text),
        tokens_(tokens),
        problems_(problems),
        recovery_(reader_, text, tokens.size(), problems) {}

  void run() {
    if (!is_balanced(tokens_)) return read_with_care(tokens_, end_of_file());
    for (const Chunk& chunk : cut(tokens_, text_)) {
      const auto tokens = tokens_.subspan(chunk.begin, chunk.end - chunk.begin);
      if (is_too_long(tokens)) continue;
      if (Node* tree = reader_.read(tokens)) {
        build_declaration(build_, tree);
      } else {
        read_with_care(tokens, chunk.end < tokens_.size() ? tokens_[chunk.end] : end_of_file());
      }
    }
  }

 private:
  Token end_of_file() const { return missing(TokenKind::EndOfFile, static_cast<uint32_t>(text_.size())); }

  /// Declarations with a mistake somewhere, `next` behind them: brackets first, then each by itself.
  void read_with_care(std::span<const Token> tokens, Token next) {
    const std::vector<Chunk> pieces = cut_at_margin(tokens, text_);
    for (size_t i = 0; i < pieces.size(); ++i) {
      const Chunk piece = pieces[i];
      const Token behind = i + 1 < pieces.size() ? tokens[piece.end] : next;
      const std::vector<Token> balanced =
          balance(tokens.subspan(piece.begin, piece.end - piece.begin), text_, problems_);
      for (const Chunk& chunk : cut(balanced, text_)) {
        read_one(std::span(balanced).subspan(chunk.begin, chunk.end - chunk.begin),
                 chunk.end < balanced.size() ? balanced[chunk.end] : behind);
      }
    }
  }

  /// E0338; what the declaration says is not looked at.
  bool is_too_long(std::span<const Token> tokens) {
    if (tokens.size() <= kMaxDeclarationTokens) return false;
    const Span span = problems_.span(tokens.front()).to(problems_.span(tokens.back()));
    problems_.emit(diag::DeclarationTooLong, problems_.span(tokens.front()), tokens.size(), kMaxDeclarationTokens)
        .help("read the data from a file: `embed(\"data.json\").parse_json()`");
    build_.ast.decls.add({{}, false, span, ErrorDecl{}});
    return true;
  }

  void read_one(std::span<const Token> tokens, Token next) {
    if (is_too_long(tokens)) return;
    if (Node* tree = recovery_.read(tokens, next)) {
      build_declaration(build_, tree);
      return;
    }
    const Span span = problems_.span(tokens.front()).to(problems_.span(tokens.back()));
    build_.ast.decls.add({{}, false, span, ErrorDecl{}});
  }

  Build& build_;
  std::string_view text_;
  std::span<const Token> tokens_;
  Problems& problems_;
  Reader reader_;
  Recovery recovery_;
};

/// Reads a file in which nothing is wrong. False at the first mistake.
bool read_in_pieces(Build& build, std::span<const Token> tokens) {
  if (!is_balanced(tokens)) return false;
  Reader reader;
  PieceReader pieces(build, reader);
  for (const Chunk& chunk : cut(tokens, build.text)) {
    if (chunk.end - chunk.begin > kMaxDeclarationTokens) return false;
    if (!pieces.declaration(tokens.subspan(chunk.begin, chunk.end - chunk.begin))) return false;
  }
  return build.problems.count() == 0;
}

}  // namespace

Ast parse(FileId file, const SourceMap& sources, Interner& names, diag::Sink& sink) {
  Ast ast;
  ast.file = file;
  const SourceFile& source = sources.file(file);
  const std::string_view text = source.text();
  Problems problems(file, sink);
  if (!check_text(text, source.name(), problems)) return ast;

  TokenList list = scan(text);
  const std::vector<Token> tokens = mend(std::move(list.tokens), text, problems);
  const Token first =
      tokens.empty() ? missing(TokenKind::EndOfFile, static_cast<uint32_t>(text.size())) : tokens.front();
  const auto with_doc = [&](Build& build) { ast.doc = file_doc(build, first); };
  if (problems.count() == 0) {
    diag::Sink found;
    Problems none(file, found);
    Build build{ast, text, list.doc_comments, names, none};
    with_doc(build);
    if (read_in_pieces(build, tokens)) return ast;
    ast = Ast();
    ast.file = file;
  }
  Build build{ast, text, list.doc_comments, names, problems};
  with_doc(build);
  FileParser(build, text, tokens, problems).run();
  return ast;
}

}  // namespace infra::syntax
