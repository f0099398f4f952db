#include "compiler/sema/check/functions.h"
#include "compiler/diag/codes/sema.h"

#include <algorithm>

#include "compiler/base/text.h"
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/expr.h"
#include "compiler/sema/check/generics.h"
#include "compiler/sema/check/inference.h"
#include "compiler/sema/check/names.h"
#include "compiler/sema/check/recursion.h"
#include "compiler/sema/check/types.h"

namespace infra::sema {
namespace {

using types::TypeKind;

const syntax::FnDecl& decl_of(CheckContext& c, const FnInfo& fn) {
  return std::get<syntax::FnDecl>(c.loaded.files[fn.module].ast.decls[fn.decl].node);
}

/// `.length` of a String is the builtin, whatever a program declares.
void refuse_shadowing(CheckContext& c, const FnInfo& fn) {
  if (!fn.has_self || fn.parameters.empty()) return;
  types::TypeId self = types::base_of(c.types(), fn.parameters.front().type);
  if (c.types().kind(self) == TypeKind::Error || !value::find_builtin(c.types(), self, c.text(fn.name))) return;
  std::string name = fmt::format("{}.{}", type_text(c.program, self), c.text(fn.name));
  c.sink.emit(diag::BuiltinName, fn.span, name)
      .label("this type has a builtin of that name")
      .help("choose another name");
}

void resolve_signature(CheckContext& c, FnId id) {
  FnInfo fn = c.program.fns[id];
  const syntax::FnDecl& decl = decl_of(c, fn);
  fn.qualified = fmt::format("{}.{}", c.program.modules[fn.module].qualifier, c.text(fn.name));
  TypeScope scope = type_parameters(c, fn.qualified, decl.type_parameters);
  for (const auto& [name, variable] : scope) fn.type_parameters.push_back(variable);
  for (const syntax::Parameter& written : decl.parameters) {
    FnParameter parameter;
    parameter.name = written.name.name;
    parameter.text = std::string(c.text(written.name.name));
    parameter.span = written.name.name.valid() ? written.name.span : written.span;
    parameter.type = resolve_type(c, fn.module, written.type, fn.qualified + "." + parameter.text, &scope);
    parameter.has_default = written.default_value.valid();
    for (const FnParameter& other : fn.parameters) {
      if (other.name != parameter.name || !parameter.name.valid()) continue;
      c.sink.emit(diag::DuplicateName, parameter.span, parameter.text)
          .label("declared again here")
          .also(other.span, "first declared here");
    }
    if (parameter.text == "self") {
      if (fn.parameters.empty()) {
        fn.has_self = true;
      } else {
        c.sink.emit(diag::SelfNotFirst, parameter.span, c.text(fn.name))
            .label("only the first parameter can be `self`");
      }
    }
    fn.parameters.push_back(std::move(parameter));
  }
  fn.result = resolve_type(c, fn.module, decl.result, fn.qualified, &scope);
  refuse_shadowing(c, fn);
  c.program.fns[id] = std::move(fn);
}

void check_body(CheckContext& c, FnId id) {
  FnInfo fn = c.program.fns[id];
  const syntax::FnDecl& decl = decl_of(c, fn);
  auto scope = [&](size_t visible) {
    BodyScope b{c, fn.module, Reach::Constant, false, {}, 0, 0};
    for (size_t i = 0; i < visible; ++i) b.bind(fn.parameters[i].name, fn.parameters[i].type);
    b.slots = static_cast<uint32_t>(fn.parameters.size());
    return b;
  };
  for (size_t i = 0; i < fn.parameters.size(); ++i) {
    if (!fn.parameters[i].has_default) continue;
    BodyScope b = scope(i);
    NodeId value = check_expr(b, decl.parameters[i].default_value, fn.parameters[i].type);
    fn.parameters[i].default_value = b.finish(value);
  }
  BodyScope b = scope(fn.parameters.size());
  NodeId value = check_expr(b, decl.body, fn.result);
  fn.body = b.finish(value);
  c.program.fns[id] = std::move(fn);
}

std::string signature_text(BodyScope& b, const FnInfo& fn) {
  std::string out = fmt::format("fn {}(", b.context.text(fn.name));
  for (size_t i = 0; i < fn.parameters.size(); ++i) {
    const FnParameter& parameter = fn.parameters[i];
    out += fmt::format("{}{}: {}{}", i > 0 ? ", " : "", parameter.text, type_text(b, parameter.type),
                       parameter.has_default ? " = …" : "");
  }
  return out + ") -> " + type_text(b, fn.result);
}

/// The arguments by parameter, from number `first` on; nothing after a report.
std::optional<std::vector<syntax::ExprId>> place(BodyScope& b, const FnInfo& fn, size_t first,
                                                 syntax::List<syntax::Argument> arguments, Span span) {
  std::string_view name = b.context.text(fn.name);
  std::vector<syntax::ExprId> placed(fn.parameters.size());
  std::vector<Span> given(fn.parameters.size());
  bool ok = true;
  auto refuse = [&](const syntax::Argument& argument) {
    glance(b, argument.value);
    ok = false;
  };
  for (size_t i = 0; i < arguments.size(); ++i) {
    const syntax::Argument& argument = arguments[i];
    size_t index = first + i;
    if (argument.label.name.valid()) {
      std::vector<std::string_view> labels;
      for (size_t p = first; p < fn.parameters.size(); ++p) labels.push_back(fn.parameters[p].text);
      auto found = std::find(labels.begin(), labels.end(), b.context.text(argument.label.name));
      if (found == labels.end()) {
        auto builder = b.sink().emit(diag::UnknownEntry, argument.label.span, fmt::format("`{}`", name),
                                     b.context.text(argument.label.name));
        if (auto best = nearest(b.context.text(argument.label.name), labels)) {
          builder.help(fmt::format("did you mean `{}`?", *best));
        } else {
          builder.help(fmt::format("`{}`", signature_text(b, fn)));
        }
        refuse(argument);
        continue;
      }
      index = first + static_cast<size_t>(found - labels.begin());
    } else if (index >= fn.parameters.size()) {
      b.sink()
          .emit(diag::Arguments, argument.span, name, count_noun(fn.parameters.size() - first, "argument"),
                arguments.size())
          .help(fmt::format("`{}`", signature_text(b, fn)));
      refuse(argument);
      continue;
    }
    if (given[index].valid()) {
      b.sink()
          .emit(diag::DuplicateEntry, argument.span, fn.parameters[index].text)
          .label("given again here")
          .also(given[index], "first given here");
      refuse(argument);
      continue;
    }
    given[index] = argument.span;
    placed[index] = argument.value;
  }
  for (size_t i = first; i < fn.parameters.size(); ++i) {
    if (given[i].valid() || fn.parameters[i].has_default || !ok) continue;
    b.sink()
        .emit(diag::MissingEntry, span, fmt::format("`{}`", name), fn.parameters[i].text)
        .label(fmt::format("`{}` is missing", fn.parameters[i].text))
        .also(fn.parameters[i].span, "declared without a default here")
        .help(fmt::format("`{}`", signature_text(b, fn)));
    ok = false;
  }
  return ok ? std::optional(std::move(placed)) : std::nullopt;
}

CallShape shape_of(BodyScope& b, const FnInfo& fn, Span span) {
  CallShape shape{b.context.text(fn.name), span, {}, fn.result};
  for (const FnParameter& parameter : fn.parameters) shape.parameters.push_back(parameter.type);
  return shape;
}

bool has_failed(BodyScope& b, const FnInfo& fn) {
  return b.types().kind(fn.result) == TypeKind::Error ||
         std::any_of(fn.parameters.begin(), fn.parameters.end(),
                     [&](const FnParameter& parameter) { return b.types().kind(parameter.type) == TypeKind::Error; });
}

/// Whether `self` of this function may be a value of `type`.
bool takes(BodyScope& b, const FnInfo& fn, types::TypeId type) {
  if (!fn.has_self) return false;
  types::Bindings bindings;
  types::TypeId self = fn.parameters.front().type;
  if (!types::bind_variables(b.types(), self, type, bindings)) return false;
  return converts(b, type, types::substitute(b.types(), self, bindings));
}

/// The module that declares a type, for functions that come with it.
ModuleId home_of(BodyScope& b, types::TypeId type) {
  const Program& program = b.context.program;
  if (auto record = program.records.find(type); record != program.records.end()) return record->second.module;
  if (auto enumeration = program.enums.find(type); enumeration != program.enums.end()) {
    return enumeration->second.module;
  }
  if (auto kind = program.kind_of_type.find(type); kind != program.kind_of_type.end()) {
    return program.kinds[kind->second].module;
  }
  return {};
}

/// The functions named `name` that take `type` as `self`: what this file sees, then what comes with the type, then what
/// the files that it imports give out.
std::vector<FnId> candidates(BodyScope& b, types::TypeId type, Name name) {
  CheckContext& c = b.context;
  std::vector<FnId> found;
  auto add = [&](const Symbol& symbol, bool need_public) {
    if (symbol.kind != SymbolKind::Fn || (need_public && !c.program.fns[FnId(symbol.index)].is_public)) return;
    FnId fn(symbol.index);
    if (takes(b, c.program.fns[fn], type) && std::find(found.begin(), found.end(), fn) == found.end()) {
      found.push_back(fn);
    }
  };
  auto add_from = [&](ModuleId module) {
    const Scope& scope = c.declarations.scopes[module];
    auto symbol = scope.find(name);
    if (symbol != scope.end() && symbol->second.module == module) add(symbol->second, module != b.module);
  };
  if (const Symbol* symbol = c.declarations.find(c.loaded, b.module, name)) add(*symbol, false);
  if (!found.empty()) return found;
  if (ModuleId home = home_of(b, types::base_of(b.types(), plain_type(b, type, true))); home.valid()) add_from(home);
  if (!found.empty()) return found;
  for (const auto& [alias, symbol] : c.declarations.scopes[b.module]) {
    if (symbol.kind == SymbolKind::File) add_from(symbol.module);
  }
  return found;
}

}  // namespace

void resolve_signatures(CheckContext& c) {
  for (uint32_t i = 0; i < c.program.fns.size(); ++i) resolve_signature(c, FnId(i));
}

void check_functions(CheckContext& c) {
  for (uint32_t i = 0; i < c.program.fns.size(); ++i) check_body(c, FnId(i));
  refuse_recursion(c);
}

NodeId check_fn_call(BodyScope& b, FnId id, Span name, syntax::List<syntax::Argument> arguments, Span span) {
  const FnInfo fn = b.context.program.fns[id];
  auto glance_all = [&] {
    for (const syntax::Argument& argument : arguments) glance(b, argument.value);
    return error_node(b, span);
  };
  if (has_failed(b, fn)) return glance_all();
  if (fn.has_self) {
    b.sink()
        .emit(diag::CalledWithoutDot, name, b.context.text(fn.name))
        .label("its first parameter is `self`")
        .also(fn.span, "declared here")
        .help(fmt::format("write `value.{}(…)`", b.context.text(fn.name)));
    return glance_all();
  }
  auto placed = place(b, fn, 0, arguments, span);
  if (!placed) return error_node(b, span);
  CheckedCall call = check_arguments(b, shape_of(b, fn, span), *placed, false);
  if (!call.ok) return error_node(b, span);
  return add_node(b, span, call.result, FnCallNode{id, std::move(call.arguments)});
}

std::optional<NodeId> check_fn_method(BodyScope& b, NodeId object, syntax::Ident name,
                                      syntax::List<syntax::Argument> arguments, Span span) {
  types::TypeId type = type_of(b, object);
  bool secret = is_secret(b, type);
  std::vector<FnId> found = candidates(b, type, name.name);
  if (found.empty() && secret) found = candidates(b, b.types()[type].element, name.name);
  if (found.empty()) return std::nullopt;
  if (found.size() > 1) {
    auto builder = b.sink().emit(diag::AmbiguousMethod, name.span, b.context.text(name.name), type_text(b, type));
    for (FnId fn : found) builder.also(b.context.program.fns[fn].span, "one of them");
    return error_node(b, span);
  }
  const FnInfo fn = b.context.program.fns[found.front()];
  if (has_failed(b, fn)) return error_node(b, span);
  auto placed = place(b, fn, 1, arguments, span);
  if (!placed) return error_node(b, span);
  CallShape shape = shape_of(b, fn, span);
  bool lifted = secret && !is_secret(b, shape.parameters.front());
  types::TypeId self = lifted ? b.types()[type].element : type;
  types::bind_variables(b.types(), shape.parameters.front(), self, shape.bindings);
  NodeId receiver =
      convert(b, object, tainted(b, put_in(b.context, span, shape.parameters.front(), shape.bindings), lifted));
  if (is_error(b, receiver)) return receiver;
  CheckedCall call = check_arguments(b, std::move(shape), *placed, lifted);
  if (!call.ok) return error_node(b, span);
  call.arguments.front() = receiver;
  return add_node(b, span, call.result, FnCallNode{found.front(), std::move(call.arguments)});
}

NodeId fn_value(BodyScope& b, FnId id, Span span, types::TypeId hint) {
  const FnInfo fn = b.context.program.fns[id];
  if (has_failed(b, fn)) return error_node(b, span);
  std::vector<types::TypeId> parameters;
  for (const FnParameter& parameter : fn.parameters) parameters.push_back(parameter.type);
  types::TypeId type = b.types().function(std::move(parameters), fn.result);
  if (fn.type_parameters.empty()) return add_node(b, span, type, FnRefNode{id});
  types::TypeId plain = plain_type(b, hint, true);
  types::Bindings bindings;
  if (plain.valid() && b.types().kind(plain) == TypeKind::Function) {
    const std::vector<types::TypeId> wanted = b.types()[plain].parts;
    const std::vector<types::TypeId> own = b.types()[type].parts;
    for (size_t i = 0; i < own.size() && i < wanted.size(); ++i) {
      if (!is_undecided(b.types(), wanted[i])) types::bind_variables(b.types(), own[i], wanted[i], bindings);
    }
  }
  for (types::TypeId variable : fn.type_parameters) {
    if (bindings.contains(variable)) continue;
    b.sink()
        .emit(diag::UnboundVariable, span, type_text(b, variable), b.context.text(fn.name))
        .label("as a value it needs types for its parameters")
        .help("give it where a function of known types is expected");
    return error_node(b, span);
  }
  return add_node(b, span, put_in(b.context, span, type, bindings), FnRefNode{id});
}

NodeId check_apply(BodyScope& b, NodeId function, syntax::List<syntax::Argument> arguments, Span span) {
  const types::Type type = b.types()[plain_type(b, type_of(b, function))];
  if (arguments.size() != type.parts.size()) {
    b.sink().emit(diag::Arguments, span, type_text(b, type_of(b, function)), count_noun(type.parts.size(), "argument"),
                  arguments.size());
    for (const syntax::Argument& argument : arguments) glance(b, argument.value);
    return error_node(b, span);
  }
  std::vector<syntax::ExprId> placed;
  for (const syntax::Argument& argument : arguments) {
    if (argument.label.name.valid()) {
      b.sink()
          .emit(diag::UnexpectedLabel, argument.label.span, "this function")
          .help("leave out the label: a function that is a value takes its arguments by their place");
    }
    placed.push_back(argument.value);
  }
  // The variables in its type are those of what declares the body: nothing is bound here.
  CheckedCall call;
  call.ok = true;
  bool secret = false;
  for (size_t i = 0; i < placed.size(); ++i) {
    NodeId node = infer_expr(b, placed[i], type.parts[i]);
    bool lifted = is_secret(b, type_of(b, node)) && !is_secret(b, type.parts[i]);
    node = convert(b, node, tainted(b, type.parts[i], lifted));
    secret |= lifted;
    call.ok &= !is_error(b, node);
    call.arguments.push_back(node);
  }
  if (!call.ok) return error_node(b, span);
  return add_node(b, span, tainted(b, type.element, secret), ApplyNode{function, std::move(call.arguments)});
}

}  // namespace infra::sema
