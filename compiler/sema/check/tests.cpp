#include "compiler/sema/check/tests.h"

#include <algorithm>

#include "compiler/base/text.h"
#include "compiler/diag/codes/sema.h"
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/expr.h"
#include "compiler/sema/check/names.h"
#include "compiler/sema/check/policies.h"
#include "compiler/sema/check/resources.h"
#include "compiler/sema/check/types.h"

namespace infra::sema {
namespace {

using types::TypeKind;

/// One for each file: what its plans answer depends on what it declares.
types::TypeId plan_type(BodyScope& b) {
  const Module& module = b.context.program.modules[b.module];
  return b.types().module_use("plan of " + module.path, {});
}

bool is_plan(BodyScope& b, types::TypeId type) {
  const types::Type& shape = b.types()[type];
  return shape.kind == TypeKind::Module && type == plan_type(b);
}

/// `[front.url] = "https://…"`: a result of a resource, and the value that it has in this plan.
std::optional<PlanGiven> check_given(BodyScope& b, const syntax::Entry& entry) {
  BodyScope inside{b.context, b.module, Reach::Instance, false, {}, 0, 0};
  NodeId key = infer_expr(inside, entry.key);
  if (is_error(inside, key)) {
    glance(b, entry.value);
    return std::nullopt;
  }
  // An output may pass a result on, and what may be missing has results all the same: which, is seen in the plan.
  const auto& is = b.context.program.nodes[key].is;
  if (!std::holds_alternative<ResultNode>(is) && !std::holds_alternative<OutputNode>(is) &&
      !std::holds_alternative<syntax::SafeFieldExpr>(b.ast().exprs[entry.key].node)) {
    b.sink()
        .emit(diag::GivenNoResult, span_of(inside, key))
        .label("known when it is compiled, or no result")
        .help("between brackets stands a result of a resource, as in `[front.url] = \"https://shop.example\"`");
    glance(b, entry.value);
    return std::nullopt;
  }
  BodyScope value_scope = b;
  NodeId value = check_expr(b, entry.value, plain_type(b, type_of(inside, key)));
  if (is_error(b, value)) return std::nullopt;
  return PlanGiven{key, inside.slots, value};
}

Statement check_expect(BodyScope& b, const syntax::Statement& statement) {
  Statement made;
  made.kind = statement.kind;
  made.span = statement.span;
  if (statement.fails.name.valid()) made.fails = b.context.text(statement.fails.name);
  if (statement.value.valid() && std::holds_alternative<syntax::PlanExpr>(b.ast().exprs[statement.value].node)) {
    made.value = infer_expr(b, statement.value);
    return made;
  }
  NodeId node = infer_expr(b, statement.value, scalar(TypeKind::Bool));
  made.value = convert(b, node, tainted(b, scalar(TypeKind::Bool), is_secret(b, type_of(b, node))));
  if (statement.message.valid()) made.message = check_expr(b, statement.message, scalar(TypeKind::String));
  if (!made.fails.empty()) {
    b.sink()
        .emit(diag::FailsNeedsPlan, statement.fails.span)
        .label("a condition is true or false, and has no code")
        .help("write `expect plan { … } fails CODE`");
  }
  return made;
}

}  // namespace

void check_tests(CheckContext& c, ModuleId id) {
  const syntax::Ast& ast = c.loaded.files[id].ast;
  for (uint32_t i = 0; i < ast.decls.size(); ++i) {
    auto* test = std::get_if<syntax::TestDecl>(&ast.decls[syntax::DeclId(i)].node);
    if (!test) continue;
    BodyScope b{c, id, Reach::Constant, false, {}, 0, 0, true};
    Statements body;
    for (const syntax::Statement& statement : test->body) {
      Statement made;
      if (statement.kind == syntax::StatementKind::Expect) {
        made = check_expect(b, statement);
      } else {
        made.kind = statement.kind;
        made.span = statement.span;
        types::TypeId written;
        if (statement.type.valid()) {
          written = resolve_type(c, id, statement.type, std::string(c.text(statement.name.name)));
        }
        made.value = check_expr(b, statement.value, written);
        made.name = std::string(c.text(statement.name.name));
        made.slot = b.bind(statement.name.name, written.valid() ? written : type_of(b, made.value));
      }
      body.list.push_back(std::move(made));
    }
    body.slots = b.slots;
    c.program.modules[id].tests.push_back({std::string(test->title), test->title_span, std::move(body)});
  }
}

NodeId check_plan(BodyScope& b, const syntax::PlanExpr& plan, Span span) {
  const Module& module = b.context.program.modules[b.module];
  std::vector<EntrySlot> slots;
  for (const Param& param : module.params) {
    slots.push_back({std::string(b.context.text(param.name)), param.type, param.span});
  }
  std::string owner = fmt::format("`{}`", module.path);
  PlanNode node;
  std::vector<syntax::Entry> arguments;
  for (const syntax::Entry& entry : plan.arguments) {
    if (entry.form != syntax::KeyForm::Computed || !entry.key.valid()) {
      arguments.push_back(entry);
    } else if (auto given = check_given(b, entry)) {
      node.given.push_back(*given);
    }
  }
  for (const Input& input : check_entries(b, arguments, slots, owner, span, true)) {
    node.arguments.push_back({input.field, input.value.root});
  }
  return add_node(b, span, plan_type(b), std::move(node));
}

std::optional<NodeId> check_plan_field(BodyScope& b, NodeId object, syntax::Ident field, types::TypeId type,
                                       Span span) {
  if (!is_plan(b, type)) return std::nullopt;
  const Module& module = b.context.program.modules[b.module];
  std::string_view text = b.context.text(field.name);
  std::vector<std::string_view> names = {"all", "count", "digest"};
  for (uint32_t i = 0; i < module.outputs.size(); ++i) {
    if (module.outputs[i].name == field.name) {
      return add_node(b, span, module.outputs[i].type, OutputNode{object, b.module, i});
    }
    names.push_back(b.context.text(module.outputs[i].name));
  }
  for (uint32_t i = 0; i < module.resources.size(); ++i) {
    if (module.resources[i].name == field.name) {
      return add_node(b, span, module.resources[i].type, PlanMemberNode{object, false, i});
    }
    names.push_back(b.context.text(module.resources[i].name));
  }
  for (uint32_t i = 0; i < module.uses.size(); ++i) {
    if (module.uses[i].is_provider) continue;
    if (module.uses[i].name == field.name) {
      return add_node(b, span, module.uses[i].type, PlanMemberNode{object, true, i});
    }
    names.push_back(b.context.text(module.uses[i].name));
  }
  if (text == "count") return add_node(b, span, scalar(TypeKind::Int), PlanAllNode{object, KindId()});
  if (text == "digest") return add_node(b, span, scalar(TypeKind::Digest), PlanDigestNode{object});
  auto builder = b.sink().emit(diag::UnknownField, field.span, "a plan", text);
  if (text == "all") {
    builder.help("write `.all(Kind)`");
  } else if (auto best = nearest(text, names)) {
    builder.help(fmt::format("did you mean `{}`?", *best)).fix(field.span, *best, fmt::format("write `{}`", *best));
  } else {
    builder.help("it has the outputs, resources and modules of this file, `all(Kind)`, `count` and `digest`");
  }
  return error_node(b, span);
}

std::optional<NodeId> check_plan_call(BodyScope& b, const syntax::CallExpr& call, Span span) {
  auto* field = std::get_if<syntax::FieldExpr>(&b.ast().exprs[call.callee].node);
  if (!field || !field->field.name.valid() || b.context.text(field->field.name) != "all") return std::nullopt;
  auto* name = std::get_if<syntax::NameExpr>(&b.ast().exprs[field->object].node);
  if (!name) return std::nullopt;
  auto binding = std::find_if(b.bindings.rbegin(), b.bindings.rend(),
                              [&](const Binding& known) { return known.name == name->name.name; });
  if (binding == b.bindings.rend() || !is_plan(b, binding->type)) return std::nullopt;
  NodeId object = infer_expr(b, field->object);
  auto refuse = [&] {
    b.sink().emit(diag::Arguments, span, "all", "one kind", call.arguments.size()).help("write `.all(Kind)`");
    return error_node(b, span);
  };
  if (call.arguments.size() != 1) return refuse();
  const syntax::Argument& argument = *call.arguments.begin();
  if (!argument.value.valid()) return refuse();
  const syntax::ExprNode& kind = b.ast().exprs[argument.value].node;
  syntax::Ident kind_module, kind_name;
  if (auto* plain = std::get_if<syntax::NameExpr>(&kind)) {
    kind_name = plain->name;
  } else if (auto* inside = std::get_if<syntax::FieldExpr>(&kind)) {
    auto* file = std::get_if<syntax::NameExpr>(&b.ast().exprs[inside->object].node);
    if (!file) return refuse();
    kind_module = file->name;
    kind_name = inside->field;
  } else {
    return refuse();
  }
  KindId id = resolve_kind(b.context, b.module, kind_module, kind_name);
  if (!id.valid()) return error_node(b, span);
  return add_node(b, span, b.types().list(b.context.program.kinds[id].type), PlanAllNode{object, id});
}

}  // namespace infra::sema
