// Everything that the language of today can say is read as it is meant.
#include <gmock/gmock.h>

#include "test/unit/compiler/syntax/parsed.h"
#include "test/unit/compiler/syntax/snippets.h"

namespace infra::syntax {
namespace {

TEST(WellFormed, EveryExpressionHasItsShape) {
  for (const Snippet& snippet : kExpressions) {
    const Parsed parsed("let x = " + std::string(snippet.text));
    EXPECT_EQ(parsed.errors(), "") << snippet.text;
    EXPECT_EQ(parsed.shape(), "let x (" + std::string(snippet.shape) + ")") << snippet.text;
  }
}

TEST(WellFormed, EveryDeclarationHasItsShape) {
  for (const Snippet& snippet : kDeclarations) {
    const Parsed parsed(snippet.text);
    EXPECT_EQ(parsed.errors(), "") << snippet.text;
    EXPECT_EQ(parsed.shape(), snippet.shape);
  }
}

TEST(WellFormed, DeclarationsNeedNoLinesOfTheirOwn) {
  std::string text;
  for (const Snippet& snippet : kDeclarations) text += std::string(snippet.text) + " ";
  const Parsed parsed(text);
  EXPECT_EQ(parsed.errors(), "");
  EXPECT_EQ(parsed.ast.decls.size(), std::size(kDeclarations));
}

TEST(WellFormed, LineEndingsOfWindowsAndAByteOrderMarkChangeNothing) {
  const Parsed parsed("\xEF\xBB\xBFlet a = 1\r\nlet b = \"\"\"\r\n  x\r\n  \"\"\"\r\n");
  EXPECT_EQ(parsed.errors(), "");
  EXPECT_EQ(parsed.shape(), R"(let a (int 1); let b (string "x"))");
}

TEST(WellFormed, AnEmptyFileIsAnEmptyTree) {
  for (const char* text : {"", "\n", "// nothing", "  \t"}) {
    const Parsed parsed(text);
    EXPECT_EQ(parsed.errors(), "");
    EXPECT_EQ(parsed.ast.decls.size(), 0u);
  }
}

TEST(WellFormed, SpansCoverWhatWasWritten) {
  const Parsed parsed("let x = f(a.b, [1])\n  + \"s${y}\"\nresource r: K { a = 1 } with { b = 2 }\n");
  EXPECT_EQ(parsed.tree(),
            "let x 1:1-2:12\n"
            "  binary + 1:9-2:12\n"
            "    call 1:9-1:20\n"
            "      name f 1:9-1:10\n"
            "      field .b 1:11-1:14\n"
            "        name a 1:11-1:12\n"
            "      list 1:16-1:19\n"
            "        int 1 1:17-1:18\n"
            "    interpolation 2:5-2:12\n"
            "      text \"s\" 2:6-2:7\n"
            "      name y 2:9-2:10\n"
            "resource r: K 3:1-3:39\n"
            "  entry a 3:17-3:22\n"
            "    int 1 3:21-3:22\n"
            "  with\n"
            "    entry b 3:32-3:37\n"
            "      int 2 3:36-3:37\n");
}

TEST(WellFormed, DocCommentsBelongToWhatFollows) {
  const Parsed parsed(
      "/// What the file is for.\n"
      "/// In two lines.\n\n"
      "/// The size.\nparam size: Int\n"
      "enum E {\n  /// First.\n  a,\n  // not a doc\n  b\n}\n"
      "kind K: pointer via \"p\" version 1 {\n  /// A field.\n  f: Int\n}\n"
      "/// Lost: a blank line follows.\n\nlet x = 1\n");
  EXPECT_EQ(parsed.errors(), "");
  EXPECT_EQ(parsed.ast.doc, "What the file is for.\nIn two lines.");
  EXPECT_EQ(parsed.shape(),
            "doc \"What the file is for.\\nIn two lines.\"; doc \"The size.\"; param size: Int; "
            "enum E (member a (doc \"First.\")) (member b); "
            "kind K: pointer via \"p\" version 1 (inputs (field f: Int (doc \"A field.\"))); let x (int 1)");
}

TEST(WellFormed, ADocBeforeTheImportsIsTheFiles) {
  const Parsed parsed("/// A shop.\nimport std.net { Balancer }\n");
  EXPECT_EQ(parsed.ast.doc, "A shop.");
}

TEST(WellFormed, TokensPrintWithTheirPlaces) {
  const Parsed parsed("let x = \"a${b}\"\n");
  EXPECT_EQ(print_tokens(parsed.file, parsed.sources),
            "1:1 LET let\n1:5 NAME x\n1:7 ASSIGN =\n1:9 STRING_OPEN \"\n1:10 TEXT a\n1:11 INTERPOLATE ${\n"
            "1:13 NAME b\n1:14 RIGHT_BRACE }\n1:15 STRING_CLOSE \"\n");
}

}  // namespace
}  // namespace infra::syntax
