// The grammar is LL without an ambiguity: what SLL reads, LL reads the same.
// The grammar has a token TEST: its parser comes before the macro of that name.
#include "InfraParser.h"

#include <gtest/gtest.h>

#include "antlr4-runtime.h"
#include "compiler/syntax/parse/cut.h"
#include "compiler/syntax/parse/token_stream.h"
#include "compiler/syntax/scan/scan.h"
#include "test/unit/compiler/syntax/corpus.h"
#include "test/unit/compiler/syntax/mutate.h"

namespace infra::syntax {
namespace {

using grammar::InfraParser;

/// Counts everything that a parser has to say.
class Listener final : public antlr4::BaseErrorListener {
 public:
  void syntaxError(antlr4::Recognizer*, antlr4::Token* token, size_t, size_t, const std::string& message,
                   std::exception_ptr) override {
    said += "error at token " + std::to_string(token->getTokenIndex()) + ": " + message + "\n";
  }
  void reportAmbiguity(antlr4::Parser* parser, const antlr4::dfa::DFA&, size_t start, size_t stop, bool,
                       const antlrcpp::BitSet&, antlr4::atn::ATNConfigSet*) override {
    said += place("ambiguous", parser, start, stop);
  }
  void reportContextSensitivity(antlr4::Parser* parser, const antlr4::dfa::DFA&, size_t start, size_t stop, size_t,
                                antlr4::atn::ATNConfigSet*) override {
    said += place("sensitive to context", parser, start, stop);
  }

  std::string said;

 private:
  static std::string place(const char* what, antlr4::Parser* parser, size_t start, size_t stop) {
    return std::string(what) + " in " + parser->getRuleInvocationStack().front() + ", tokens " + std::to_string(start) +
           " to " + std::to_string(stop) + "\n";
  }
};

struct Reading {
  std::string tree;
  std::string said;
  std::vector<uint32_t> declarations;  ///< The first tokens.
};

Reading read(std::string_view text, antlr4::atn::PredictionMode mode) {
  const TokenList list = scan(text);
  ParserTokenStream tokens;
  tokens.reset(list.tokens);
  InfraParser parser(&tokens);
  Listener listener;
  parser.removeErrorListeners();
  parser.addErrorListener(&listener);
  parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(mode);
  auto* file = parser.file();
  Reading reading{file->toStringTree(&parser), listener.said, {}};
  for (auto* declaration : file->declaration()) {
    reading.declarations.push_back(static_cast<uint32_t>(declaration->getStart()->getTokenIndex()));
  }
  return reading;
}

void expect_clear(std::string_view text) {
  using antlr4::atn::PredictionMode;
  const Reading exact = read(text, PredictionMode::LL_EXACT_AMBIG_DETECTION);
  EXPECT_EQ(exact.said, "") << text;
  EXPECT_EQ(read(text, PredictionMode::SLL).tree, exact.tree) << text;
  EXPECT_EQ(read(text, PredictionMode::LL).tree, exact.tree) << text;
  // The cuts between declarations are where the grammar has them.
  std::vector<uint32_t> cuts;
  for (const Chunk& chunk : cut(scan(text).tokens, text)) cuts.push_back(chunk.begin);
  EXPECT_EQ(cuts, exact.declarations) << text;
}

TEST(Grammar, NoSnippetIsAmbiguous) {
  for (const std::string& text : snippet_texts()) expect_clear(text);
}

TEST(Grammar, NoTwoSnippetsTogetherAreAmbiguous) {
  std::string all;
  for (const std::string& text : snippet_texts()) {
    all += text;
    all += "\n";
  }
  expect_clear(all);
}

TEST(Grammar, NoFileOfTheRepositoryIsAmbiguous) {
  for (const CorpusFile& file : corpus()) expect_clear(file.text);
}

TEST(Grammar, NoProgramOfTheDocumentationIsAmbiguous) {
  const std::vector<CorpusFile> blocks = documented();
  EXPECT_GT(blocks.size(), 150u) << "the pages are read";
  for (const CorpusFile& block : blocks) {
    SCOPED_TRACE(block.path);
    expect_clear(block.text);
  }
}

TEST(Grammar, LayoutMeansNothing) {
  // The same tokens on one line, and each on a line of its own, but for strings and comments that need their line.
  for (const Snippet& snippet : kDeclarations) {
    std::string spread, joined;
    for (const Token& token : scan(snippet.text).tokens) {
      const std::string word(snippet.text.substr(token.begin, token.end - token.begin));
      spread += word + "\n";
      joined += word + " ";
    }
    EXPECT_EQ(read(spread, antlr4::atn::PredictionMode::SLL).tree, read(joined, antlr4::atn::PredictionMode::SLL).tree);
    expect_clear(spread);
  }
}

}  // namespace
}  // namespace infra::syntax
