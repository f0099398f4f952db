#include "compiler/sema/check/types.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/diag/codes/limits.h"
#include "compiler/diag/codes/sema.h"
#include "compiler/diag/codes/syntax.h"
#include "compiler/sema/check/generics.h"
#include "compiler/sema/check/names.h"
#include "compiler/sema/declare/builtin_names.h"
#include "compiler/types/print.h"

namespace infra::sema {

std::string type_text(const Program& program, types::TypeId type) {
  std::string full = types::print(*program.types, type);
  if (program.types->kind(type) == types::TypeKind::Module) return full;
  std::string result;
  size_t word = 0;  // where the current dotted word begins in `result`
  for (char c : full) {
    bool in_word = std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.';
    result += c;
    if (!in_word) word = result.size();
    if (c == '.') result.resize(word);
  }
  return result;
}

namespace {

/// Deeper written types and chains of aliases are refused (E0315).
constexpr int kMaxTypeDepth = 300;

/// Resolves with the context's depth counter, so that its limit holds across declarations.
class TypeResolver {
 public:
  explicit TypeResolver(CheckContext& context, const TypeScope* scope = nullptr) : context_(context), scope_(scope) {}

  types::TypeId resolve(ModuleId module, syntax::TypeId written, const std::string& owner) {
    if (!written.valid()) return error_type();
    const syntax::Type& type = ast(module).types[written];
    if (context_.type_depth >= kMaxTypeDepth) {
      context_.sink.emit(diag::TooDeep, type.span, kMaxTypeDepth).label("this type nests too deep");
      return error_type();
    }
    ++context_.type_depth;
    types::TypeId result = resolve_node(module, type, owner);
    --context_.type_depth;
    return result;
  }

  types::TypeId declared(const Symbol& symbol, Span use) {
    DeclaredType& entry = context_.declarations.types[symbol.index];
    if (entry.state == DeclaredType::State::Done) return entry.type;
    if (entry.state == DeclaredType::State::Open) {
      const syntax::Decl& decl = ast(entry.module).decls[entry.decl];
      context_.sink.emit(diag::RecursiveType, use, ident_text(decl))
          .label("a type cannot contain itself")
          .also(symbol.span, "this type");
      return error_type();
    }
    entry.state = DeclaredType::State::Open;
    types::TypeId type = resolve_decl(symbol.index);
    context_.declarations.types[symbol.index].type = type;
    context_.declarations.types[symbol.index].state = DeclaredType::State::Done;
    return type;
  }

 private:
  const syntax::Ast& ast(ModuleId module) const { return context_.loaded.files[module].ast; }
  types::TypeStore& types() { return context_.types(); }

  std::string_view ident_text(const syntax::Decl& decl) {
    if (auto* type = std::get_if<syntax::TypeDecl>(&decl.node)) return context_.text(type->name.name);
    if (auto* enumeration = std::get_if<syntax::EnumDecl>(&decl.node)) return context_.text(enumeration->name.name);
    return context_.text(std::get<syntax::KindDecl>(decl.node).name.name);
  }

  types::TypeId resolve_decl(uint32_t index) {
    DeclaredType entry = context_.declarations.types[index];
    const syntax::Decl& decl = ast(entry.module).decls[entry.decl];
    std::string name = fmt::format("{}.{}", context_.program.modules[entry.module].qualifier, ident_text(decl));
    if (auto* type = std::get_if<syntax::TypeDecl>(&decl.node)) {
      TypeScope scope = type_parameters(context_, name, type->type_parameters);
      return TypeResolver(context_, scope.empty() ? nullptr : &scope).resolve_alias(entry.module, *type, name);
    }
    if (auto* enumeration = std::get_if<syntax::EnumDecl>(&decl.node)) {
      return resolve_enum(entry.module, *enumeration, name);
    }
    // Fields of kinds may name kinds, each other's too, so they are completed later (type_decls.h).
    types::TypeId type = types().resource(name);
    KindInfo info;
    info.module = entry.module;
    info.name = name;
    info.span = std::get<syntax::KindDecl>(decl.node).name.span;
    info.type = type;
    KindId kind = context_.program.kinds.add(std::move(info));
    context_.program.kind_of_type[type] = kind;
    context_.declarations.types[index].kind = kind;
    return type;
  }

  types::TypeId resolve_alias(ModuleId module, const syntax::TypeDecl& decl, const std::string& name) {
    if (!decl.type.valid()) return error_type();
    const syntax::TypeNode& node = ast(module).types[decl.type].node;
    if (auto* record = std::get_if<syntax::RecordType>(&node)) return resolve_record(module, *record, name);
    if (auto* refined = std::get_if<syntax::RefinedType>(&node)) {
      std::string label(context_.text(decl.name.name));
      return resolve_refined(module, *refined, ast(module).types[decl.type].span, name, name, label);
    }
    return resolve(module, decl.type, name);
  }

