#include "compiler/sema/check/settings.h"

#include <algorithm>
#include <array>

#include "compiler/base/text.h"
#include "compiler/diag/codes/sema.h"
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/expr.h"
#include "compiler/sema/check/names.h"

namespace infra::sema {
namespace {

using types::TypeKind;

enum Owner : uint8_t { kResource = 1, kExisting = 2, kModule = 4 };

struct Setting {
  std::string_view name;
  uint8_t owners;
};
constexpr std::array kSettings = {
    Setting{"after", kResource | kModule}, Setting{"ignore", kResource},
    Setting{"protect", kResource},         Setting{"provider", kResource | kExisting},
    Setting{"retain", kResource},          Setting{"rollout", kResource},
    Setting{"timeout", kResource},
};

std::string_view owner_text(Owner owner) {
  return owner == kResource ? "a resource" : owner == kModule ? "a module" : "an `existing`";
}

class SettingsChecker {
 public:
  SettingsChecker(CheckContext& c, Owner owner, const BodyScope& scope) : c_(c), owner_(owner), scope_(scope) {}

  /// The kind and the head of what has the settings.
  void of(const Resource& resource) { resource_ = &resource; }

  With check(syntax::List<syntax::Entry> entries) {
    std::vector<std::pair<std::string_view, Span>> seen;
    for (const syntax::Entry& entry : entries) {
      if (entry.form == syntax::KeyForm::Spread) {
        c_.sink.emit(diag::MisplacedExpression, entry.span, "a spread").label("write the settings one by one");
        continue;
      }
      if (entry.form != syntax::KeyForm::Name && entry.key.valid()) {
        c_.sink.emit(diag::ComputedField, scope_.ast().exprs[entry.key].span, "`with`")
            .label("a setting is written as a bare name");
      }
      if (entry.form != syntax::KeyForm::Name || !entry.name.name.valid() || !entry.value.valid()) continue;
      std::string_view name = c_.text(entry.name.name);
      auto other = std::find_if(seen.begin(), seen.end(), [&](const auto& s) { return s.first == name; });
      if (other != seen.end()) {
        c_.sink.emit(diag::DuplicateEntry, entry.name.span, name)
            .label("given again here")
            .also(other->second, "first given here");
      }
      seen.push_back({name, entry.name.span});
      take(entry, name);
    }
    if (resource_ && with_.provider == kNoUse) default_provider();
    return std::move(with_);
  }

 private:
  void take(const syntax::Entry& entry, std::string_view name) {
    auto known = std::find_if(kSettings.begin(), kSettings.end(), [&](const Setting& s) { return s.name == name; });
    if (known == kSettings.end() || (known->owners & owner_) == 0) return unknown(entry, name);
    if (name == "after") return after(entry.value);
    if (name == "protect") {
      with_.protect = setting(entry.value, scalar(TypeKind::Bool));
    } else if (name == "timeout") {
      with_.timeout = setting(entry.value, scalar(TypeKind::Duration));
    } else if (name == "provider") {
      provider(entry);
    } else if (!resource_) {  // its kind failed
      BodyScope b = scope_;
      glance(b, entry.value);
    } else if (name == "ignore") {
      ignore(entry.value);
    } else if (name == "retain") {
      retain(entry);
    } else {
      rollout(entry);
    }
  }

  void unknown(const syntax::Entry& entry, std::string_view name) {
    std::vector<std::string_view> names;
    for (const Setting& setting : kSettings) {
      if ((setting.owners & owner_) != 0) names.push_back(setting.name);
    }
    auto builder = c_.sink.emit(diag::UnknownSetting, entry.name.span, owner_text(owner_), name);
    if (auto best = nearest(name, names))
      builder.help(fmt::format("did you mean `{}`?", *best))
          .fix(entry.name.span, *best, fmt::format("write `{}`", *best));
    else
      builder.help("it has " + list_names(names));
    BodyScope b = scope_;
    glance(b, entry.value);
  }

  Body setting(syntax::ExprId value, types::TypeId type) {
    BodyScope b = scope_;
    NodeId node = check_expr(b, value, type);
    return b.finish(node);
  }

  /// `after` takes references alone or in lists, of several kinds beside each other.
  void after(syntax::ExprId value) {
    auto add = [&](syntax::ExprId item) {
      BodyScope b = scope_;
      NodeId node = infer_expr(b, item);
      if (is_error(b, node)) return;
      types::TypeId type = type_of(b, node);
      for (int i = 0; i < 4; ++i) {
        TypeKind kind = b.types().kind(type);
        if (kind != TypeKind::Optional && kind != TypeKind::List && kind != TypeKind::Map) break;
        type = b.types()[type].element;
      }
      TypeKind kind = b.types().kind(type);
      if (kind == TypeKind::Kind || kind == TypeKind::Module) return with_.after.push_back(b.finish(node));
      b.sink()
          .emit(diag::TypeMismatch, span_of(b, node), "a resource or module", type_text(b, type_of(b, node)))
          .label("`after` takes resources and module uses of this file");
    };
    auto* list = std::get_if<syntax::ListExpr>(&scope_.ast().exprs[value].node);
    if (!list) return add(value);
    for (syntax::ExprId item : list->items) add(item);
  }

