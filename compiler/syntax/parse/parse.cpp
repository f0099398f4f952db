#include "compiler/syntax/parse.h"

#include "compiler/base/text.h"
#include "compiler/syntax/build/build.h"
#include "compiler/syntax/parse/cut.h"
#include "compiler/syntax/parse/problems.h"
#include "compiler/syntax/parse/reader.h"
#include "compiler/syntax/scan/scan.h"

namespace infra::syntax {

Ast parse(FileId file, const SourceMap& sources, Interner& names, diag::Sink& sink) {
  Ast ast;
  ast.file = file;
  const std::string_view text = sources.file(file).text();
  Problems problems(file, sink);
  const TokenList list = scan(text);
  Build build{ast, text, list.doc_comments, names, problems};
  Reader reader;
  for (const Chunk& chunk : cut(list.tokens, text)) {
    const auto tokens = std::span(list.tokens).subspan(chunk.begin, chunk.end - chunk.begin);
    if (Node* tree = reader.read(tokens, tokens.back().end)) {
      build_declaration(build, tree);
      continue;
    }
    const Failure& failure = reader.failure();
    const Token found = failure.token < tokens.size() ? tokens[failure.token] : Token{TokenKind::EndOfFile, tokens.back().end, tokens.back().end};
    problems.emit(diag::UnexpectedToken, problems.span(found), "something else", "", token_words(found.kind));
    ast.decls.add({{}, false, problems.span(tokens.front()).to(problems.span(tokens.back())), ErrorDecl{}});
  }
  return ast;
}

}  // namespace infra::syntax
