#include "compiler/syntax/walk.h"

#include <utility>

namespace infra::syntax {
namespace {

/// Goes through a tree; `parent_` is the expression that it is in.
class Walk {
 public:
  Walk(const Ast& ast, Walker& see) : ast_(ast), see_(see) {}

  void file() {
    for (uint32_t i = 0; i < ast_.decls.size(); ++i) {
      DeclId id(i);
      see_.decl(id);
      std::visit([&](const auto& node) { of(node); }, ast_.decls[id].node);
    }
  }

 private:
  /// A scope for as long as it lives.
  struct Scope {
    explicit Scope(Walker& walker) : see(walker) { see.open_scope(); }
    ~Scope() { see.close_scope(); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    Walker& see;
  };

  void use(const Ident& name) {
    if (name.name.valid()) see_.use(name);
  }
  void bind(const Ident& name, Binder binder) {
    if (name.name.valid()) see_.bind(name, binder);
  }

  void expr(ExprId id) {
    if (!id.valid()) return;
    see_.expr(id, parent_);
    ExprId outer = std::exchange(parent_, id);
    std::visit([&](const auto& node) { of(node); }, ast_.exprs[id].node);
    parent_ = outer;
  }
  void type(TypeId id) {
    if (!id.valid()) return;
    see_.type(id);
    ExprId outer = std::exchange(parent_, ExprId());
    std::visit([&](const auto& node) { of(node); }, ast_.types[id].node);
    parent_ = outer;
  }
  void pattern(PatternId id) {
    if (!id.valid()) return;
    see_.pattern(id);
    ExprId outer = std::exchange(parent_, ExprId());
    std::visit([&](const auto& node) { of(node); }, ast_.patterns[id].node);
    parent_ = outer;
  }

  void exprs(List<ExprId> list) {
    for (ExprId id : list) expr(id);
  }
  void types(List<TypeId> list) {
    for (TypeId id : list) type(id);
  }
  void arguments(List<Argument> list) {
    for (const Argument& argument : list) expr(argument.value);
  }
  void entries(List<Entry> list) {
    for (const Entry& entry : list) {
      see_.entry(entry);
      expr(entry.key);
      expr(entry.value);
    }
  }
  void wheres(List<Where> list) {
    for (const Where& where : list) {
      expr(where.condition);
      expr(where.message);
    }
  }
  void fields(List<FieldDecl> list) {
    for (const FieldDecl& field : list) {
      see_.field(field);
      type(field.type);
      expr(field.default_value);
      wheres(field.wheres);
    }
  }
  /// Binds the loop's names in the scope that is open.
  void head(const ForHead& head) {
    see_.head(head);
    expr(head.source);
    for (const Ident& name : head.names) bind(name, Binder::LoopVariable);
    expr(head.condition);
    expr(head.key);
  }
  void statements(List<Statement> list) {
    for (const Statement& statement : list) {
      type(statement.type);
      expr(statement.value);
      expr(statement.message);
      if (statement.kind == StatementKind::Let) bind(statement.name, Binder::Let);
    }
  }
  /// The first part of a path names something; the others are inside of it.
  void path(List<Ident> parts) {
    for (size_t i = 0; i < parts.size(); ++i) {
      if (i == 0) use(parts[i]);
      if (i > 0 && parts[i].name.valid()) see_.member(parts[i]);
    }
  }
  void qualified(const Ident& module, const Ident& name) {
    if (!module.name.valid()) return use(name);
    use(module);
    if (name.name.valid()) see_.member(name);
  }

  // ------------------------------------------------------------------------------------------ expressions

  void of(const ErrorExpr&) {}
  void of(const NoneLiteral&) {}
  void of(const BoolLiteral&) {}
  void of(const IntLiteral&) {}
  void of(const FloatLiteral&) {}
  void of(const SizeLiteral&) {}
  void of(const DurationLiteral&) {}
  void of(const DateLiteral&) {}
  void of(const StringLiteral&) {}
  void of(const Interpolation& node) {
    for (const StringPart& part : node.parts) expr(part.expr);
  }
  void of(const NameExpr& node) { use(node.name); }
  void of(const MemberExpr& node) { arguments(node.arguments); }
  void of(const FieldExpr& node) {
    expr(node.object);
    if (node.field.name.valid()) see_.member(node.field);
  }
  void of(const SafeFieldExpr& node) {
    expr(node.object);
    if (node.field.name.valid()) see_.member(node.field);
  }
  void of(const IndexExpr& node) {
    expr(node.object);
    expr(node.index);
  }
  void of(const CallExpr& node) {
    expr(node.callee);
    arguments(node.arguments);
  }
  void of(const UnaryExpr& node) { expr(node.operand); }
  void of(const BinaryExpr& node) {
    expr(node.left);
    expr(node.right);
  }
  void of(const ParenExpr& node) { expr(node.inner); }
  void of(const IfExpr& node) {
    expr(node.condition);
    expr(node.then_value);
    expr(node.else_value);
  }
  void of(const IfLetExpr& node) {
    expr(node.value);
    {
      Scope scope(see_);
      pattern(node.pattern);
      expr(node.then_value);
    }
    expr(node.else_value);
  }
  void of(const LambdaExpr& node) {
    Scope scope(see_);
    for (const Ident& name : node.parameters) bind(name, Binder::LambdaParameter);
    expr(node.body);
  }
  void of(const LetExpr& node) {
    expr(node.value);
    Scope scope(see_);
    bind(node.name, Binder::Let);
    expr(node.body);
  }
  void of(const MatchExpr& node) {
    expr(node.subject);
    for (const MatchArm& arm : node.arms) {
      Scope scope(see_);
      pattern(arm.pattern);
      expr(arm.value);
    }
  }
  void of(const ListExpr& node) { exprs(node.items); }
  void of(const SpreadItem& node) { expr(node.value); }
  void of(const ListComprehension& node) {
    Scope scope(see_);
    head(node.head);
    expr(node.value);
  }
  void of(const BraceExpr& node) { entries(node.entries); }
  void of(const MapComprehension& node) {
    Scope scope(see_);
    head(node.head);
    expr(node.key);
    expr(node.value);
  }
  void of(const PlanExpr& node) { entries(node.arguments); }