  const KindInfo& kind() const { return c_.program.kinds[resource_->kind]; }

  /// What is never replaced has no earlier instances and nothing to roll.
  bool is_replaced(const syntax::Entry& entry, std::string_view why) {
    if (kind().lifecycle == Lifecycle::Immutable) return true;
    c_.sink
        .emit(diag::SettingMisfit, entry.name.span, c_.text(entry.name.name),
              fmt::format("`{}`, which is {}", type_text(c_.program, kind().type), lifecycle_word(kind().lifecycle)))
        .label(std::string(why))
        .also(kind().span, "declared here");
    return false;
  }

  void retain(const syntax::Entry& entry) {
    Body body = setting(entry.value, scalar(TypeKind::Int));
    if (!is_replaced(entry, "only what is replaced has earlier instances")) return;
    for (const Input& input : resource_->inputs) {
      const FieldInfo& field = kind().fields[input.field];
      if (!field.is_exclusive) continue;
      c_.sink.emit(diag::RetainExclusive, entry.name.span, field.text)
          .label("an earlier instance that stays warm would hold on to it")
          .also(input.name_span, "held here")
          .help("leave out `retain`");
      return;
    }
    with_.retain = body;
  }

  void ignore(syntax::ExprId value) {
    const syntax::Ast& ast = scope_.ast();
    auto* list = std::get_if<syntax::ListExpr>(&ast.exprs[value].node);
    auto refuse = [&](Span span) {
      c_.sink.emit(diag::IgnoredField, span, fmt::format("`{}`", type_text(c_.program, kind().type)))
          .label("`ignore` takes a list of names of inputs, in quotes")
          .help("write `ignore = [\"replicas\"]`");
    };
    if (!list) return refuse(ast.exprs[value].span);
    for (syntax::ExprId item : list->items) {
      auto* text = std::get_if<syntax::StringLiteral>(&ast.exprs[item].node);
      if (!text) {
        refuse(ast.exprs[item].span);
        continue;
      }
      std::vector<std::string_view> names;
      for (const FieldInfo& field : kind().fields) names.push_back(field.text);
      if (std::find(names.begin(), names.end(), text->value) != names.end()) {
        with_.ignore.emplace_back(text->value);
        continue;
      }
      auto builder = c_.sink.emit(diag::UnknownField, ast.exprs[item].span,
                                  fmt::format("`{}`", type_text(c_.program, kind().type)), text->value);
      if (auto best = nearest(text->value, names))
        builder.help(fmt::format("did you mean `{}`?", *best));
      else
        builder.help("it has " + list_names(names));
    }
    std::sort(with_.ignore.begin(), with_.ignore.end());
    with_.ignore.erase(std::unique(with_.ignore.begin(), with_.ignore.end()), with_.ignore.end());
  }

  void rollout(const syntax::Entry& entry) {
    types::TypeStore& types = c_.types();
    auto optional = [&](TypeKind kind) { return types.optional(scalar(kind)); };
    std::vector<types::Field> fields = {{"batch", optional(TypeKind::Int)},
                                        {"canary", optional(TypeKind::Int)},
                                        {"confirm", optional(TypeKind::Duration)},
                                        {"deadline", optional(TypeKind::Duration)},
                                        {"healthy_for", optional(TypeKind::Duration)},
                                        {"min_available", optional(TypeKind::Int)}};
    // An order is of instances: what there is one of has none.
    const types::Type& shape = types[resource_->type];
    if (shape.kind == TypeKind::List || shape.kind == TypeKind::Map) {
      types::TypeId key = shape.kind == TypeKind::Map ? shape.key : scalar(TypeKind::Int);
      fields.push_back({"order", types.optional(types.list(key))});
    }
    // All instances are rolled as one: no loop variable is in sight.
    BodyScope b{c_, scope_.module, Reach::Instance, false, {}, 0, 0};
    NodeId node = check_expr(b, entry.value, types.record("", std::move(fields)));
    if (is_replaced(entry, "only what is replaced is rolled out")) with_.rollout = b.finish(node);
  }

  // ---------------------------------------------------------------------------------------------- providers

