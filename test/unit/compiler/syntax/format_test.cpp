// Formatting changes the layout and nothing else: not the tree, not a comment, and not twice.
#include <gtest/gtest.h>

#include "compiler/base/text.h"
#include "compiler/syntax/format.h"
#include "compiler/syntax/scan/scan.h"
#include "test/unit/compiler/syntax/corpus.h"
#include "test/unit/compiler/syntax/mutate.h"
#include "test/unit/compiler/syntax/parsed.h"

namespace infra::syntax {
namespace {

/// Every comment of a text that reads, in order: what stands between its tokens.
std::string comments_of(std::string_view text) {
  std::string comments;
  uint32_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  std::vector<Token> tokens = scan(text).tokens;
  tokens.push_back(missing(TokenKind::EndOfFile, static_cast<uint32_t>(text.size())));
  for (const Token& token : tokens) {
    std::string_view gap = text.substr(at, token.begin - at);
    at = token.end;
    while (!gap.empty()) {
      const size_t end = std::min(gap.find_first_of("\r\n"), gap.size());
      const std::string_view line = gap.substr(0, end);
      const size_t begin = line.find_first_not_of(" \t");
      if (begin != std::string_view::npos) {
        comments += std::string(line.substr(begin, line.find_last_not_of(" \t") + 1 - begin)) + "\n";
      }
      gap.remove_prefix(std::min(end + 1, gap.size()));
    }
  }
  return comments;
}

void expect_sound(std::string_view text) {
  const std::string once = format(text).text;
  EXPECT_EQ(format(once).text, once) << text;
  const Parsed before(text), after(once);
  if (!before.sink.diagnostics().empty()) return;
  if (text.find('"') == std::string_view::npos) {
    EXPECT_EQ(once.find(" \n"), std::string::npos) << once;
  }
  EXPECT_EQ(after.shape(), before.shape()) << text << "\nbecame\n" << once;
  EXPECT_EQ(comments_of(once), comments_of(text)) << once;
}

/// The tokens with other spaces, line breaks and comments between them, wherever these can stand.
std::string spaced(std::string_view text, Mutator& random) {
  std::string out;
  int strings = 0;
  const std::vector<Token> tokens = scan(text).tokens;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    const std::string_view word = text.substr(token.begin, token.end - token.begin);
    if (i > 0 && (strings > 0 || token.kind == TokenKind::StringClose)) {
      out += text.substr(tokens[i - 1].end, token.begin - tokens[i - 1].end);
    } else if (i > 0) {
      static constexpr std::string_view kGaps[] = {
          " ", "\n", " \n\n ", "  // c\n", "\n // c\n\n", " /// d \n", "\n\n\n/// d\n", "\n// a\n// b\n", "\t"};
      out += random.below(3) == 0 ? kGaps[random.below(std::size(kGaps))] : " ";
    }
    out += word;
    strings += (token.kind == TokenKind::StringOpen || token.kind == TokenKind::BlockOpen) -
               (token.kind == TokenKind::StringClose);
  }
  return out;
}

TEST(Format, EveryFileKeepsItsTreeAndComments) {
  for (const CorpusFile& file : corpus()) expect_sound(file.text);
}

TEST(Format, EverySnippetKeepsItsTree) {
  for (const std::string& text : snippet_texts()) expect_sound(text);
}

TEST(Format, CommentsAndBlankLinesAnywhereAreKept) {
  Mutator random(20'261'124);
  const std::vector<std::string> texts = snippet_texts();
  for (int round = 0; round < 8; ++round) {
    for (const std::string& text : texts) {
      expect_sound(spaced(text, random));
      if (testing::Test::HasFailure()) return;
    }
  }
}

TEST(Format, BrokenTextsAreFormattedOnce) {
  Mutator random(99);
  const std::vector<std::string> texts = snippet_texts();
  for (int i = 0; i < 3000; ++i) {
    const std::string text =
        random.mutate(texts[random.below(texts.size())] + "\n" + texts[random.below(texts.size())]);
    if (first_invalid_utf8(text)) continue;
    expect_sound(text);
    if (testing::Test::HasFailure()) return;
  }
}

void expect_format(std::string_view text, std::string_view formatted) {
  EXPECT_EQ(format(text).text, formatted);
  expect_sound(text);
}

TEST(Format, OneEntryALineWithItsSignsBelowEachOther) {
  expect_format(
      "resource app: Container for i in 0..replicas{\n image=image, network = net,\n  env={A=\"x\",B=\"y\"}\n"
      "  // why\n  x = [\n 1,2\n ]\n\n\n\n  longer=2 }with{timeout=5m}\n",
      "resource app: Container for i in 0..replicas {\n"
      "  image   = image\n"
      "  network = net\n"
      "  env     = { A = \"x\", B = \"y\" }\n"
      "  // why\n"
      "  x = [\n"
      "    1,\n"
      "    2,\n"
      "  ]\n"
      "\n"
      "  longer = 2\n"
      "} with { timeout = 5m }\n");
}

TEST(Format, WhatWasWrittenOnALineStaysThereWhileItFits) {
  expect_format("let x={a=1 b=2}", "let x = { a = 1, b = 2 }\n");
  expect_format("enum E {a b,c}", "enum E { a, b, c }\n");
  expect_format(
      "resource front: Balancer { network = net, listen = 443, certificate = cert, backends = [for a in app: "
      "a.endpoint] }",
      "resource front: Balancer {\n"
      "  network     = net\n"
      "  listen      = 443\n"
      "  certificate = cert\n"
      "  backends    = [for a in app: a.endpoint]\n"
      "}\n");
}

TEST(Format, EachOfSeveralWheresHasItsLine) {
  expect_format("param a:Int where it>0", "param a: Int where it > 0\n");
  expect_format("param a:Int=3 where it>0 where it<9 else \"big\"",
                "param a: Int = 3\n  where it > 0\n  where it < 9 else \"big\"\n");
}

TEST(Format, AComputedKeyKeepsTheCommaBeforeIt) {
  expect_format("let m = {\na = 1, [k] = 2, [l] = 3, b = 4 }",
                "let m = {\n  a   = 1,\n  [k] = 2,\n  [l] = 3\n  b   = 4\n}\n");
}

TEST(Format, SignsHaveTheirSpaces) {
  expect_format("let x = - a . b ( c , d : 2 ) [ 0 ] + ! e  ..  f * ( g ) ?. h ?? .i",
                "let x = -a.b(c, d: 2)[0] + !e..f * (g)?.h ?? .i\n");
  expect_format("let x = a.. .b", "let x = a.. .b\n");
  expect_format("pub fn f < T > ( self : List < T > ,g:fn ( T )->Int|String )->T? = x=>x",
                "pub fn f<T>(self: List<T>, g: fn(T) -> Int | String) -> T? = x => x\n");
  expect_format("let x = match y{.a(p,n:_)=>1,some(v)=>v,-1=>[...a,...b]}",
                "let x = match y { .a(p, n: _) => 1, some(v) => v, -1 => [...a, ...b] }\n");
}

TEST(Format, ALineThatGoesOnIsIndented) {
  expect_format("let x = a\n&& b\n      || c.d\n.e()", "let x = a\n  && b\n  || c.d\n  .e()\n");
  expect_format("let x =\nlet a = 1;\nf\n(a)", "let x =\n  let a = 1;\n  f(a)\n");
}

TEST(Format, DeclarationsThatDoNotReadAreLeft) {
  const Formatted formatted = format("let  x=1\nparam  y = 3\nlet  z=[1,\nresource  a: K {  }\n");
  EXPECT_EQ(formatted.text, "let x = 1\nparam  y = 3\nlet  z=[1,\nresource a: K {}\n");
  EXPECT_EQ(formatted.untouched, (std::vector<uint32_t>{9, 22}));
}

TEST(Format, ByteOrderMarkAndLineEndingsOfWindowsGo) {
  expect_format("\xEF\xBB\xBFlet a = 1 // x  \r\n\r\n\r\nlet b = 2\r\n", "let a = 1  // x\n\nlet b = 2\n");
}

TEST(Format, AnEmptyFileStaysEmpty) {
  expect_format("", "");
  expect_format("\n\n", "");
  expect_format("// only", "// only\n");
}

}  // namespace
}  // namespace infra::syntax
