// The scanner reads what the grammar's lexer reads: held to it on every text that the tests have, and on broken ones.
// The grammar has a token TEST: its lexer comes before the macro of that name.
#include "InfraLexer.h"

#include <gtest/gtest.h>

#include "antlr4-runtime.h"
#include "compiler/base/text.h"
#include "compiler/syntax/scan/scan.h"
#include "test/unit/compiler/syntax/corpus.h"
#include "test/unit/compiler/syntax/mutate.h"

namespace infra::syntax {
namespace {

/// The generated lexer with the one rule that a grammar cannot say: a line break ends all open one-line strings.
class ReferenceLexer final : public grammar::InfraLexer {
 public:
  using InfraLexer::InfraLexer;

  size_t popMode() override { return modeStack.empty() ? mode : InfraLexer::popMode(); }

  antlr4::Token* emit() override {
    const auto string = std::find(modeStack.begin(), modeStack.end(), size_t{IN_STRING});
    const bool raw = type == UNTERMINATED && _input->getText({static_cast<ssize_t>(tokenStartCharIndex),
                                                              static_cast<ssize_t>(tokenStartCharIndex)}) == "r";
    if (string != modeStack.end() && ((type == LINE_BREAK && mode == 0) || (type == UNTERMINATED && !raw))) {
      type = UNTERMINATED;
      channel = antlr4::Token::DEFAULT_CHANNEL;
      mode = *(string - 1);
      modeStack.erase(string - 1, modeStack.end());
    }
    return InfraLexer::emit();
  }
};

TokenList reference(std::string_view text) {
  std::vector<uint32_t> offsets;  // of each code point
  for (size_t at = 0; at < text.size();) {
    offsets.push_back(static_cast<uint32_t>(at));
    decode_utf8(text, at);
  }
  offsets.push_back(static_cast<uint32_t>(text.size()));
  antlr4::ANTLRInputStream input{std::string(text)};
  ReferenceLexer lexer(&input);
  lexer.removeErrorListeners();
  TokenList list;
  for (auto token = lexer.nextToken(); token->getType() != antlr4::Token::EOF; token = lexer.nextToken()) {
    const Token read{static_cast<TokenKind>(token->getType()), offsets[token->getStartIndex()],
                     offsets[token->getStopIndex() + 1]};
    if (token->getChannel() == antlr4::Token::DEFAULT_CHANNEL) list.tokens.push_back(read);
    if (read.kind == TokenKind::DocComment) list.doc_comments.push_back(read);
  }
  return list;
}

std::string printed(const std::vector<Token>& tokens, std::string_view text) {
  std::string out;
  for (const Token& token : tokens) {
    out += std::string(token_symbol(token.kind)) + " " +
           std::string(text.substr(token.begin, token.end - token.begin)) + "\n";
  }
  return out;
}

void expect_same(std::string_view text) {
  const TokenList ours = scan(text);
  const TokenList theirs = reference(text);
  EXPECT_EQ(printed(ours.tokens, text), printed(theirs.tokens, text)) << text;
  EXPECT_EQ(printed(ours.doc_comments, text), printed(theirs.doc_comments, text)) << text;
}

TEST(Scan, EverySnippetHasTheTokensOfTheGrammar) {
  for (const std::string& text : snippet_texts()) expect_same(text);
}

TEST(Scan, EveryFileOfTheRepositoryHasTheTokensOfTheGrammar) {
  const std::vector<CorpusFile> files = corpus();
  ASSERT_FALSE(files.empty());
  for (const CorpusFile& file : files) expect_same(file.text);
}

TEST(Scan, BrokenTextsHaveTheTokensOfTheGrammar) {
  const std::vector<std::string> texts = snippet_texts();
  Mutator mutator(20'240'917);
  for (int i = 0; i < 3000 && !testing::Test::HasFailure(); ++i) {
    const std::string text = mutator.mutate(texts[mutator.below(texts.size())]);
    if (!first_invalid_utf8(text)) expect_same(text);
  }
}

TEST(Scan, TrickyTextsHaveTheTokensOfTheGrammar) {
  for (const char* text : {
           "\"$$$${x}$$$\"",
           "\"$\"",
           "\"a$\n",
           "\"a\\",
           "\"a\\\n\"",
           "\"a ${ b \n c",
           "\"${\"${\"${",
           "\"\"\"${\"a\n\"}\"\"\"",
           "\"\"\"a\\",
           "\"\"\"$",
           "\"\"\"\"\"\"\"",
           "r\"a",
           "r\"a\nb",
           "r\"\"x",
           "rr\"a\"",
           "}}}",
           "${",
           "1..2",
           "1...2",
           "1.a",
           "1.5.5",
           "1_",
           "1__0",
           "_1",
           "20GiBx",
           "2027-01-31T",
           "2027-01-3",
           "12027-01-31",
           "2027-1-31",
           "////",
           "///",
           "//",
           "/ /",
           "a\rb",
           "\"a\rb\"",
           "\"a\r\nb\"",
           "é1",
           "1é",
           "²",
           "\u200B",
           "?.",
           "???",
           "..=",
           "..==",
           "=>=",
           "->-",
           "+++",
           "<=>",
           "&&&",
           "|||",
           "!==",
       }) {
    expect_same(text);
  }
}

TEST(Scan, ALongRunOfDollarsOrBracesStaysLinear) {
  // Each is read once: with a rescan for every one of them this would not end.
  const std::string dollars = "\"" + std::string(400'000, '$') + "{x}\"";
  EXPECT_GT(scan(dollars).tokens.size(), 400'000u);
  std::string lines;
  for (int i = 0; i < 200'000; ++i) lines += "{\n";
  EXPECT_EQ(scan(lines).tokens.size(), 200'000u);
}

}  // namespace
}  // namespace infra::syntax