  types::TypeId resolve_record(ModuleId module, const syntax::RecordType& record, const std::string& name) {
    RecordInfo info = fields_of(module, record.fields, name);
    std::vector<types::Field> fields = interned_fields(info);
    std::vector<types::TypeId> arguments;
    if (scope_) {
      for (const auto& [parameter, variable] : *scope_) arguments.push_back(variable);
    }
    types::TypeId type = types().record(name, std::move(fields), std::move(arguments));
    if (is_error(type)) return refuse_depth(info);
    if (scope_) context_.generic_records[name] = type;
    context_.program.records[type] = std::move(info);
    context_.pending_bodies.push_back({module, record.fields, type, 0, KindId()});
    return type;
  }

  /// Of a `T?` or a `Secret<T>` it is the `T` that is refined: the rule sees the inside. Without a label it is shown
  /// as it is written.
  types::TypeId resolve_refined(ModuleId module, const syntax::RefinedType& refined, Span span,
                                const std::string& owner, const std::string& name, const std::string& label) {
    types::TypeId base = resolve(module, refined.base, owner);
    if (is_error(base) || refined.wheres.empty()) return base;
    types::TypeKind outer = types().kind(base);
    bool wrapped = outer == types::TypeKind::Optional || outer == types::TypeKind::Secret;
    types::TypeId inner = wrapped ? types()[base].element : base;
    std::string shown = label.empty() ? type_text(context_.program, inner) + " where …" : label;
    types::TypeId type = bounded_type(context_, span, types().refined(inner, name, shown));
    if (is_error(type)) return type;
    if (context_.program.refinements.try_emplace(name, RefinementInfo{module, span, {}}).second) {
      context_.pending_refinements.push_back({module, name, inner, refined.wheres});
    }
    if (!wrapped) return type;
    return outer == types::TypeKind::Optional ? types().optional(type) : types().secret(type);
  }

  types::TypeId refuse_depth(const RecordInfo& info) {
    return bounded_type(context_, info.fields.front().span, error_type());
  }

  types::TypeId resolve_enum(ModuleId module, const syntax::EnumDecl& decl, const std::string& name) {
    EnumInfo info;
    info.module = module;
    info.name = name;
    info.span = decl.name.span;
    std::vector<types::Member> members;
    std::unordered_set<Name> seen;
    for (const syntax::EnumMember& member : decl.members) {
      if (!member.name.name.valid()) continue;
      if (members.size() == kMaxMembers) {
        context_.sink.emit(diag::TooManyMembers, member.name.span, fmt::format("the enum `{}`", name),
                           count_noun(decl.members.size(), "member"), kMaxMembers);
        break;
      }
      std::string text(context_.text(member.name.name));
      if (!seen.insert(member.name.name).second) {
        context_.sink.emit(diag::DuplicateName, member.name.span, text).label("a member of this name stands above");
      }
      RecordInfo payload = fields_of(module, member.payload, name + "." + text);
      members.push_back({text, interned_fields(payload)});
      info.payloads.push_back(std::move(payload));
    }
    types::TypeId type = types().enumeration(name, std::move(members));
    if (is_error(type)) return bounded_type(context_, info.span, type);
    context_.program.enums[type] = std::move(info);
    uint32_t ordinal = 0;
    for (const syntax::EnumMember& member : decl.members) {
      if (ordinal == kMaxMembers) break;
      if (member.name.name.valid())
        context_.pending_bodies.push_back({module, member.payload, type, ordinal++, KindId()});
    }
    return type;
  }

  RecordInfo fields_of(ModuleId module, syntax::List<syntax::FieldDecl> fields, const std::string& name) {
    RecordInfo info;
    info.module = module;
    info.name = name;
    info.fields = resolve_fields(context_, module, fields, name, scope_);
    info.has_rules = std::any_of(fields.begin(), fields.end(), [](const auto& field) { return !field.wheres.empty(); });
    return info;
  }

  std::vector<types::Field> interned_fields(const RecordInfo& info) {
    std::vector<types::Field> fields;
    for (const FieldInfo& field : info.fields) {
      fields.push_back({field.name.valid() ? field.text : "", field.type, field.has_default});
    }
    return fields;
  }

