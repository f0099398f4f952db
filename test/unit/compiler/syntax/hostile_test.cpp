// Whatever the text, reading it ends, soon, with a tree and a bounded number of errors.
#include <gtest/gtest.h>

#include "compiler/syntax/parse/recover.h"
#include "compiler/syntax/scan/scan.h"
#include "test/unit/compiler/syntax/mutate.h"
#include "test/unit/compiler/syntax/parsed.h"

namespace infra::syntax {
namespace {

std::string repeat(std::string_view piece, size_t count) {
  std::string text;
  text.reserve(piece.size() * count);
  for (size_t i = 0; i < count; ++i) text += piece;
  return text;
}

/// Reads and prints `text`; the first error's code.
std::string first_code(std::string_view text) {
  const Parsed parsed(text);
  EXPECT_LE(parsed.sink.diagnostics().size(), 101u);
  (void)parsed.tree();
  for (const diag::Diagnostic& diagnostic : parsed.sink.diagnostics()) {
    EXPECT_LE(diagnostic.primary.span.end, text.size());
    EXPECT_LE(diagnostic.primary.span.begin, diagnostic.primary.span.end);
  }
  if (parsed.sink.diagnostics().empty()) return "";
  const diag::Diagnostic& first = parsed.sink.diagnostics().front();
  EXPECT_FALSE(diag::render_human(first, parsed.sources).empty());
  return std::string(first.code);
}

TEST(Hostile, AHundredThousandBracketsAreOneError) {
  for (const char* piece : {"[", "(", "{a=", "f(", "{ [", "[for x in ", "a[", "match x { _ => (", ".a(", "f(x => (",
                            "{...", "{for k in "}) {
    EXPECT_EQ(first_code("let x = " + repeat(piece, 100'000)), "E0105") << piece;
  }
  EXPECT_EQ(first_code("let x = " + repeat("[", 100'000) + repeat("]", 100'000)), "E0105");
  EXPECT_EQ(first_code("type T = " + repeat("{ a: ", 100'000) + "Int" + repeat("}", 100'000)), "E0105");
}

TEST(Hostile, TheLimitOfNestingIsWhereItIsSaid) {
  EXPECT_EQ(first_code("let x = " + repeat("[", kMaxNesting) + "1" + repeat("]", kMaxNesting)), "");
  EXPECT_EQ(first_code("let x = " + repeat("[", kMaxNesting + 1) + "1" + repeat("]", kMaxNesting + 1)), "E0105");
}

TEST(Hostile, LongChainsWithoutBracketsAreOneError) {
  for (const char* piece : {"!", "-", "1 + ", "if a then b else ", "let a = 1; ", "if ", "x => ", "(x, y) => ",
                            "if let a = b then c else ", "if let a = "}) {
    EXPECT_EQ(first_code("let x = " + repeat(piece, 20'000) + "1"), "E0105") << piece;
  }
  EXPECT_EQ(first_code("let x = a" + repeat(".b", 20'000)), "E0105");
  EXPECT_EQ(first_code("let x = a" + repeat(" ?? b", 20'000)), "E0105");
  EXPECT_EQ(first_code("let x = a" + repeat("(1)", 20'000)), "E0105");
  EXPECT_EQ(first_code("param x: Int" + repeat("?", 20'000)), "E0101");
  EXPECT_EQ(first_code("param x: " + repeat("fn() -> ", 20'000) + "Int"), "E0105");
  EXPECT_EQ(first_code("param x: A" + repeat(" | A", 2'000)), "");
  EXPECT_EQ(first_code("let x = a" + repeat("?.b", 20'000)), "E0105");
  EXPECT_EQ(first_code("policy p on a: A" + repeat(", b in a", 2'000) + " {}"), "");
  EXPECT_EQ(first_code(repeat("enforce\n", 2'001)), "E0101");
  EXPECT_EQ(first_code("param x: " + repeat("List<", 20'000) + "Int"), "E0105");
}

TEST(Hostile, AChainUpToTheLimitIsRead) {
  EXPECT_EQ(first_code("let x = 1" + repeat(" + 1", kMaxTreeHeight - 1)), "");
  EXPECT_EQ(first_code("let x = 1" + repeat(" + 1", kMaxTreeHeight)), "E0105");
}

TEST(Hostile, StrayBracketsAndJunkAreBoundedInNumber) {
  for (const char* piece :
       {"}", ")", "@ ", "let let ", "\"\n", "a = 1\n", "param x = 1\n", "\"${a\n", "r\"\n", "'a' ", "#\n"}) {
    EXPECT_NE(first_code(repeat(piece, 20'000)), "") << piece;
  }
}

TEST(Hostile, ATextThatIsTooLongIsNotRead) {
  const std::string text(kMaxFileBytes + 1, 'a');
  const Parsed parsed(text);
  EXPECT_EQ(parsed.sink.diagnostics().at(0).code, "E0054");
  EXPECT_EQ(parsed.ast.decls.size(), 0u);
}

TEST(Hostile, ALiteralThatIsTooLongIsRefused) {
  const std::string text = "let x = \"" + std::string(kMaxLiteralBytes, 'a') + "\"\nlet y = 1";
  EXPECT_EQ(first_code(text), "E0106");
  EXPECT_EQ(first_code("let x = \"${a}" + std::string(kMaxLiteralBytes + 1, 'a') + "\""), "E0106");
  EXPECT_EQ(first_code("let x = " + std::string(kMaxLiteralBytes + 1, '1')), "E0106");
}

TEST(Hostile, BytesThatAreNoTextAreRefused) {
  EXPECT_EQ(first_code("let x = \xFF"), "E0056");
  EXPECT_EQ(first_code(std::string("let x = 1\0", 10)), "E0108");
  EXPECT_EQ(first_code("\xC3"), "E0056");
}

TEST(Hostile, CharactersThatHideWhatATextSaysAreReported) {
  EXPECT_EQ(first_code("let x = \"a\u202Eb\""), "E0114");
  EXPECT_EQ(first_code("// \u2066\nlet x = 1"), "E0114");
  EXPECT_EQ(first_code("let x = \"\\u{202E}\""), "");
}

TEST(Hostile, RandomBytesEnd) {
  Mutator random(7);
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    const size_t length = random.below(300);
    for (size_t k = 0; k < length; ++k) text += static_cast<char>(random.below(i % 2 ? 128 : 256));
    (void)first_code(text);
  }
}

TEST(Hostile, MutatedTextsEndAndKeepTheirDeclarationsApart) {
  const std::vector<std::string> texts = snippet_texts();
  Mutator random(11);
  for (int i = 0; i < 4000; ++i) {
    const std::string broken = random.mutate(texts[random.below(texts.size())]);
    (void)first_code(broken);
  }
}

TEST(Hostile, RecoveryReadsATextAgainABoundedNumberOfTimes) {
  for (const size_t filler : {10, 1'000}) {
    const std::string text = "let x = [" + repeat(repeat("1, ", filler) + "(* 2), ", 40) + "]";
    const std::vector<Token> tokens = scan(text).tokens;
    diag::Sink sink;
    Problems problems(FileId(0), sink);
    Reader reader;
    Recovery recovery(reader, text, tokens.size(), problems);
    (void)recovery.read(tokens, missing(TokenKind::EndOfFile, static_cast<uint32_t>(text.size())));
    EXPECT_GT(recovery.reread(), 0u);
    EXPECT_LE(recovery.reread(), 9 * tokens.size() + 20'000);
  }
}

}  // namespace
}  // namespace infra::syntax
