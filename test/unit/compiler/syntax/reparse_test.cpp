// A tree after an edit is the tree of the new text, with every place in it.
#include <gtest/gtest.h>

#include "compiler/syntax/reparse.h"
#include "compiler/syntax/walk.h"
#include "test/unit/compiler/syntax/corpus.h"
#include "test/unit/compiler/syntax/mutate.h"
#include "test/unit/compiler/syntax/parsed.h"

namespace infra::syntax {
namespace {

/// The places that a printed tree does not show: of names, entries, fields and heads.
class Places final : public Walker {
 public:
  Places(const Ast& ast, const Interner& names) : ast_(ast), names_(names) { walk(ast, *this); }

  void decl(DeclId id) override { add(ast_.decls[id].span, ast_.decls[id].doc); }
  void field(const FieldDecl& field) override { name(field.name), add(field.span, field.doc); }
  void entry(const Entry& entry) override { name(entry.name), add(entry.span, "entry"); }
  void head(const ForHead& head) override { add(head.span, "head"); }
  void use(const Ident& ident) override { name(ident); }
  void member(const Ident& ident) override { name(ident); }
  void bind(const Ident& ident, Binder) override { name(ident); }
  void expr(ExprId id, ExprId) override {
    if (const auto* binary = std::get_if<BinaryExpr>(&ast_.exprs[id].node)) add(binary->op_span, "operator");
    if (const auto* string = std::get_if<Interpolation>(&ast_.exprs[id].node)) {
      for (const StringPart& part : string->parts) add(part.span, part.text);
    }
    if (const auto* call = std::get_if<CallExpr>(&ast_.exprs[id].node)) {
      for (const Argument& argument : call->arguments) name(argument.label), add(argument.span, "argument");
    }
  }

  std::string text;

 private:
  void name(const Ident& ident) { add(ident.span, ident.name.valid() ? names_.text(ident.name) : ""); }
  void add(Span span, std::string_view what) {
    if (span.valid()) text += fmt::format("{}-{} {}\n", span.begin, span.end, what);
  }