  void provider(const syntax::Entry& entry) {
    const syntax::Expr& value = scope_.ast().exprs[entry.value];
    auto* name = std::get_if<syntax::NameExpr>(&value.node);
    if (!name) {
      c_.sink.emit(diag::WrongSymbol, value.span, "this", "an expression", "a provider")
          .help("name one that is declared: `provider eu: aws { … }`, then `with { provider = eu }`");
      return;
    }
    std::optional<Symbol> symbol = find_symbol(c_, scope_.module, name->name, "name");
    if (!symbol || symbol->kind == SymbolKind::Failed) return;
    if (symbol->kind != SymbolKind::Provider) {
      c_.sink.emit(diag::WrongSymbol, value.span, c_.text(name->name.name), describe(symbol->kind), "a provider")
          .also(symbol->span, "declared here")
          .help("declare one: `provider name: file { … }`");
      return;
    }
    const Use& use = c_.program.modules[scope_.module].uses[symbol->index];
    with_.provider = symbol->index;
    if (!resource_ || !use.module.valid() || use.module == kind().module) return;
    c_.sink.emit(diag::WrongProvider, value.span, c_.text(use.name), type_text(c_.program, kind().type))
        .label(fmt::format("configures `{}`", c_.program.modules[use.module].path))
        .also(kind().span, "this kind is declared in another file");
  }

  /// The only one in scope; with several, one must be chosen; a file that must be configured must be.
  void default_provider() {
    const Module& module = c_.program.modules[scope_.module];
    std::vector<uint32_t> candidates;
    for (uint32_t i = 0; i < module.uses.size(); ++i) {
      if (module.uses[i].is_provider && module.uses[i].module == kind().module) candidates.push_back(i);
    }
    if (candidates.size() == 1) {
      with_.provider = candidates.front();
      return;
    }
    std::string kind_text = type_text(c_.program, kind().type);
    if (candidates.size() > 1) {
      std::vector<std::string_view> names;
      for (uint32_t i : candidates) names.push_back(c_.text(module.uses[i].name));
      auto builder = c_.sink.emit(diag::ProviderNeeded, resource_->span, kind_text, "must say which provider makes it");
      builder.label(fmt::format("{} could", list_names(names)));
      for (uint32_t i : candidates) builder.also(module.uses[i].span, "configured here");
      builder.help(fmt::format("add `with {{ provider = {} }}`", names.front()));
      return;
    }
    const Module& schema = c_.program.modules[kind().module];
    if (kind().module == scope_.module) return;  // its own params are not a configuration
    for (const Param& param : schema.params) {
      if (param.default_value.valid() || c_.types().kind(param.type) == TypeKind::Optional) continue;
      c_.sink.emit(diag::ProviderNeeded, resource_->span, kind_text, "needs a provider that is configured")
          .label(fmt::format("`{}` has no value for its `{}`", schema.path, c_.text(param.name)))
          .also(param.span, "has no default")
          .help("declare one: `provider name: file { … }`");
      return;
    }
  }

  CheckContext& c_;
  Owner owner_;
  BodyScope scope_;
  const Resource* resource_ = nullptr;
  With with_;
};

}  // namespace

std::string_view lifecycle_word(Lifecycle lifecycle) {
  constexpr std::array<std::string_view, 5> kWords = {"immutable", "persistent", "pointer", "attachment", "singleton"};
  return kWords[static_cast<size_t>(lifecycle)];
}

With check_resource_with(CheckContext& c, ModuleId module, uint32_t index, const ResourceSyntax& decl,
                         const BodyScope& scope) {
  // A copy: checking may declare types, and the tables move.
  const Resource resource = c.program.modules[module].resources[index];
  SettingsChecker checker(c, decl.is_existing ? kExisting : kResource, scope);
  if (resource.kind.valid()) checker.of(resource);
  return checker.check(decl.with);
}

With check_use_with(CheckContext& c, syntax::List<syntax::Entry> entries, const BodyScope& scope) {
  return SettingsChecker(c, kModule, scope).check(entries);
}

ModuleId check_provider_file(CheckContext& c, const syntax::Ident& alias, ModuleId file) {
  const Module& module = c.program.modules[file];
  auto refuse = [&](std::string_view why, std::string help) {
    c.sink.emit(diag::NotAProvider, alias.span, c.text(alias.name), why).help(std::move(help));
    return ModuleId();
  };
  bool has_kinds = std::any_of(c.declarations.types.begin(), c.declarations.types.end(),
                               [&](const DeclaredType& type) { return type.module == file && type.kind.valid(); });
  if (!has_kinds)
    return refuse("it declares no kind", "a provider's file declares its kinds, and params to configure it");
  if (!module.resources.empty() || !module.uses.empty()) {
    return refuse("it has resources of its own", "use it as a module: `module name: file { … }`");
  }
  return file;
}

}  // namespace infra::sema
