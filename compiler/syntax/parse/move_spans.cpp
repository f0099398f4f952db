#include "compiler/syntax/parse/move_spans.h"

#include "compiler/syntax/reparse.h"

namespace infra::syntax {
namespace {

/// What a node holds besides ids. A node without its line here does not compile; a list belongs to one node, so that
/// each span is met once.
class Mover {
 public:
  Mover(uint32_t from, int64_t by) : from_(from), by_(by) {}

  void of(Span& span) const { move_place(span, from_, by_); }
  template <typename T>
  void all(List<T> list) const {
    // The arena is the tree's own.
    for (const T& item : list) of(const_cast<T&>(item));
  }

  void of(Ident& name) const { of(name.span); }
  void of(StringPart& part) const { of(part.span); }
  void of(Argument& argument) const { of(argument.label), of(argument.span); }
  void of(MatchArm& arm) const { of(arm.span); }
  void of(ForHead& head) const { all(head.names), of(head.span); }
  void of(Entry& entry) const { of(entry.name), of(entry.span); }
  void of(PatternArgument& argument) const { of(argument.label); }
  void of(Where& where) const { of(where.span); }
  void of(FieldDecl& field) const { of(field.name), all(field.wheres), of(field.span); }
  void of(Parameter& parameter) const { of(parameter.name), of(parameter.span); }
  void of(EnumMember& member) const { of(member.name), all(member.payload), of(member.span); }
  void of(Statement& statement) const { of(statement.name), of(statement.fails), of(statement.span); }
  void of(PolicyBinding& binding) const {
    of(binding.name), of(binding.kind_module), of(binding.kind), of(binding.span);
  }
  void of(ControlRef& control) const { of(control.span); }

  // ---- expressions

  void of(ErrorExpr&) const {}
  void of(NoneLiteral&) const {}
  void of(BoolLiteral&) const {}
  void of(IntLiteral&) const {}
  void of(FloatLiteral&) const {}
  void of(SizeLiteral&) const {}
  void of(DurationLiteral&) const {}
  void of(DateLiteral&) const {}
  void of(StringLiteral&) const {}
  void of(Interpolation& node) const { all(node.parts); }
  void of(NameExpr& node) const { of(node.name); }
  void of(MemberExpr& node) const { of(node.member), all(node.arguments); }
  void of(FieldExpr& node) const { of(node.field); }
  void of(SafeFieldExpr& node) const { of(node.field); }
  void of(IndexExpr&) const {}
  void of(CallExpr& node) const { all(node.arguments); }
  void of(UnaryExpr& node) const { of(node.op_span); }
  void of(BinaryExpr& node) const { of(node.op_span); }
  void of(ParenExpr&) const {}
  void of(IfExpr&) const {}
  void of(IfLetExpr&) const {}
  void of(LambdaExpr& node) const { all(node.parameters); }
  void of(LetExpr& node) const { of(node.name); }
  void of(MatchExpr& node) const { all(node.arms); }
  void of(ListExpr&) const {}
  void of(SpreadItem&) const {}
  void of(ListComprehension& node) const { of(node.head); }
  void of(BraceExpr& node) const { all(node.entries); }
  void of(MapComprehension& node) const { of(node.head); }
  void of(PlanExpr& node) const { all(node.arguments); }

  // ---- patterns

  void of(ErrorPattern&) const {}
  void of(WildcardPattern&) const {}
  void of(BindPattern& node) const { of(node.name); }
  void of(LiteralPattern&) const {}
  void of(MemberPattern& node) const { of(node.member), all(node.arguments); }
  void of(SomePattern&) const {}
  void of(NonePattern&) const {}

  // ---- types

  void of(ErrorType&) const {}
  void of(NamedType& node) const { of(node.module), of(node.name); }
  void of(OptionalType&) const {}
  void of(RecordType& node) const { all(node.fields); }
  void of(UnionType&) const {}
  void of(FunctionType&) const {}
  void of(RefinedType& node) const { all(node.wheres); }

  // ---- declarations

  void of(ErrorDecl&) const {}
  void of(ImportDecl& node) const { all(node.path), of(node.file_span), all(node.names), of(node.alias); }
  void of(ParamDecl& node) const { of(node.name), all(node.wheres); }
  void of(LetDecl& node) const { of(node.name); }
  void of(FnDecl& node) const { of(node.name), all(node.type_parameters), all(node.parameters); }
  void of(TypeDecl& node) const { of(node.name), all(node.type_parameters); }
  void of(EnumDecl& node) const { of(node.name), all(node.members); }
  void of(KindDecl& node) const {
    of(node.name), of(node.lifecycle), of(node.provider_span), of(node.version_span), all(node.fields),
        all(node.results);
  }
  template <typename Deployed>
  void deployed(Deployed& node) const {
    of(node.name), of(node.head), all(node.with), of(node.with_span);
  }
  void of(ResourceDecl& node) const { deployed(node), of(node.kind_module), of(node.kind), all(node.inputs); }
  void of(ExistingDecl& node) const { deployed(node), of(node.kind_module), of(node.kind), all(node.inputs); }
  void of(ModuleDecl& node) const { deployed(node), of(node.module), all(node.arguments); }
  void of(OutputDecl& node) const { of(node.name); }
  void of(ProviderDecl& node) const { of(node.name), of(node.provider), all(node.settings); }
  void of(PolicyDecl& node) const { of(node.name), all(node.bindings), all(node.controls), all(node.body); }
  void of(EnforceDecl& node) const { all(node.path); }
  void of(WaiveDecl& node) const {
    all(node.policy), of(node.by_span), of(node.from_span), of(node.until_span), of(node.because_span);
  }
  void of(CheckDecl& node) const { of(node.title_span), all(node.body); }
  void of(TestDecl& node) const { of(node.title_span), all(node.body); }
  void of(LimitDecl& node) const { all(node.limits); }
  void of(RenamedDecl& node) const { all(node.from), all(node.to); }

  template <typename Id, typename T>
  void store(Store<Id, T>& items) const {
    for (uint32_t i = 0; i < items.size(); ++i) {
      T& item = items[Id(i)];
      of(item.span);
      std::visit([&](auto& node) { of(node); }, item.node);
    }
  }

 private:
  uint32_t from_;
  int64_t by_;
};

}  // namespace

void move_spans(Ast& ast, uint32_t from, int64_t by) {
  if (by == 0) return;
  const Mover mover(from, by);
  mover.store(ast.exprs);
  mover.store(ast.types);
  mover.store(ast.patterns);
  mover.store(ast.decls);
}

}  // namespace infra::syntax
