#include "compiler/sema/check/methods.h"

#include <algorithm>

#include "compiler/base/text.h"
#include "compiler/diag/codes/sema.h"
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/expr.h"
#include "compiler/sema/check/inference.h"
#include "compiler/sema/check/shapes.h"

namespace infra::sema {
namespace {

/// Domain types written as text have the methods of strings.
const value::Builtin* find(BodyScope& b, types::TypeId self, std::string_view name) {
  if (const value::Builtin* builtin = value::find_builtin(b.types(), self, name)) return builtin;
  types::TypeId string = scalar(types::TypeKind::String);
  bool is_text = self != string && b.types().kind(self) != types::TypeKind::String && converts(b, self, string);
  return is_text ? value::find_builtin(b.types(), string, name) : nullptr;
}

/// There is a function of that name, which is not called with a dot on this type.
void note_function(BodyScope& b, diag::Builder& builder, syntax::Ident name) {
  const Symbol* symbol = b.context.declarations.find(b.context.loaded, b.module, name.name);
  if (!symbol || symbol->kind != SymbolKind::Fn) return;
  const FnInfo& fn = b.context.program.fns[FnId(symbol->index)];
  builder.also(fn.span, fn.has_self ? fmt::format("this takes `{}`", type_text(b, fn.parameters.front().type))
                                    : "this function has no `self`: it is called by its name alone");
}

/// The functions in scope, and those of imported files, that can be called with a dot on a value of that type.
void add_functions(BodyScope& b, types::TypeId self, std::vector<std::string_view>& names) {
  auto add = [&](Name name, const Symbol& symbol) {
    if (symbol.kind != SymbolKind::Fn) return;
    const FnInfo& fn = b.context.program.fns[FnId(symbol.index)];
    if (!fn.has_self || fn.parameters.empty()) return;
    types::TypeId taken = fn.parameters.front().type;
    if (b.types().kind(taken) == types::TypeKind::Variable || converts(b, self, taken))
      names.push_back(b.context.text(name));
  };
  const auto& scopes = b.context.declarations.scopes;
  for (const auto& [name, symbol] : scopes[b.module]) {
    add(name, symbol);
    if (symbol.kind != SymbolKind::File) continue;
    for (const auto& [theirs, given] : scopes[symbol.module]) {
      if (given.is_public && given.module == symbol.module) add(theirs, given);
    }
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

/// E0368 unless what the function gives can be compared.
bool check_order(BodyScope& b, const value::Builtin& builtin, NodeId function) {
  types::TypeId key = types::base_of(b.types(), b.types()[type_of(b, function)].element);
  if (b.types().kind(key) == types::TypeKind::Error || value::is_ordered(b.types(), key)) return true;
  b.sink()
      .emit(diag::NoOrder, span_of(b, function), builtin.name, type_text(b, key))
      .label(fmt::format("gives `{}`", type_text(b, key)))
      .help("give numbers, sizes, durations, text, dates or members of an enum");
  return false;
}

/// A result that depends on a secret answer of a function is secret, unless the answer itself is a part of it.
types::TypeId hide_answer(BodyScope& b, NodeId argument, types::TypeId result) {
  const types::Type& type = b.types()[type_of(b, argument)];
  bool secret_answer = type.kind == types::TypeKind::Function && is_secret(b, type.element);
  return secret_answer && !types::contains_secret(b.types(), result) ? b.types().secret(result) : result;
}

/// Whether the form of the result depends on what stands in secret items, as of `distinct`: then all of it is secret.
/// What looks only at structure gives secrets in secret places.
bool reveals_items(BodyScope& b, const value::Builtin& builtin, types::TypeId self,
                   const std::vector<types::TypeId>& parameters) {
  if (builtin.needs == value::Needs::Everything && types::contains_secret(b.types(), self)) return true;
  for (size_t i = 0; i < parameters.size(); ++i) {
    if (builtin.operands[i + 1] != value::Operand::Any || !parameters[i].valid()) continue;
    if (types::contains_secret(b.types(), parameters[i])) return true;
  }
  return false;
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

bool has_builtin(BodyScope& b, NodeId object, Name name) {
  return find(b, plain_type(b, type_of(b, object)), b.context.text(name)) != nullptr;
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
  secret |= reveals_items(b, *builtin, self, {});
  return add_node(b, span, tainted(b, signature->result, secret), CallNode{builtin, {object}});
}

NodeId check_method(BodyScope& b, NodeId object, syntax::Ident name, syntax::List<syntax::Argument> arguments,
                    Span span, types::TypeId hint) {
  bool secret = is_secret(b, type_of(b, object));
  types::TypeId self = plain_type(b, type_of(b, object));
  std::string_view text = b.context.text(name.name);
  const value::Builtin* builtin = find(b, self, text);
  if (!builtin) {
    auto builder = b.sink().emit(diag::UnknownMethod, name.span, type_text(b, self), text);
    std::vector<std::string_view> names = method_names(b, self);
    add_functions(b, self, names);
    if (auto best = nearest(text, names)) {
      builder.help(fmt::format("did you mean `{}`?", *best)).fix(name.span, *best, fmt::format("write `{}`", *best));
    } else if (b.types().kind(self) == types::TypeKind::Optional) {
      builder.help("say what stands for `none` first: `(… ?? value)." + std::string(text) + "(…)`");
    } else if (!names.empty()) {
      builder.help("it has " + list_names(names));
    }
    note_function(b, builder, name);
    for (const syntax::Argument& argument : arguments) glance(b, argument.value);
    return error_node(b, span);
  }
  if (!builtin->called.empty() && !arguments.empty()) builtin = find(b, self, builtin->called);
  if (builtin->shape_of != value::ShapeOf::Nothing)
    return check_shaped_call(b, *builtin, object, arguments, span, hint);
  value::Signature signature = *builtin->check(b.types(), receiver(b, *builtin, self));
  if (arguments.size() < signature.required || arguments.size() > signature.parameters.size() ||
      builtin->without_arguments) {
    auto builder =
        b.sink().emit(diag::Arguments, name.span, text, count_noun(signature.required, "argument"), arguments.size());
    builder.help(fmt::format("`{}`", builtin->signature));
    if (builtin->without_arguments) builder.help(fmt::format("`.{}` is written without parentheses", text));
    return error_node(b, span);
  }
  bool labelled = false;
  std::vector<syntax::ExprId> placed(signature.parameters.size());
  for (size_t i = 0; i < arguments.size(); ++i) {
    placed[i] = arguments[i].value;
    if (!arguments[i].label.name.valid()) continue;
    b.sink()
        .emit(diag::UnexpectedLabel, arguments[i].label.span, text)
        .help("leave out the label: the arguments of builtins go by their place");
    labelled = true;
  }
  placed.resize(arguments.size());
  std::vector<types::TypeId> parameters(signature.parameters.begin(),
                                        signature.parameters.begin() + static_cast<std::ptrdiff_t>(placed.size()));
  secret |= reveals_items(b, *builtin, self, parameters);
  CallShape shape{text, span, std::move(parameters), signature.result, {}, true};
  CheckedCall call = check_arguments(b, std::move(shape), placed, secret);
  if (!call.ok || labelled) return error_node(b, span);
  if (builtin->orders && !check_order(b, *builtin, call.arguments[0])) return error_node(b, span);
  for (NodeId argument : call.arguments) call.result = hide_answer(b, argument, call.result);
  call.arguments.insert(call.arguments.begin(), object);
  return add_node(b, span, call.result, CallNode{builtin, std::move(call.arguments)});
}

}  // namespace infra::sema
