#include "compiler/sema/check/names.h"

#include <algorithm>

#include "compiler/base/text.h"
#include "compiler/diag/codes/sema.h"
#include "compiler/sema/check/expr.h"
#include "compiler/sema/check/foreign.h"
#include "compiler/sema/check/functions.h"
#include "compiler/sema/check/types.h"
#include "compiler/sema/declare/builtin_names.h"
#include "compiler/syntax/parse.h"

namespace infra::sema {
namespace {

bool names_a_type(SymbolKind kind) {
  return kind == SymbolKind::Type || kind == SymbolKind::Enum || kind == SymbolKind::Kind;
}

std::vector<std::string_view> known_names(CheckContext& context, ModuleId module, std::string_view what) {
  std::vector<std::string_view> names;
  bool want_types = what == "type";
  auto add_all = [&](const Scope& scope) {
    for (const auto& [name, symbol] : scope) {
      if (names_a_type(symbol.kind) == want_types || symbol.kind == SymbolKind::File)
        names.push_back(context.text(name));
    }
  };
  add_all(context.declarations.scopes[module]);
  GroupId group = context.loaded.files[module].group;
  if (context.loaded.groups[group].is_folder) add_all(context.declarations.exports[group]);
  if (want_types) {
#define INFRA_SCALAR_TYPE(Name, Written, Doc) names.push_back(Written);
#include "compiler/types/scalar_types.def"
#undef INFRA_SCALAR_TYPE
    for (const GenericType& generic : kGenericTypes) names.push_back(generic.name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// Private types that params, outputs and pub declarations name are exported with them.
bool is_named_by_interface(CheckContext& context, ModuleId target, Name name) {
  const syntax::Ast& ast = context.loaded.files[target].ast;
  auto mentions = [&](auto&& self, syntax::TypeId written, int depth) -> bool {
    if (!written.valid() || depth > 64) return false;
    const syntax::TypeNode& node = ast.types[written].node;
    if (auto* optional = std::get_if<syntax::OptionalType>(&node)) return self(self, optional->inner, depth + 1);
    if (auto* record = std::get_if<syntax::RecordType>(&node)) {
      return std::any_of(record->fields.begin(), record->fields.end(),
                         [&](const syntax::FieldDecl& field) { return self(self, field.type, depth + 1); });
    }
    auto any = [&](syntax::List<syntax::TypeId> parts) {
      return std::any_of(parts.begin(), parts.end(), [&](syntax::TypeId part) { return self(self, part, depth + 1); });
    };
    if (auto* either = std::get_if<syntax::UnionType>(&node)) return any(either->members);
    if (auto* refined = std::get_if<syntax::RefinedType>(&node)) return self(self, refined->base, depth + 1);
    if (auto* function = std::get_if<syntax::FunctionType>(&node)) {
      return any(function->parameters) || self(self, function->result, depth + 1);
    }
    if (auto* named = std::get_if<syntax::NamedType>(&node)) {
      if (!named->module.name.valid() && named->name.name == name) return true;
      return std::any_of(named->arguments.begin(), named->arguments.end(),
                         [&](syntax::TypeId argument) { return self(self, argument, depth + 1); });
    }
    return false;
  };
  for (const syntax::Decl& decl : ast.decls) {
    if (auto* param = std::get_if<syntax::ParamDecl>(&decl.node)) {
      if (mentions(mentions, param->type, 0)) return true;
    } else if (auto* output = std::get_if<syntax::OutputDecl>(&decl.node)) {
      if (mentions(mentions, output->type, 0)) return true;
    } else if (auto* fn = std::get_if<syntax::FnDecl>(&decl.node)) {
      if (!decl.is_public) continue;
      if (mentions(mentions, fn->result, 0)) return true;
      for (const syntax::Parameter& parameter : fn->parameters) {
        if (mentions(mentions, parameter.type, 0)) return true;
      }
    } else if (auto* type = std::get_if<syntax::TypeDecl>(&decl.node)) {
      // A type's parts come with it: looking inside an own name once is enough for what people write.
      if ((decl.is_public || type->name.name != name) && mentions(mentions, type->type, 0)) return true;
    }
  }
  return false;
}

/// `std.data`, of the `Volume` that nobody imported; empty when the stdlib has none. It is read only to say this.
std::string std_folder_that_declares(CheckContext& context, std::string_view type) {
  FileSystem& stdlib = *context.loaded.stdlib;
  const auto folders = stdlib.list("");
  if (!folders) return "";
  for (const std::string& folder : *folders) {
    const auto files = stdlib.list(folder);
    for (const std::string& file : files ? *files : std::vector<std::string>()) {
      const auto text = stdlib.read(folder + "/" + file, syntax::kMaxFileBytes);
      if (!text) continue;
      for (std::string_view word : {"kind", "type", "enum"}) {
        const std::string head = fmt::format("\npub {} {}", word, type);
        const size_t at = text->find(head);
        if (at != std::string::npos && std::string_view(" :<").find((*text)[at + head.size()]) != std::string::npos)
          return "std." + folder;
      }
    }
  }
  return "";
}

}  // namespace

std::optional<Symbol> find_symbol(CheckContext& context, ModuleId module, syntax::Ident name, std::string_view what) {
  if (const Symbol* symbol = context.declarations.find(context.loaded, module, name.name)) return *symbol;
  if (!context.unknown.emplace(module, name.name).second) return std::nullopt;  // said where it stood first
  std::string_view text = context.text(name.name);
  auto builder = context.sink.emit(diag::UnknownName, name.span, what, text);
  builder.label("not found here");
  auto foreign = what == "type" ? foreign_type(text) : what == "name" ? foreign_value(text) : std::nullopt;
  if (std::string folder = what == "type" ? std_folder_that_declares(context, text) : ""; !folder.empty()) {
    std::string help = fmt::format("`{0}` has it: `import {0} {{ {1} }}`", folder, text);
    builder.help(foreign ? help + "; " + foreign->help : help);
    return std::nullopt;
  }
  if (foreign) {
    builder.help(foreign->help);
    if (!foreign->written.empty())
      builder.fix(name.span, std::string(foreign->written), fmt::format("write `{}`", foreign->written));
    return std::nullopt;
  }
  if (context.sink.error_count() > kManyErrors) return std::nullopt;
  if (auto best = nearest(text, known_names(context, module, what))) {
    builder.help(fmt::format("did you mean `{}`?", *best)).fix(name.span, *best, fmt::format("write `{}`", *best));
    return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Symbol> find_exported(CheckContext& context, ModuleId target, syntax::Ident name) {
  if (!name.name.valid()) return std::nullopt;
  const Group& group = context.loaded.groups[context.loaded.files[target].group];
  const Scope& scope = context.declarations.scopes[target];
  std::string_view text = context.text(name.name);
  auto found = scope.find(name.name);
  if (found != scope.end() && found->second.module == target && found->second.kind != SymbolKind::File) {
    const Symbol& symbol = found->second;
    if (symbol.is_public) return symbol;
    if (names_a_type(symbol.kind) && is_named_by_interface(context, target, name.name)) return symbol;
    auto builder = context.sink.emit(diag::NotPublic, name.span, text, group.name);
    builder.also(symbol.span, fmt::format("{} without `pub`", describe(symbol.kind)));
    if (symbol.kind == SymbolKind::Let)
      builder.help("write `pub let`, or give it out as an `output`");
    else if (names_a_type(symbol.kind))
      builder.help("write `pub` before its declaration");
    else
      builder.help("from outside, a module use is its outputs: add an `output`");
    return std::nullopt;
  }
  auto builder = context.sink.emit(diag::UnknownImport, name.span, group.name, text);
  if (context.sink.error_count() > kManyErrors) return std::nullopt;
  std::vector<std::string_view> candidates;
  for (const auto& [known, symbol] : scope) {
    if (symbol.is_public && symbol.module == target) candidates.push_back(context.text(known));
  }
  std::sort(candidates.begin(), candidates.end());
  if (auto best = nearest(text, candidates)) {
    builder.help(fmt::format("did you mean `{}`?", *best)).fix(name.span, *best, fmt::format("write `{}`", *best));
  }
  return std::nullopt;
}

std::optional<Symbol> find_in_file(CheckContext& context, ModuleId module, syntax::Ident file, syntax::Ident name) {
  std::optional<Symbol> symbol = find_symbol(context, module, file, "name");
  if (!symbol || symbol->kind == SymbolKind::Failed) return std::nullopt;
  if (symbol->kind != SymbolKind::File) {
    context.sink.emit(diag::WrongSymbol, file.span, context.text(file.name), describe(symbol->kind), "an imported file")
        .also(symbol->span, "declared here");
    return std::nullopt;
  }
  return find_exported(context, symbol->module, name);
}

std::optional<FnId> fn_named(BodyScope& b, syntax::Ident name) {
  if (!name.name.valid() || b.reach == Reach::Nothing) return std::nullopt;
  for (const Binding& binding : b.bindings) {
    if (binding.name == name.name) return std::nullopt;
  }
  const Symbol* symbol = b.context.declarations.find(b.context.loaded, b.module, name.name);
  return symbol && symbol->kind == SymbolKind::Fn ? std::optional(FnId(symbol->index)) : std::nullopt;
}

namespace {

const Symbol* file_named(BodyScope& b, syntax::ExprId expr) {
  auto* alias = std::get_if<syntax::NameExpr>(&b.ast().exprs[expr].node);
  if (!alias || !alias->name.name.valid() || b.reach == Reach::Nothing) return nullptr;
  for (const Binding& binding : b.bindings) {
    if (binding.name == alias->name.name) return nullptr;
  }
  const Symbol* symbol = b.context.declarations.find(b.context.loaded, b.module, alias->name.name);
  return symbol && symbol->kind == SymbolKind::File ? symbol : nullptr;
}

}  // namespace

bool names_file(BodyScope& b, syntax::ExprId expr) { return file_named(b, expr) != nullptr; }

std::optional<FnId> fn_of_file(BodyScope& b, syntax::ExprId file, syntax::Ident name) {
  const Symbol* symbol = file_named(b, file);
  if (!symbol || !name.name.valid()) return std::nullopt;
  const Scope& scope = b.context.declarations.scopes[symbol->module];
  auto found = scope.find(name.name);
  bool given_out = found != scope.end() && found->second.kind == SymbolKind::Fn && found->second.is_public &&
                   found->second.module == symbol->module;
  return given_out ? std::optional(FnId(found->second.index)) : std::nullopt;
}

NodeId check_name(BodyScope& b, const syntax::NameExpr& name, Span span, types::TypeId hint) {
  CheckContext& c = b.context;
  if (!name.name.name.valid()) return error_node(b, span);
  for (auto binding = b.bindings.rbegin(); binding != b.bindings.rend(); ++binding) {
    if (binding->name == name.name.name) return add_node(b, span, binding->type, LocalNode{binding->slot});
  }
  std::string_view text = c.text(name.name.name);
  if (b.reach == Reach::Nothing) {
    c.sink.emit(diag::UnknownName, span, "name", text).label("only literal values can stand here");
    return error_node(b, span);
  }
  if (is_reading_name(text) || text == "secret" || text == kReachable) {
    c.sink.emit(diag::NotAValue, span, text, "a builtin")
        .help(text == "secret"     ? "write `secret.env(\"NAME\")` or `secret.file(\"path\")`"
              : text == kReachable ? "write `reachable(from, to, port)`"
                                   : fmt::format("write `{}(\"path\")`", text));
    return error_node(b, span);
  }
  std::optional<Symbol> symbol = find_symbol(c, b.module, name.name, "name");
  if (!symbol || symbol->kind == SymbolKind::Failed) return error_node(b, span);
  Module& module = c.program.modules[symbol->module];
  auto only_in_instance = [&]() {
    if (b.reach == Reach::Instance) return true;
    c.sink.emit(diag::NotConstant, span, text)
        .label(fmt::format("{} has a value only in a module that is used", describe(symbol->kind)))
        .also(symbol->span, "declared here")
        .help("the defaults and rules of types and kinds may use constant lets and their own fields");
    return false;
  };
  switch (symbol->kind) {
    case SymbolKind::Param:
      if (!only_in_instance()) return error_node(b, span);
      return add_node(b, span, module.params[symbol->index].type, ParamNode{symbol->index});
    case SymbolKind::Let: {
      const Let& let = module.lets[symbol->index];
      bool foreign = symbol->module != b.module || b.reach == Reach::Constant;
      if (foreign && !let.is_constant && c.types().kind(let.type) != types::TypeKind::Error) {
        c.sink.emit(diag::NotConstant, span, text)
            .label("needs params or resources of its module")
            .also(symbol->span, "declared here")
            .help("only a let that uses no param, resource or module can be read from elsewhere");
        return error_node(b, span);
      }
      return add_node(b, span, let.type, LetRefNode{symbol->module, symbol->index});
    }
    case SymbolKind::Fn: return fn_value(b, FnId(symbol->index), span, hint);
    case SymbolKind::Resource:
      if (!only_in_instance()) return error_node(b, span);
      return add_node(b, span, module.resources[symbol->index].type, ResourceNode{symbol->index});
    case SymbolKind::Use:
      if (!only_in_instance()) return error_node(b, span);
      return add_node(b, span, module.uses[symbol->index].type, UseNode{symbol->index});
    default: {
      auto builder = c.sink.emit(diag::NotAValue, span, text, describe(symbol->kind));
      builder.also(symbol->span, "declared here");
      if (symbol->kind == SymbolKind::File) {
        builder.help(fmt::format("instantiate it: `module name: {} {{ … }}`, then read its outputs", text));
      } else if (symbol->kind == SymbolKind::Enum) {
        builder.help(fmt::format("name a member: `{}.member`", text));
      }
      return error_node(b, span);
    }
  }
}

types::TypeId enum_named(BodyScope& b, syntax::ExprId expr) {
  const syntax::Ast& ast = b.ast();
  auto enum_type = [&](const Symbol& symbol, Span span) {
    return symbol.kind == SymbolKind::Enum || symbol.kind == SymbolKind::Type
               ? resolve_declared(b.context, symbol, span)
               : types::TypeId();
  };
  if (auto* name = std::get_if<syntax::NameExpr>(&ast.exprs[expr].node)) {
    for (const Binding& binding : b.bindings) {
      if (binding.name == name->name.name) return {};
    }
    const Symbol* symbol = b.context.declarations.find(b.context.loaded, b.module, name->name.name);
    return symbol ? enum_type(*symbol, name->name.span) : types::TypeId();
  }
  if (auto* field = std::get_if<syntax::FieldExpr>(&ast.exprs[expr].node)) {
    auto* file = std::get_if<syntax::NameExpr>(&ast.exprs[field->object].node);
    if (!file) return {};
    const Symbol* symbol = b.context.declarations.find(b.context.loaded, b.module, file->name.name);
    if (!symbol || symbol->kind != SymbolKind::File) return {};
    const Scope& scope = b.context.declarations.scopes[symbol->module];
    auto found = scope.find(field->field.name);
    return found == scope.end() ? types::TypeId() : enum_type(found->second, field->field.span);
  }
  return {};
}

}  // namespace infra::sema
