// The tree as lines, for developers and tests: what a node is, its place, its parts indented below it.
#pragma once

#include <string>
#include <string_view>

#include "compiler/base/interner.h"
#include "compiler/source/source_map.h"
#include "compiler/syntax/ast.h"

namespace infra::syntax {

class Printer {
 public:
  Printer(const Ast& ast, const SourceMap& sources, const Interner& names)
      : ast_(ast), source_(sources.file(ast.file)), names_(names) {}

  void decl(const Decl& decl);
  std::string take() { return std::move(out_); }
  void doc(std::string_view text);

 private:
  /// One line; what is printed while the result lives stands below it.
  class [[nodiscard]] Below {
   public:
    explicit Below(int& depth) : depth_(depth) { ++depth_; }
    ~Below() { --depth_; }
    Below(const Below&) = delete;
    Below& operator=(const Below&) = delete;

   private:
    int& depth_;
  };
  Below line(std::string_view text, Span span);
  Below line(std::string_view text);

  std::string name(Ident ident) const;
  static std::string quoted(std::string_view text);

  // print_decls.cpp, print_policies.cpp
  void fields(std::string_view title, List<FieldDecl> fields);
  void field(const FieldDecl& field);
  void wheres(List<Where> wheres);
  void head(bool has_for, const ForHead& head, ExprId condition);
  void for_head(const ForHead& head);
  void body(const List<Entry>& inputs, const List<Entry>& with);
  void statements(List<Statement> statements);
  std::string path(List<Ident> path) const;
  void entries(std::string_view title, List<Entry> entries);
  void entry(const Entry& entry);
  void node(const ErrorDecl& decl, Span span);
  void node(const ImportDecl& decl, Span span);
  void node(const ParamDecl& decl, Span span);
  void node(const LetDecl& decl, Span span);
  void node(const FnDecl& decl, Span span);
  void node(const TypeDecl& decl, Span span);
  void node(const EnumDecl& decl, Span span);
  void node(const KindDecl& decl, Span span);
  void node(const ResourceDecl& decl, Span span);
  void node(const ExistingDecl& decl, Span span);
  void node(const ModuleDecl& decl, Span span);
  void node(const ProviderDecl& decl, Span span);
  void node(const OutputDecl& decl, Span span);
  void node(const PolicyDecl& decl, Span span);
  void node(const EnforceDecl& decl, Span span);
  void node(const WaiveDecl& decl, Span span);
  void node(const CheckDecl& decl, Span span);
  void node(const TestDecl& decl, Span span);
  void node(const LimitDecl& decl, Span span);
  void node(const RenamedDecl& decl, Span span);

  // print_types.cpp
  std::string type(TypeId id) const;
  std::string type_parameters(List<Ident> names) const;
  void type_fields(TypeId id);

  // print_exprs.cpp
  void expr(ExprId id);
  /// The expression below a line that says what it is for; nothing when there is none.
  void labelled(std::string_view label, ExprId id);
  void arguments(List<Argument> arguments);
  void pattern(PatternId id);
  std::string head_of(const Expr& expr) const;
  void parts_of(const Expr& expr);

  const Ast& ast_;
  const SourceFile& source_;
  const Interner& names_;
  std::string out_;
  int depth_ = 0;
  std::string_view prefix_;  ///< Goes before the text of the next line.
};

}  // namespace infra::syntax