  types::TypeId resolve_node(ModuleId module, const syntax::Type& type, const std::string& owner) {
    if (auto* optional = std::get_if<syntax::OptionalType>(&type.node)) {
      types::TypeId inner = resolve(module, optional->inner, owner);
      return is_error(inner) ? inner : types().optional(inner);
    }
    if (auto* record = std::get_if<syntax::RecordType>(&type.node)) {
      bool plain = std::all_of(record->fields.begin(), record->fields.end(), [](const syntax::FieldDecl& field) {
        return !field.default_value.valid() && field.wheres.empty();
      });
      // With defaults or rules of its own it is a type of its own; otherwise its fields are all there is to it.
      if (!plain) return resolve_record(module, *record, owner);
      return bounded_type(context_, type.span,
                          types().record("", interned_fields(fields_of(module, record->fields, owner))));
    }
    if (auto* named = std::get_if<syntax::NamedType>(&type.node))
      return resolve_named(module, *named, type.span, owner);
    if (auto* either = std::get_if<syntax::UnionType>(&type.node)) {
      std::vector<types::TypeId> members;
      for (syntax::TypeId member : either->members) members.push_back(resolve(module, member, owner));
      for (types::TypeId member : members) {
        if (is_error(member)) return member;
      }
      return bounded_type(context_, type.span, types().either(std::move(members)));
    }
    if (auto* function = std::get_if<syntax::FunctionType>(&type.node)) {
      std::vector<types::TypeId> parameters;
      for (syntax::TypeId parameter : function->parameters) parameters.push_back(resolve(module, parameter, owner));
      types::TypeId result = resolve(module, function->result, owner);
      for (types::TypeId parameter : parameters) {
        if (is_error(parameter)) return parameter;
      }
      if (is_error(result)) return result;
      return bounded_type(context_, type.span, types().function(std::move(parameters), result));
    }
    if (auto* refined = std::get_if<syntax::RefinedType>(&type.node)) {
      std::string name = fmt::format("{}:{}", context_.program.modules[module].qualifier, type.span.begin);
      return resolve_refined(module, *refined, type.span, owner, name, "");
    }
    return error_type();
  }

  bool is_error(types::TypeId type) { return types().kind(type) == types::TypeKind::Error; }

  types::TypeId resolve_named(ModuleId module, const syntax::NamedType& named, Span span, const std::string& owner) {
    if (!named.name.name.valid()) return error_type();
    std::string_view text = context_.text(named.name.name);
    if (!named.module.name.valid()) {
      for (size_t i = 0; scope_ && i < scope_->size(); ++i) {
        if ((*scope_)[i].first != named.name.name) continue;
        if (!named.arguments.empty()) wrong_arguments(text, 0, named.arguments.size(), span);
        return (*scope_)[i].second;
      }
      for (const GenericType& generic : kGenericTypes) {
        if (generic.name == text) return resolve_generic(module, generic, named, span, owner);
      }
      if (auto kind = scalar_type(text)) {
        if (!named.arguments.empty()) wrong_arguments(text, 0, named.arguments.size(), span);
        return types::TypeStore::scalar(*kind);
      }
    }
    std::optional<Symbol> symbol = named.module.name.valid() ? find_in_file(context_, module, named.module, named.name)
                                                             : find_symbol(context_, module, named.name, "type");
    if (!symbol || symbol->kind == SymbolKind::Failed) return error_type();
    bool is_type =
        symbol->kind == SymbolKind::Type || symbol->kind == SymbolKind::Enum || symbol->kind == SymbolKind::Kind;
    if (!is_type) {
      context_.sink.emit(diag::WrongSymbol, named.name.span, text, describe(symbol->kind), "a type")
          .label("a type is expected here")
          .also(symbol->span, "declared here");
      return error_type();
    }
    types::TypeId type = declared(*symbol, named.name.span);
    return is_error(type) ? type : instantiate(module, *symbol, type, named, span, owner);
  }

  /// A declared type with its arguments: as many as it has parameters.
  types::TypeId instantiate(ModuleId module, const Symbol& symbol, types::TypeId type, const syntax::NamedType& named,
                            Span span, const std::string& owner) {
    const DeclaredType& entry = context_.declarations.types[symbol.index];
    auto* decl = std::get_if<syntax::TypeDecl>(&ast(entry.module).decls[entry.decl].node);
    size_t wanted = decl ? decl->type_parameters.size() : 0;
    if (named.arguments.size() != wanted) {
      wrong_arguments(context_.text(named.name.name), wanted, named.arguments.size(), span);
      return error_type();
    }
    if (wanted == 0) return type;
    std::string name =
        fmt::format("{}.{}", context_.program.modules[entry.module].qualifier, context_.text(decl->name.name));
    types::Bindings bindings;
    for (size_t i = 0; i < wanted; ++i) {
      types::TypeId argument = resolve(module, named.arguments[i], owner);
      if (is_error(argument)) return argument;
      bindings[types().variable(fmt::format("{}.{}", name, context_.text(decl->type_parameters[i].name)))] = argument;
    }
    return put_in(context_, span, type, bindings);
  }