  // --------------------------------------------------------------------------------------------- patterns

  void of(const ErrorPattern&) {}
  void of(const WildcardPattern&) {}
  void of(const BindPattern& node) { bind(node.name, Binder::Pattern); }
  void of(const LiteralPattern& node) { expr(node.value); }
  void of(const MemberPattern& node) {
    for (const PatternArgument& argument : node.arguments) pattern(argument.pattern);
  }
  void of(const SomePattern& node) { pattern(node.inner); }
  void of(const NonePattern&) {}

  // ------------------------------------------------------------------------------------------------ types

  void of(const ErrorType&) {}
  void of(const NamedType& node) {
    qualified(node.module, node.name);
    types(node.arguments);
  }
  void of(const OptionalType& node) { type(node.inner); }
  void of(const RecordType& node) { fields(node.fields); }
  void of(const UnionType& node) { types(node.members); }
  void of(const FunctionType& node) {
    types(node.parameters);
    type(node.result);
  }
  void of(const RefinedType& node) {
    type(node.base);
    wheres(node.wheres);
  }

  // ----------------------------------------------------------------------------------------- declarations

  void of(const ErrorDecl&) {}
  void of(const ImportDecl&) {}
  void of(const ParamDecl& node) {
    type(node.type);
    expr(node.default_value);
    wheres(node.wheres);
  }
  void of(const LetDecl& node) {
    type(node.type);
    expr(node.value);
  }
  void of(const FnDecl& node) {
    Scope scope(see_);
    for (const Ident& name : node.type_parameters) bind(name, Binder::TypeParameter);
    for (const Parameter& parameter : node.parameters) {
      type(parameter.type);
      expr(parameter.default_value);
    }
    for (const Parameter& parameter : node.parameters) bind(parameter.name, Binder::Parameter);
    type(node.result);
    expr(node.body);
  }
  void of(const TypeDecl& node) {
    Scope scope(see_);
    for (const Ident& name : node.type_parameters) bind(name, Binder::TypeParameter);
    type(node.type);
  }
  void of(const EnumDecl& node) {
    for (const EnumMember& member : node.members) fields(member.payload);
  }
  void of(const KindDecl& node) {
    fields(node.fields);
    fields(node.results);
  }
  /// What resources, existing things and module uses have in common.
  template <typename Node>
  void deployed(const Node& node, List<Entry> body) {
    Scope scope(see_);
    if (node.has_for) head(node.head);
    expr(node.condition);
    entries(body);
    entries(node.with);
  }
  void of(const ResourceDecl& node) {
    qualified(node.kind_module, node.kind);
    deployed(node, node.inputs);
  }
  void of(const ExistingDecl& node) {
    qualified(node.kind_module, node.kind);
    deployed(node, node.inputs);
  }
  void of(const ModuleDecl& node) {
    use(node.module);
    deployed(node, node.arguments);
  }
  void of(const ProviderDecl& node) {
    use(node.provider);
    entries(node.settings);
  }
  void of(const OutputDecl& node) {
    type(node.type);
    expr(node.value);
  }
  void of(const PolicyDecl& node) {
    Scope scope(see_);
    for (const PolicyBinding& binding : node.bindings) {
      if (binding.source.valid()) {
        expr(binding.source);
      } else {
        qualified(binding.kind_module, binding.kind);
      }
      bind(binding.name, Binder::PolicyBinding);
    }
    statements(node.body);
  }
  void of(const EnforceDecl& node) { path(node.path); }
  void of(const WaiveDecl& node) {
    path(node.policy);
    expr(node.resource);
  }
  void of(const CheckDecl& node) {
    Scope scope(see_);
    statements(node.body);
  }
  void of(const TestDecl& node) {
    Scope scope(see_);
    statements(node.body);
  }
  void of(const LimitDecl& node) { entries(node.limits); }
  void of(const RenamedDecl& node) { path(node.to); }

  const Ast& ast_;
  Walker& see_;
  ExprId parent_;
};

}  // namespace

void walk(const Ast& ast, Walker& walker) { Walk(ast, walker).file(); }

}  // namespace infra::syntax