  const Ast& ast_;
  const Interner& names_;
};

std::string everything(const Ast& ast, const SourceMap& sources, const Interner& names) {
  return print_ast(ast, sources, names) + Places(ast, names).text;
}

/// The tree of `after` out of that of `before`, in full; nothing when it has to be parsed anew.
std::optional<std::string> after_edit(const std::string& before, const std::string& after) {
  Parsed parsed(before);
  EXPECT_EQ(parsed.errors(), "");
  SourceMap sources;
  const FileId file = sources.add("test.infra", after);
  TreeEdit edit;
  const std::optional<Ast> ast = reparse(std::move(parsed.ast), before, file, sources, parsed.names, edit);
  if (!ast) return std::nullopt;
  return everything(*ast, sources, parsed.names);
}

std::string parsed_anew(const std::string& text) {
  const Parsed parsed(text);
  EXPECT_EQ(parsed.errors(), "");
  return everything(parsed.ast, parsed.sources, parsed.names);
}

void expect_reparsed(const std::string& before, const std::string& after) {
  const std::optional<std::string> tree = after_edit(before, after);
  ASSERT_TRUE(tree) << after;
  EXPECT_EQ(*tree, parsed_anew(after)) << after;
}

void expect_parsed_anew(const std::string& before, const std::string& after) {
  EXPECT_FALSE(after_edit(before, after)) << after;
}

TEST(Reparse, AnEntryIsReadAgain) {
  const std::string text =
      "let a = 1\nlet x = { p = 1, q = { r = \"s\" }, // c\n  [t] = 2, \"u\" = 3\n}\n/// d\nlet z = x.p\n";
  for (auto [from, to] :
       {std::pair("r = \"s\"", "r = \"sss${a + 1}\""), std::pair("p = 1", "pp = { v = 2 }"), std::pair("[t] = 2, ", ""),
        std::pair("\"u\" = 3", "\"u\" = 3, w = 4"), std::pair("p = 1, ", "...o, p = 1, "), std::pair(" // c", " // cc"),
        std::pair("// c\n", "\n"), std::pair("3\n}", "3, // e\n}"), std::pair("{ p", "{ n = 7 p")}) {
    std::string after = text;
    after.replace(after.find(from), std::string_view(from).size(), to);
    expect_reparsed(text, after);
  }
}

TEST(Reparse, ADeclarationThatEndsWithABraceIsReadAgain) {
  const std::string text =
      "/// doc\nresource r: K {\n  a = 1\n} with { b = 2 }\nkind k: immutable via \"p\" version 1 {\n  /// f\n  f: "
      "Int\n}\nlet z = 1\n";
  for (auto [from, to] :
       {std::pair("a = 1", "a = [1, 2]"), std::pair("b = 2", "b = 2 c = 3"), std::pair("/// f", "/// g"),
        std::pair("f: Int", "f: Int g: List<Int> where it.length > 2")}) {
    std::string after = text;
    after.replace(after.find(from), std::string_view(from).size(), to);
    expect_reparsed(text, after);
  }
}

TEST(Reparse, WhatReachesFurtherIsParsedAnew) {
  const std::string text = "let x = { a = 1 b = 2 }\nlet y = 3\n";
  expect_parsed_anew(text, "let x = { a = 1 b = 2 }\nlet yy = 3\n");            // no braces around it
  expect_parsed_anew(text, "let x = { a = 1 b = 2 }\nlet z = 4\nlet y = 3\n");  // between declarations
  expect_parsed_anew(text, "let x = { a = 1 b = }\nlet y = 3\n");               // does not read
  expect_parsed_anew(text, "let x = { a = 1 // b = 2 }\nlet y = 3\n");          // swallows its end
  expect_parsed_anew(text, "let x = { a = \"1 b = 2 }\nlet y = 3\n");
  expect_parsed_anew(text, "let x = { a = 1 b = 2 } }\nlet y = 3\n");
  expect_parsed_anew(text, "param x = { a = 1 b = 2 }\nlet y = 3\n");
}

/// The first declaration with braces that hold enough to be edited: its entries come from the snippets.
std::string program() {
  std::string text = "// head\nlet a = 1\n/// doc\noutput x: Map<String, Int> = {\n";
  size_t i = 0;
  for (const Snippet& snippet : kExpressions) {
    text += fmt::format("  k{} = ({}\n){}\n", i, snippet.text, i % 3 == 0 ? "," : "");
    if (++i % 5 == 0) text += fmt::format("  \"n{}\" = {{ a = {{ }} b = [1, 2] // c\n c = \"${{a}}\" }}\n", i);
  }
  return text + "}\n/// end\nlet z = a\n";
}

TEST(Reparse, RandomEditsGiveTheTreeOfTheNewText) {
  std::vector<std::string> texts = {program()};
  for (const CorpusFile& file : corpus()) texts.push_back(file.text);
  Mutator random(7);
  size_t reparsed = 0, anew = 0;
  for (const std::string& original : texts) {
    std::string text = original;
    for (int i = 0; i < (original == texts.front() ? 150 : 12); ++i) {
      // One place is edited: what the mutation did elsewhere lies between the first and the last.
      const size_t at = random.below(text.size() + 1);
      const size_t size = std::min<size_t>(random.below(40), text.size() - at);
      const std::string after = text.substr(0, at) + random.mutate(text.substr(at, size)) + text.substr(at + size);
      const std::optional<std::string> tree = after_edit(text, after);
      const Parsed fresh(after);
      const bool is_clean = fresh.sink.diagnostics().empty();
      if (tree) {
        ++reparsed;
        ASSERT_EQ(fresh.errors(), "") << after;
        ASSERT_EQ(*tree, everything(fresh.ast, fresh.sources, fresh.names)) << after;
      } else {
        anew += is_clean;
      }
      if (is_clean) text = after;
    }
  }
  EXPECT_GT(reparsed, anew / 2);
  EXPECT_GT(reparsed, 50u);
}

}  // namespace
}  // namespace infra::syntax
