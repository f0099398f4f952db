// What stands after a dot: enum members, fields of records, inputs and results of resources, outputs of modules,
// builtins without arguments; and indexing.
#include <algorithm>

#include "compiler/base/text.h"
#include "compiler/diag/codes/sema.h"
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/expr.h"
#include "compiler/sema/check/functions.h"
#include "compiler/sema/check/methods.h"
#include "compiler/sema/check/names.h"
#include "compiler/sema/check/tests.h"

namespace infra::sema {
namespace {

using types::TypeKind;

void suggest(BodyScope& b, diag::Builder& builder, std::string_view text,
             const std::vector<std::string_view>& candidates, Span span) {
  if (b.sink().error_count() > kManyErrors) return;
  if (auto best = nearest(text, candidates)) {
    builder.help(fmt::format("did you mean `{}`?", *best)).fix(span, *best, fmt::format("write `{}`", *best));
  } else if (!candidates.empty()) {
    builder.help("it has " + list_names(candidates));
  }
}

NodeId check_resource_field(BodyScope& b, NodeId object, syntax::Ident field, types::TypeId type, Span span,
                            bool secret) {
  KindId kind_id = b.context.program.kind_of_type.at(type);
  const KindInfo& kind = b.context.program.kinds[kind_id];
  std::string_view text = b.context.text(field.name);
  // A result of the same name as an input is what the input became.
  for (const FieldInfo& result : kind.results) {
    if (result.text == text) return add_node(b, span, tainted(b, result.type, secret), ResultNode{object, result.text});
  }
  for (uint32_t i = 0; i < kind.fields.size(); ++i) {
    const FieldInfo& input = kind.fields[i];
    if (input.text != text) continue;
    if (input.is_unique && kind.lifecycle == Lifecycle::Immutable) {
      b.sink()
          .emit(diag::UniqueRead, field.span, text)
          .label("derived for each instance when it is deployed")
          .also(input.span, "marked `unique` here")
          .help("read a result that carries it");
      return error_node(b, span);
    }
    return add_node(b, span, tainted(b, input.type, secret), InputNode{object, kind_id, i});
  }
  std::vector<std::string_view> candidates;
  for (const FieldInfo& result : kind.results) candidates.push_back(result.text);
  for (const FieldInfo& input : kind.fields) candidates.push_back(input.text);
  auto builder = b.sink().emit(diag::UnknownField, field.span, fmt::format("`{}`", type_text(b, type)), text);
  builder.also(kind.span, "this kind");
  suggest(b, builder, text, candidates, field.span);
  return error_node(b, span);
}

NodeId check_output_field(BodyScope& b, NodeId object, syntax::Ident field, types::TypeId type, Span span,
                          bool secret) {
  std::string_view text = b.context.text(field.name);
  std::vector<std::string_view> candidates;
  for (uint32_t m = 0; m < b.context.program.modules.size(); ++m) {
    const Module& module = b.context.program.modules[ModuleId(m)];
    if (module.use_type != type) continue;
    for (uint32_t i = 0; i < module.outputs.size(); ++i) {
      const Output& output = module.outputs[i];
      if (output.name == field.name) {
        return add_node(b, span, tainted(b, output.type, secret), OutputNode{object, ModuleId(m), i});
      }
      candidates.push_back(b.context.text(output.name));
    }
    auto builder = b.sink().emit(diag::UnknownOutput, field.span, module.path, text);
    builder.label("from outside, a module use is its outputs");
    suggest(b, builder, text, candidates, field.span);
    return error_node(b, span);
  }
  return error_node(b, span);
}

/// `shop.limit`: a pub let or function of an imported file. Nothing when `object` is not such a file.
std::optional<NodeId> check_file_member(BodyScope& b, const syntax::FieldExpr& field, Span span, types::TypeId hint) {
  auto* name = std::get_if<syntax::NameExpr>(&b.ast().exprs[field.object].node);
  if (!name || b.reach == Reach::Nothing) return std::nullopt;
  for (const Binding& binding : b.bindings) {
    if (binding.name == name->name.name) return std::nullopt;
  }
  const Symbol* file = b.context.declarations.find(b.context.loaded, b.module, name->name.name);
  if (!file || file->kind != SymbolKind::File) return std::nullopt;
  std::optional<Symbol> symbol = find_exported(b.context, file->module, field.field);
  if (!symbol) return error_node(b, span);
  std::string_view text = b.context.text(field.field.name);
  if (symbol->kind == SymbolKind::Fn) return fn_value(b, FnId(symbol->index), span, hint);
  if (symbol->kind != SymbolKind::Let) {
    b.sink().emit(diag::NotAValue, field.field.span, text, describe(symbol->kind)).also(symbol->span, "declared here");
    return error_node(b, span);
  }
  const Let& let = b.context.program.modules[symbol->module].lets[symbol->index];
  if (!let.is_constant) {
    if (b.types().kind(let.type) != TypeKind::Error) {
      b.sink()
          .emit(diag::NotConstant, field.field.span, text)
          .label("needs params or resources of its module")
          .also(symbol->span, "declared here")
          .help("give it out as an `output`, and read that from a module use");
    }
    return error_node(b, span);
  }
  return add_node(b, span, let.type, LetRefNode{symbol->module, symbol->index});
}

bool is_builtin_secret(BodyScope& b, syntax::ExprId id) {
  auto* name = std::get_if<syntax::NameExpr>(&b.ast().exprs[id].node);
  return name && name->name.name.valid() && b.context.text(name->name.name) == "secret";
}

}  // namespace

NodeId check_field(BodyScope& b, const syntax::FieldExpr& field, Span span, types::TypeId hint) {
  if (types::TypeId enumeration = enum_named(b, field.object); enumeration.valid()) {
    return check_member(b, field.field, {}, false, span, enumeration);
  }
  if (auto member = check_file_member(b, field, span, hint)) return *member;
  if (is_builtin_secret(b, field.object)) {
    b.sink()
        .emit(diag::NotAValue, span, "secret", "a builtin")
        .help("write `secret.env(\"NAME\")` or `secret.file(\"path\")`");
    return error_node(b, span);
  }
  return check_field_of(b, infer_expr(b, field.object), field.field, span);
}

NodeId check_field_of(BodyScope& b, NodeId object, syntax::Ident field, Span span) {
  if (is_error(b, object) || !field.name.valid()) return error_node(b, span);
  bool secret = is_secret(b, type_of(b, object));
  types::TypeId type = plain_type(b, type_of(b, object));
  const types::Type shape = b.types()[type];
  std::string_view text = b.context.text(field.name);
  if (shape.kind == TypeKind::Record) {
    if (const types::Field* found = shape.field(text)) {
      return add_node(b, span, tainted(b, found->type, secret), FieldNode{object, found->name});
    }
  }
  if (shape.kind == TypeKind::Kind) return check_resource_field(b, object, field, type, span, secret);
  if (auto of_plan = check_plan_field(b, object, field, type, span)) return *of_plan;
  if (shape.kind == TypeKind::Module) return check_output_field(b, object, field, type, span, secret);
  if (auto method = check_property(b, object, field, span)) return *method;

  if (shape.kind == TypeKind::Optional || shape.kind == TypeKind::None) {
    b.sink()
        .emit(diag::OptionalNotHandled, span_of(b, object), "a value")
        .label(fmt::format("this is `{}`", type_text(b, type)))
        .help(fmt::format("say what stands for `none` first: `(… ?? value).{0}`, or pass it on: `…?.{0}`", text));
    return error_node(b, span);
  }
  auto builder = b.sink().emit(diag::UnknownField, field.span, fmt::format("`{}`", type_text(b, type)), text);
  if (shape.kind == TypeKind::Record) {
    std::vector<std::string_view> candidates;
    for (const types::Field& known : shape.fields) candidates.push_back(known.name);
    suggest(b, builder, text, candidates, field.span);
    return error_node(b, span);
  }
  TypeKind element = shape.element.valid() ? b.types().kind(shape.element) : TypeKind::Error;
  if ((shape.kind == TypeKind::List || shape.kind == TypeKind::Map) &&
      (element == TypeKind::Kind || element == TypeKind::Module || element == TypeKind::Record)) {
    builder.help(fmt::format("this is `{}`: take one item, or build a list with `[for x in …: x.{}]`",
                             type_text(b, type), text));
    return error_node(b, span);
  }
  const Symbol* symbol = b.context.declarations.find(b.context.loaded, b.module, field.name);
  if (symbol && symbol->kind == SymbolKind::Fn) {
    builder.also(symbol->span, "this function").help(fmt::format("call it: `.{}(…)`", text));
    return error_node(b, span);
  }
  suggest(b, builder, text, method_names(b, type), field.span);
  return error_node(b, span);
}

NodeId check_index(BodyScope& b, const syntax::IndexExpr& index, Span span) {
  NodeId object = infer_expr(b, index.object);
  if (is_error(b, object)) return error_node(b, span);
  bool secret = is_secret(b, type_of(b, object));
  types::TypeId type = plain_type(b, type_of(b, object));
  const types::Type shape = b.types()[type];
  if (shape.kind != TypeKind::List && shape.kind != TypeKind::Map) {
    if (shape.kind == TypeKind::Optional) {
      b.sink()
          .emit(diag::OptionalNotHandled, span_of(b, object), "a value")
          .label(fmt::format("this is `{}`", type_text(b, type)));
    } else {
      auto builder = b.sink().emit(diag::NotIndexable, span_of(b, object), type_text(b, type));
      builder.label("only lists and maps have items");
      if (shape.kind == TypeKind::Record)
        builder.help(
            "the fields of a record are read with a dot; for a map say so where it is made: `let m: Map<String, Int> = "
            "…`");
      if (shape.kind == TypeKind::Kind) builder.help("this resource has no `for`: it is one");
    }
    return error_node(b, span);
  }
  bool is_map = shape.kind == TypeKind::Map;
  types::TypeId wanted = is_map ? shape.key : scalar(TypeKind::Int);
  NodeId key = infer_expr(b, index.index, wanted);
  bool secret_key = is_secret(b, type_of(b, key));
  key = convert(b, key, tainted(b, wanted, secret_key));
  if (is_error(b, key)) return key;
  return add_node(b, span, tainted(b, shape.element, secret || secret_key), IndexNode{object, key});
}

}  // namespace infra::sema
