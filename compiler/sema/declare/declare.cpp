#include "compiler/sema/declare/declare.h"

#include <algorithm>

#include "compiler/base/text.h"
#include "compiler/diag/codes/sema.h"
#include "compiler/sema/declare/builtin_names.h"

namespace infra::sema {

std::string_view describe(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::Failed: return "an import";
    case SymbolKind::File: return "an imported file";
    case SymbolKind::Param: return "a param";
    case SymbolKind::Let: return "a let";
    case SymbolKind::Type: return "a type";
    case SymbolKind::Enum: return "an enum";
    case SymbolKind::Kind: return "a kind";
    case SymbolKind::Resource: return "a resource";
    case SymbolKind::Use: return "a module use";
    case SymbolKind::Fn: return "a function";
    case SymbolKind::Provider: return "a provider";
    case SymbolKind::Policy: return "a policy";
  }
  return "a name";
}

const Symbol* Declarations::find(const LoadedSources& loaded, ModuleId module, Name name) const {
  const Scope& own = scopes[module];
  if (auto found = own.find(name); found != own.end()) return &found->second;
  GroupId group = loaded.files[module].group;
  if (!loaded.groups[group].is_folder) return nullptr;
  const Scope& shared = exports[group];
  auto found = shared.find(name);
  return found == shared.end() ? nullptr : &found->second;
}

namespace {

class Declarer {
 public:
  Declarer(const LoadedSources& loaded, Program& program, diag::Sink& sink)
      : loaded_(loaded), program_(program), sink_(sink) {}

  Declarations run() {
    for (uint32_t i = 0; i < loaded_.files.size(); ++i) declare_file(ModuleId(i));
    for (uint32_t i = 0; i < loaded_.groups.size(); ++i) export_group(GroupId(i));
    for (uint32_t i = 0; i < loaded_.files.size(); ++i) import_names(ModuleId(i));
    return std::move(result_);
  }

 private:
  void declare_file(ModuleId id) {
    const LoadedFile& file = loaded_.files[id];
    Module module;
    module.file = file.file;
    module.path = file.path;
    module.qualifier = file.qualifier;
    module.is_std = file.is_std;
    program_.modules.add(std::move(module));
    result_.scopes.add({});
    for (uint32_t i = 0; i < file.ast.decls.size(); ++i) declare_one(id, syntax::DeclId(i));
  }

  void declare_one(ModuleId id, syntax::DeclId decl_id) {
    const syntax::Decl& decl = loaded_.files[id].ast.decls[decl_id];
    Module& module = program_.modules[id];
    auto name_it = [&](SymbolKind kind, syntax::Ident name, size_t index) {
      add_name(id, name, {kind, id, static_cast<uint32_t>(index), decl_id, name.span, decl.is_public});
    };
    auto declare_type = [&](SymbolKind kind, syntax::Ident name) {
      name_it(kind, name, result_.types.size());
      result_.types.push_back({DeclaredType::State::New, id, decl_id, types::TypeId(), KindId()});
    };
    if (auto* param = std::get_if<syntax::ParamDecl>(&decl.node)) {
      name_it(SymbolKind::Param, param->name, module.params.size());
      Param entry;
      entry.name = param->name.name;
      entry.decl = decl_id;
      entry.span = param->name.span;
      module.params.push_back(std::move(entry));
    } else if (auto* let = std::get_if<syntax::LetDecl>(&decl.node)) {
      name_it(SymbolKind::Let, let->name, module.lets.size());
      Let entry;
      entry.name = let->name.name;
      entry.decl = decl_id;
      entry.span = let->name.span;
      entry.is_public = decl.is_public;
      module.lets.push_back(std::move(entry));
    } else if (auto* resource = std::get_if<syntax::ResourceDecl>(&decl.node)) {
      name_it(SymbolKind::Resource, resource->name, module.resources.size());
      Resource entry;
      entry.name = resource->name.name;
      entry.decl = decl_id;
      entry.span = resource->name.span;
      module.resources.push_back(std::move(entry));
    } else if (auto* existing = std::get_if<syntax::ExistingDecl>(&decl.node)) {
      name_it(SymbolKind::Resource, existing->name, module.resources.size());
      Resource entry;
      entry.name = existing->name.name;
      entry.decl = decl_id;
      entry.span = existing->name.span;
      entry.is_existing = true;
      entry.is_optional = existing->is_optional;
      module.resources.push_back(std::move(entry));
    } else if (auto* provider = std::get_if<syntax::ProviderDecl>(&decl.node)) {
      name_it(SymbolKind::Provider, provider->name, module.uses.size());
      Use entry;
      entry.name = provider->name.name;
      entry.decl = decl_id;
      entry.span = provider->name.span;
      entry.is_provider = true;
      module.uses.push_back(std::move(entry));
    } else if (auto* policy = std::get_if<syntax::PolicyDecl>(&decl.node)) {
      name_it(SymbolKind::Policy, policy->name, module.policies.size());
      PolicyInfo entry;
      entry.name = policy->name.name;
      entry.decl = decl_id;
      entry.span = policy->name.span;
      module.policies.push_back(std::move(entry));
    } else if (auto* use = std::get_if<syntax::ModuleDecl>(&decl.node)) {
      name_it(SymbolKind::Use, use->name, module.uses.size());
      Use entry;
      entry.name = use->name.name;
      entry.decl = decl_id;
      entry.span = use->name.span;
      module.uses.push_back(std::move(entry));
    } else if (auto* fn = std::get_if<syntax::FnDecl>(&decl.node)) {
      name_it(SymbolKind::Fn, fn->name, program_.fns.size());
      FnInfo entry;
      entry.module = id;
      entry.name = fn->name.name;
      entry.decl = decl_id;
      entry.span = fn->name.span;
      entry.is_public = decl.is_public;
      program_.fns.add(std::move(entry));
    } else if (auto* output = std::get_if<syntax::OutputDecl>(&decl.node)) {
      declare_output(module, output->name, decl_id);
    } else if (auto* type = std::get_if<syntax::TypeDecl>(&decl.node)) {
      declare_type(SymbolKind::Type, type->name);
    } else if (auto* enumeration = std::get_if<syntax::EnumDecl>(&decl.node)) {
      declare_type(SymbolKind::Enum, enumeration->name);
    } else if (auto* kind = std::get_if<syntax::KindDecl>(&decl.node)) {
      declare_type(SymbolKind::Kind, kind->name);
    }
  }

