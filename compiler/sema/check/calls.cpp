// What stands before parentheses: builtins, `file`, `secret`, enum members with payloads.
#include <algorithm>

#include "compiler/base/text.h"
#include "compiler/diag/codes/sema.h"
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/expr.h"
#include "compiler/sema/check/functions.h"
#include "compiler/sema/check/meant.h"
#include "compiler/sema/check/methods.h"
#include "compiler/sema/check/names.h"
#include "compiler/sema/check/optionals.h"
#include "compiler/sema/check/reach.h"
#include "compiler/sema/check/tests.h"
#include "compiler/sema/declare/builtin_names.h"

namespace infra::sema {
namespace {

using types::TypeKind;

/// The one positional argument of `file` and of the sources of secrets, as a String.
NodeId only_argument(BodyScope& b, std::string_view name, syntax::List<syntax::Argument> arguments, Span span) {
  if (arguments.size() == 1 && !arguments[0].label.name.valid()) {
    return check_expr(b, arguments[0].value, scalar(TypeKind::String));
  }
  b.sink()
      .emit(diag::Arguments, span, name, "1 argument", arguments.size())
      .help(fmt::format("write `{}(\"…\")`", name));
  return error_node(b, span);
}

bool is_builtin(BodyScope& b, syntax::ExprId id, std::string_view text) {
  auto* name = std::get_if<syntax::NameExpr>(&b.ast().exprs[id].node);
  return name && name->name.name.valid() && b.context.text(name->name.name) == text;
}

NodeId check_secret(BodyScope& b, syntax::Ident source, syntax::List<syntax::Argument> arguments, Span span) {
  std::string_view text = b.context.text(source.name);
  if (text != "env" && text != "file") {
    b.sink()
        .emit(diag::UnknownMethod, source.span, "secret", text)
        .help("a secret comes from `secret.env(\"NAME\")` or `secret.file(\"path\")`");
    return error_node(b, span);
  }
  NodeId name = only_argument(b, fmt::format("secret.{}", text), arguments, span);
  if (is_error(b, name)) return name;
  return add_node(b, span, b.types().secret(scalar(TypeKind::String)), SecretNode{std::string(text), name});
}

struct Reading {
  std::string_view name;
  TypeKind type;
  FileForm form;
};
constexpr Reading kReadings[] = {{"file", TypeKind::Artifact, FileForm::Artifact},
                                 {"dir", TypeKind::Dir, FileForm::Folder},
                                 {"embed", TypeKind::String, FileForm::Text}};

/// Fields win over methods, builtins over functions.
NodeId check_method_call(BodyScope& b, NodeId object, syntax::Ident name, syntax::List<syntax::Argument> arguments,
                         Span span, types::TypeId hint) {
  types::TypeId type = plain_type(b, type_of(b, object));
  const types::Type shape = b.types()[type];
  if (shape.kind == TypeKind::Record) {
    if (const types::Field* field = shape.field(b.context.text(name.name))) {
      bool secret = is_secret(b, type_of(b, object));
      NodeId value = add_node(b, span, tainted(b, field->type, secret), FieldNode{object, field->name});
      if (b.types().kind(plain_type(b, field->type)) == TypeKind::Function) {
        return check_apply(b, value, arguments, span);
      }
      b.sink()
          .emit(diag::NotCallable, name.span, type_text(b, field->type))
          .label("is a field, and fields win over functions");
      for (const syntax::Argument& argument : arguments) glance(b, argument.value);
      return error_node(b, span);
    }
  }
  if (auto asked = check_wall_question(b, object, name, arguments, span)) return *asked;
  if (has_builtin(b, object, name.name)) return check_method(b, object, name, arguments, span, hint);
  if (std::optional<NodeId> call = check_fn_method(b, object, name, arguments, span)) return *call;
  return check_method(b, object, name, arguments, span, hint);
}

/// A call of what is no name of a function: it must be a value that is one.
NodeId check_value_call(BodyScope& b, const syntax::CallExpr& call, Span span) {
  NodeId node = infer_expr(b, call.callee);
  if (b.types().kind(plain_type(b, type_of(b, node))) == TypeKind::Function) {
    return check_apply(b, node, call.arguments, span);
  }
  for (const syntax::Argument& argument : call.arguments) glance(b, argument.value);
  if (!is_error(b, node)) {
    b.sink()
        .emit(diag::NotCallable, b.ast().exprs[call.callee].span, type_text(b, type_of(b, node)))
        .label("is a value, not a function");
  }
  return error_node(b, span);
}

}  // namespace

NodeId check_call(BodyScope& b, const syntax::CallExpr& call, Span span, types::TypeId hint) {
  const syntax::Expr& callee = b.ast().exprs[call.callee];
  for (const Reading& reading : kReadings) {
    if (!is_builtin(b, call.callee, reading.name)) continue;
    NodeId path = only_argument(b, reading.name, call.arguments, span);
    return is_error(b, path) ? path : add_node(b, span, scalar(reading.type), FileNode{reading.form, path, b.module});
  }
  if (is_builtin(b, call.callee, kReachable)) return check_reachable(b, call.arguments, span);
  if (auto* name = std::get_if<syntax::NameExpr>(&callee.node)) {
    if (std::optional<FnId> fn = fn_named(b, name->name)) {
      return check_fn_call(b, *fn, name->name.span, call.arguments, span);
    }
  }
  if (auto* safe = std::get_if<syntax::SafeFieldExpr>(&callee.node)) {
    return check_safe(b, safe->object, span, [&](NodeId object) {
      return check_method_call(b, object, safe->field, call.arguments, span, hint);
    });
  }
  if (auto* field = std::get_if<syntax::FieldExpr>(&callee.node)) {
    if (std::optional<FnId> fn = fn_of_file(b, field->object, field->field)) {
      return check_fn_call(b, *fn, field->field.span, call.arguments, span);
    }
    if (is_builtin(b, field->object, "secret")) return check_secret(b, field->field, call.arguments, span);
    if (types::TypeId enumeration = enum_named(b, field->object); enumeration.valid()) {
      return check_member(b, field->field, call.arguments, true, span, enumeration);
    }
    if (names_file(b, field->object)) return check_value_call(b, call, span);
    if (auto of_plan = check_plan_call(b, call, span)) return *of_plan;
    NodeId object = infer_expr(b, field->object);
    if (is_error(b, object) || !field->field.name.valid()) {
      for (const syntax::Argument& argument : call.arguments) glance(b, argument.value);
      return error_node(b, span);
    }
    return check_method_call(b, object, field->field, call.arguments, span, hint);
  }
  return check_value_call(b, call, span);
}

NodeId check_member(BodyScope& b, syntax::Ident member, syntax::List<syntax::Argument> arguments, bool has_arguments,
                    Span span, types::TypeId enumeration) {
  auto infer_arguments = [&] {
    for (const syntax::Argument& argument : arguments) infer_expr(b, argument.value);
    return error_node(b, span);
  };
  if (!member.name.valid()) return infer_arguments();
  std::string_view text = b.context.text(member.name);
  TypeKind kind = enumeration.valid() ? b.types().kind(enumeration) : TypeKind::None;
  if (kind == TypeKind::Error) return infer_arguments();
  if (kind != TypeKind::Enum) {
    if (!enumeration.valid() || kind == TypeKind::None) {
      b.sink()
          .emit(diag::TypeNeeded, span, fmt::format("`.{}`", text))
          .label("a member of which enum?")
          .help(fmt::format("name the enum: `Enum.{}`", text));
    } else {
      auto builder = b.sink().emit(diag::TypeMismatch, span, type_text(b, enumeration), fmt::format(".{}", text));
      builder.label(fmt::format("a member of an enum, where `{}` is expected", type_text(b, enumeration)));
      if (kind == TypeKind::Function)
        builder.help(fmt::format("a function that takes it is `x => x.{}`", text))
            .fix(span, fmt::format("x => x.{}", text), fmt::format("write `x => x.{}`", text));
    }
    return infer_arguments();
  }
  const types::Type type = b.types()[enumeration];
  int ordinal = type.member_index(text);
  if (ordinal < 0) {
    std::vector<std::string_view> candidates;
    for (const types::Member& known : type.members) candidates.push_back(known.name);
    auto builder = b.sink().emit(diag::UnknownMember, member.span, type_text(b, enumeration), text);
    if (auto info = b.context.program.enums.find(enumeration); info != b.context.program.enums.end()) {
      builder.also(info->second.span, "this enum");
    }
    if (auto best = nearest(text, candidates)) {
      builder.help(fmt::format("did you mean `.{}`?", *best))
          .fix(member.span, *best, fmt::format("write `.{}`", *best));
    } else {
      builder.help("it has " + list_names(candidates));
    }
    return infer_arguments();
  }
  const std::vector<types::Field>& payload = type.members[ordinal].payload;
  if (payload.empty() && has_arguments) {
    b.sink()
        .emit(diag::Arguments, span, fmt::format(".{}", text), "no arguments", arguments.size())
        .help(fmt::format("write `.{}` alone", text));
    return infer_arguments();
  }
  VariantNode variant{static_cast<uint32_t>(ordinal), std::string(text), {}, std::vector<NodeId>(payload.size())};
  for (size_t i = 0; i < payload.size(); ++i) {
    variant.names.push_back(payload[i].name.empty() ? std::to_string(i) : payload[i].name);
  }
  bool failed = false;
  std::vector<Span> given(payload.size());
  for (size_t i = 0; i < arguments.size(); ++i) {
    const syntax::Argument& argument = arguments[i];
    size_t index = i;
    if (argument.label.name.valid()) {
      std::string_view label = b.context.text(argument.label.name);
      auto found = std::find(variant.names.begin(), variant.names.end(), label);
      if (found == variant.names.end()) {
        std::vector<std::string_view> candidates(variant.names.begin(), variant.names.end());
        auto builder = b.sink().emit(diag::UnknownEntry, argument.label.span, fmt::format("`.{}`", text), label);
        if (auto best = nearest(label, candidates))
          builder.help(fmt::format("did you mean `{}`?", *best));
        else
          builder.help("it has " + list_names(candidates));
        infer_expr(b, argument.value);
        failed = true;
        continue;
      }
      index = static_cast<size_t>(found - variant.names.begin());
    } else if (i >= payload.size()) {
      b.sink().emit(diag::Arguments, argument.span, fmt::format(".{}", text), count_noun(payload.size(), "argument"),
                    arguments.size());
      infer_expr(b, argument.value);
      failed = true;
      continue;
    }
    if (given[index].valid()) {
      b.sink().emit(diag::DuplicateEntry, argument.span, variant.names[index]).also(given[index], "first given here");
      failed = true;
    }
    given[index] = argument.span;
    variant.values[index] = check_expr(b, argument.value, payload[index].type);
    failed |= is_error(b, variant.values[index]);
  }
  for (uint32_t i = 0; i < payload.size(); ++i) {
    if (given[i].valid() || variant.values[i].valid()) continue;
    if (payload[i].has_default) {
      variant.values[i] =
          add_node(b, span, payload[i].type, DefaultNode{enumeration, static_cast<uint32_t>(ordinal), i});
    } else if (b.types().kind(payload[i].type) == TypeKind::Optional) {
      variant.values[i] = constant_node(b, span, payload[i].type, b.values().none());
    } else {
      b.sink()
          .emit(diag::MissingEntry, span, fmt::format("`.{}`", text), variant.names[i])
          .label(fmt::format("needs `{}`", variant.names[i]))
          .help(fmt::format("add `{}: …`, {}", variant.names[i], a_type(b, payload[i].type)));
      failed = true;
    }
  }
  if (failed) return error_node(b, span);
  return add_node(b, span, enumeration, std::move(variant));
}

}  // namespace infra::sema
