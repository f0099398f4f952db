// Long braces are read entry by entry: nobody can tell, but by the time.
#include <gtest/gtest.h>

#include <algorithm>

#include "compiler/syntax/parse/pieces.h"
#include "compiler/syntax/scan/scan.h"
#include "test/unit/compiler/syntax/mutate.h"
#include "test/unit/compiler/syntax/parsed.h"

namespace infra::syntax {
namespace {

/// The entries between the braces of `text`, each on a line.
std::string cut_up(std::string_view text) {
  const std::vector<Token> tokens = scan(text).tokens;
  std::vector<Chunk> entries;
  if (!cut_entries(tokens, 1, static_cast<uint32_t>(tokens.size() - 1), entries)) return "not cut";
  std::string out;
  for (const Chunk& entry : entries) {
    const uint32_t begin = tokens[entry.begin].begin, end = tokens[entry.end - 1].end;
    out += std::string(text.substr(begin, end - begin)) + "\n";
  }
  return out;
}

TEST(Pieces, EntriesAreCutWithAndWithoutCommas) {
  EXPECT_EQ(cut_up("{ a = 1, b = 2 }"), "a = 1\nb = 2\n");
  EXPECT_EQ(cut_up("{ a = 1 b = x.y \"c\" = [d, e], }"), "a = 1\nb = x.y\n\"c\" = [d, e]\n");
  EXPECT_EQ(cut_up("{ ...a ...b, [c] = d, \"${e}\" = f \"g${h}\" = i }"),
            "...a\n...b\n[c] = d\n\"${e}\" = f\n\"g${h}\" = i\n");
}

TEST(Pieces, NamesOfLetsAndFieldsBeginNoEntry) {
  EXPECT_EQ(cut_up("{ a = let x = 1; x b = if let y = c then y else 2 }"),
            "a = let x = 1; x\nb = if let y = c then y else 2\n");
  EXPECT_EQ(cut_up("{ a = if let .b = c then 1 else 2 d = e.let f = 3 }"),
            "a = if let .b = c then 1 else 2\nd = e.let\nf = 3\n");
  EXPECT_EQ(cut_up("{ let = 1 for = 2 if = 3 }"), "let = 1\nfor = 2\nif = 3\n");
}

TEST(Pieces, WhatHoldsNoEntriesIsNotCut) {
  EXPECT_EQ(cut_up("{ for x in y: [x] = 1 }"), "not cut");
  EXPECT_EQ(cut_up("{ a = 1,, b = 2 }"), "not cut");
  EXPECT_EQ(cut_up("{ , }"), "not cut");
}

/// Entries with every expression of the snippets, until the braces are long.
std::string long_entries(std::string_view separator) {
  std::string text;
  for (size_t i = 0; i < 200; ++i) {
    for (const Snippet& snippet : kExpressions) {
      text += "  \"k" + std::to_string(i) + "\" = (" + std::string(snippet.text) + "\n)" + std::string(separator);
      if (++i % 7 == 0) text += "  n" + std::to_string(i) + " = { a = { } b = [1, 2] }" + std::string(separator);
    }
  }
  return text;
}

/// A mistake anywhere in a file is why it is read whole.
std::string read_whole(const std::string& text) { return Parsed(text + "let\n").tree(); }

TEST(Pieces, TheTreeIsThatOfTheWhole) {
  for (std::string_view separator : {"\n", ",\n"}) {
    for (std::string_view before :
         {"let x = ", "output x: Map<String, Int> = ", "let x = { a = 1 b = ", "pub let x = "}) {
      const std::string after = before.ends_with("b = ") ? "}\n" : "\n";
      const std::string text = std::string(before) + "{\n" + long_entries(separator) + "}" + after;
      const Parsed parsed(text);
      const std::string tree = parsed.tree();
      ASSERT_FALSE(tree.empty());
      const std::string whole = read_whole(text);
      EXPECT_EQ(whole.substr(0, tree.size()), tree) << before;
    }
  }
}

TEST(Pieces, AMistakeInOneIsReportedAtItsPlace) {
  const std::string text = "let x = {\n" + long_entries("\n") + "  last = [1 2]\n}\nlet y = 3\n";
  EXPECT_EQ(Parsed("let x = {\n" + long_entries("\n") + "}\n").errors(), "");
  const size_t line = static_cast<size_t>(std::count(text.begin(), text.end(), '\n')) - 2;
  EXPECT_EQ(Parsed(text).errors(), "E0117 " + std::to_string(line) + ":13 expected `,` before `2`\n");
}

}  // namespace
}  // namespace infra::syntax