  /// Outputs have a namespace of their own: `output db: Postgres = db` is fine.
  void declare_output(Module& module, syntax::Ident name, syntax::DeclId decl) {
    for (const Output& other : module.outputs) {
      if (name.name.valid() && other.name == name.name) {
        sink_.emit(diag::DuplicateName, name.span, program_.text(name.name))
            .label("declared again here")
            .also(other.span, "first declared here");
      }
    }
    Output entry;
    entry.name = name.name;
    entry.decl = decl;
    entry.span = name.span;
    module.outputs.push_back(std::move(entry));
  }

  void add_name(ModuleId id, syntax::Ident name, const Symbol& symbol) {
    if (!name.name.valid()) return;  // a syntax error, already given
    std::string_view text = program_.text(name.name);
    if (is_builtin_name(text)) {
      sink_.emit(diag::BuiltinName, name.span, text)
          .label("this name is taken by the language")
          .help("choose another name");
    }
    auto [entry, is_new] = result_.scopes[id].try_emplace(name.name, symbol);
    if (is_new) return;
    sink_.emit(diag::DuplicateName, name.span, text)
        .label("declared again here")
        .also(entry->second.span, fmt::format("first declared here, as {}", describe(entry->second.kind)));
  }

  void export_group(GroupId id) {
    Scope exports;
    for (ModuleId file : loaded_.groups[id].files) {
      std::vector<std::pair<Name, Symbol>> symbols(result_.scopes[file].begin(), result_.scopes[file].end());
      std::sort(symbols.begin(), symbols.end(),
                [](const auto& a, const auto& b) { return a.second.span.begin < b.second.span.begin; });
      for (const auto& [name, symbol] : symbols) {
        if (!symbol.is_public) continue;
        auto [entry, is_new] = exports.try_emplace(name, symbol);
        if (is_new) continue;
        sink_.emit(diag::DuplicateName, symbol.span, program_.text(name))
            .label(fmt::format("declared again in `{}`", loaded_.groups[id].name))
            .also(entry->second.span, "first declared here");
      }
    }
    result_.exports.add(std::move(exports));
  }

  void import_names(ModuleId id) {
    const LoadedFile& file = loaded_.files[id];
    for (const ResolvedImport& resolved : file.imports) {
      const auto& import = std::get<syntax::ImportDecl>(file.ast.decls[resolved.decl].node);
      if (import.alias.name.valid()) {
        Symbol symbol{SymbolKind::Failed, id, 0, resolved.decl, import.alias.span, false};
        if (resolved.target.valid()) {
          symbol.kind = SymbolKind::File;
          symbol.module = loaded_.groups[resolved.target].files.front();
        }
        add_name(id, import.alias, symbol);
      }
      for (const syntax::Ident& name : import.names) {
        if (!name.name.valid()) continue;
        Symbol symbol = imported(resolved, name);
        symbol.span = name.span;
        symbol.is_public = false;  // taken, not passed on
        add_name(id, name, symbol);
      }
    }
  }

  Symbol imported(const ResolvedImport& resolved, syntax::Ident name) {
    Symbol failed;
    if (!resolved.target.valid()) return failed;
    const Scope& exports = result_.exports[resolved.target];
    if (auto found = exports.find(name.name); found != exports.end()) return found->second;
    const Group& group = loaded_.groups[resolved.target];
    std::string_view text = program_.text(name.name);
    for (ModuleId file : group.files) {
      auto hidden = result_.scopes[file].find(name.name);
      if (hidden == result_.scopes[file].end() || hidden->second.module != file) continue;
      sink_.emit(diag::NotPublic, name.span, text, group.name)
          .label("only `pub` names can be imported")
          .also(hidden->second.span, "declared here without `pub`");
      return failed;
    }
    auto builder = sink_.emit(diag::UnknownImport, name.span, group.name, text);
    if (sink_.error_count() > 200) return failed;  // nobody reads so many at once, and all names are looked at
    std::vector<std::string_view> candidates;
    for (const auto& [known, symbol] : exports) candidates.push_back(program_.text(known));
    std::sort(candidates.begin(), candidates.end());
    if (auto best = nearest(text, candidates)) {
      builder.help(fmt::format("did you mean `{}`?", *best)).fix(name.span, *best, fmt::format("write `{}`", *best));
    } else if (!candidates.empty()) {
      builder.help("it has " + list_names(candidates));
    }
    return failed;
  }

  const LoadedSources& loaded_;
  Program& program_;
  diag::Sink& sink_;
  Declarations result_;
};

}  // namespace

Declarations declare(const LoadedSources& loaded, Program& program, diag::Sink& sink) {
  Declarations declarations = Declarer(loaded, program, sink).run();
  for (GroupId group : loaded.order) {
    for (ModuleId file : loaded.groups[group].files) program.order.push_back(file);
  }
  program.root = loaded.root;
  return declarations;
}

}  // namespace infra::sema