  void wrong_arguments(std::string_view name, size_t expected, size_t found, Span span) {
    context_.sink.emit(diag::Arguments, span, name, count_noun(expected, "type argument"), found);
  }

  types::TypeId resolve_generic(ModuleId module, const GenericType& generic, const syntax::NamedType& named, Span span,
                                const std::string& owner) {
    std::vector<types::TypeId> arguments;
    for (syntax::TypeId argument : named.arguments) arguments.push_back(resolve(module, argument, owner));
    if (arguments.size() != generic.arguments) {
      wrong_arguments(generic.name, generic.arguments, arguments.size(), span);
      return error_type();
    }
    for (types::TypeId argument : arguments) {
      if (is_error(argument)) return argument;
    }
    switch (generic.kind) {
      case types::TypeKind::List: return bounded_type(context_, span, types().list(arguments[0]));
      case types::TypeKind::Set: return bounded_type(context_, span, types().set(arguments[0]));
      case types::TypeKind::Secret: return bounded_type(context_, span, types().secret(arguments[0]));
      default: break;
    }
    if (!types::is_key_type(types(), arguments[0])) {
      Span key = ast(module).types[named.arguments[0]].span;
      context_.sink.emit(diag::UnusableKey, key, type_text(context_.program, arguments[0]))
          .label("cannot be a key")
          .help(
              "keys are Bool, Int, String, Size, Duration, what is written as text (Ip, Path, …), or an enum "
              "without payloads");
      return error_type();
    }
    return bounded_type(context_, span, types().map(arguments[0], arguments[1]));
  }

  CheckContext& context_;
  const TypeScope* scope_;
};

}  // namespace

types::TypeId bounded_type(CheckContext& context, Span span, types::TypeId type) {
  if (context.types().kind(type) == types::TypeKind::Error) {
    context.sink.emit(diag::TooDeep, span, static_cast<int>(types::TypeStore::kMaxDepth))
        .label("its type nests too deep");
  }
  return type;
}

types::TypeId resolve_type(CheckContext& context, ModuleId module, syntax::TypeId written, const std::string& owner,
                           const TypeScope* scope) {
  return TypeResolver(context, scope).resolve(module, written, owner);
}

TypeScope type_parameters(CheckContext& context, const std::string& qualified, syntax::List<syntax::Ident> names) {
  TypeScope scope;
  for (const syntax::Ident& name : names) {
    if (!name.name.valid()) continue;
    for (const auto& [other, variable] : scope) {
      if (other == name.name)
        context.sink.emit(diag::DuplicateName, name.span, context.text(name.name)).label("declared again here");
    }
    scope.push_back({name.name, context.types().variable(fmt::format("{}.{}", qualified, context.text(name.name)))});
  }
  return scope;
}

bool refuse_functions(CheckContext& context, Span span, types::TypeId type, std::string_view what) {
  if (!types::contains_function(context.types(), type)) return false;
  context.sink.emit(diag::FunctionLeaves, span, what)
      .label(fmt::format("`{}` holds a function", type_text(context.program, type)))
      .help("functions live while a program is compiled: pass on what they give");
  return true;
}

types::TypeId resolve_declared(CheckContext& context, const Symbol& symbol, Span use) {
  return TypeResolver(context).declared(symbol, use);
}

std::vector<FieldInfo> resolve_fields(CheckContext& context, ModuleId module, syntax::List<syntax::FieldDecl> fields,
                                      const std::string& owner, const TypeScope* scope) {
  std::vector<FieldInfo> result;
  std::unordered_map<std::string, Span> seen;
  for (const syntax::FieldDecl& decl : fields) {
    if (result.size() == kMaxMembers) {
      context.sink.emit(diag::TooManyMembers, decl.name.name.valid() ? decl.name.span : decl.span,
                        fmt::format("`{}`", owner), count_noun(fields.size(), "field"), kMaxMembers);
      break;
    }
    FieldInfo field;
    field.name = decl.name.name;
    field.text = decl.name.name.valid() ? std::string(context.text(decl.name.name)) : std::to_string(result.size());
    field.span = decl.name.name.valid() ? decl.name.span : decl.span;
    if (auto [first, is_new] = seen.try_emplace(field.text, field.span); !is_new) {
      context.sink.emit(diag::DuplicateName, field.span, field.text)
          .label("declared again here")
          .also(first->second, "first declared here");
    }
    field.type = resolve_type(context, module, decl.type, owner + "." + field.text, scope);
    field.edge = decl.edge;
    field.is_unique = decl.is_unique;
    field.is_exclusive = decl.is_exclusive;
    field.is_find = decl.is_find;
    field.has_default = decl.default_value.valid();
    result.push_back(std::move(field));
  }
  return result;
}

}  // namespace infra::sema
