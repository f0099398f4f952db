#include "compiler/sema/check/methods.h"

#include <algorithm>

#include "compiler/base/text.h"
#include "compiler/diag/codes/sema.h"
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/expr.h"

namespace infra::sema {
namespace {

/// Domain types written as text have the methods of strings.
const value::Builtin* find(BodyScope& b, types::TypeId self, std::string_view name) {
  if (const value::Builtin* builtin = value::find_builtin(b.types(), self, name)) return builtin;
  types::TypeId string = scalar(types::TypeKind::String);
  bool is_text = self != string && b.types().kind(self) != types::TypeKind::String && converts(b, self, string);
  return is_text ? value::find_builtin(b.types(), string, name) : nullptr;
}

types::TypeId receiver(BodyScope& b, const value::Builtin& builtin, types::TypeId self) {
  return builtin.check(b.types(), self) ? self : scalar(types::TypeKind::String);
}

}  // namespace

std::vector<std::string_view> method_names(BodyScope& b, types::TypeId type) {
  std::vector<std::string_view> names;
  for (const value::Builtin* builtin : value::builtins()) {
    if (builtin->check(b.types(), type)) names.push_back(builtin->name);
  }
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::optional<NodeId> check_property(BodyScope& b, NodeId object, syntax::Ident name, Span span) {
  bool secret = is_secret(b, type_of(b, object));
  types::TypeId self = plain_type(b, type_of(b, object));
  const value::Builtin* builtin = find(b, self, b.context.text(name.name));
  if (!builtin) return std::nullopt;
  if (!builtin->without_arguments) {
    b.sink()
        .emit(diag::Arguments, name.span, builtin->name, "arguments in parentheses", 0)
        .label("is called with arguments")
        .help(fmt::format("`{}`", builtin->signature));
    return error_node(b, span);
  }
  auto signature = builtin->check(b.types(), receiver(b, *builtin, self));
  return add_node(b, span, tainted(b, signature->result, secret), CallNode{builtin, {object}});
}

NodeId check_method(BodyScope& b, NodeId object, syntax::Ident name, syntax::List<syntax::Argument> arguments,
                    Span span) {
  bool secret = is_secret(b, type_of(b, object));
  types::TypeId self = plain_type(b, type_of(b, object));
  std::string_view text = b.context.text(name.name);
  const value::Builtin* builtin = find(b, self, text);
  if (!builtin) {
    auto builder = b.sink().emit(diag::UnknownMethod, name.span, type_text(b, self), text);
    std::vector<std::string_view> names = method_names(b, self);
    if (auto best = nearest(text, names)) {
      builder.help(fmt::format("did you mean `{}`?", *best)).fix(name.span, *best, fmt::format("write `{}`", *best));
    } else if (b.types().kind(self) == types::TypeKind::Optional) {
      builder.help("say what stands for `none` first: `(… ?? value)." + std::string(text) + "(…)`");
    } else if (!names.empty()) {
      builder.help("it has " + list_names(names));
    }
    for (const syntax::Argument& argument : arguments) infer_expr(b, argument.value);
    return error_node(b, span);
  }
  value::Signature signature = *builtin->check(b.types(), receiver(b, *builtin, self));
  if (arguments.size() < signature.required || arguments.size() > signature.parameters.size() ||
      builtin->without_arguments) {
    auto builder =
        b.sink().emit(diag::Arguments, name.span, text, count_noun(signature.required, "argument"), arguments.size());
    builder.help(fmt::format("`{}`", builtin->signature));
    if (builtin->without_arguments) builder.help(fmt::format("`.{}` is written without parentheses", text));
    return error_node(b, span);
  }
  std::vector<NodeId> operands = {object};
  bool failed = false;
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i].label.name.valid()) {
      b.sink()
          .emit(diag::UnexpectedLabel, arguments[i].label.span, text)
          .help("leave out the label: the arguments of builtins go by their place");
      failed = true;
    }
    NodeId argument = infer_expr(b, arguments[i].value, signature.parameters[i]);
    bool secret_argument = is_secret(b, type_of(b, argument));
    secret |= secret_argument;
    argument = convert(b, argument, tainted(b, signature.parameters[i], secret_argument));
    failed |= is_error(b, argument);
    operands.push_back(argument);
  }
  if (failed) return error_node(b, span);
  return add_node(b, span, tainted(b, signature.result, secret), CallNode{builtin, std::move(operands)});
}

}  // namespace infra::sema
