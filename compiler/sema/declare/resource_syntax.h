// `resource` and `existing` are declared in the same way: one view of both.
#pragma once

#include "compiler/syntax/ast.h"

namespace infra::sema {

struct ResourceSyntax {
  const syntax::Ident& name;
  const syntax::Ident& kind_module;
  const syntax::Ident& kind;
  bool has_for;
  const syntax::ForHead& head;
  syntax::ExprId condition;
  syntax::List<syntax::Entry> inputs;
  syntax::List<syntax::Entry> with;
  bool is_existing;
  bool is_optional;
};

inline ResourceSyntax resource_syntax(const syntax::Ast& ast, syntax::DeclId id) {
  const syntax::DeclNode& node = ast.decls[id].node;
  if (auto* existing = std::get_if<syntax::ExistingDecl>(&node)) {
    return {existing->name, existing->kind_module, existing->kind,   existing->has_for,
            existing->head, existing->condition,   existing->inputs, existing->with,
            true,           existing->is_optional};
  }
  const auto& resource = std::get<syntax::ResourceDecl>(node);
  return {resource.name,   resource.kind_module,
          resource.kind,   resource.has_for,
          resource.head,   resource.condition,
          resource.inputs, resource.with,
          false,           false};
}

/// `module` and `provider`, in the same way.
struct UseSyntax {
  const syntax::Ident& name;
  const syntax::Ident& module;
  bool has_for;
  const syntax::ForHead& head;
  syntax::ExprId condition;
  syntax::List<syntax::Entry> arguments;
  syntax::List<syntax::Entry> with;
  bool is_provider;
};

inline UseSyntax use_syntax(const syntax::Ast& ast, syntax::DeclId id) {
  static const syntax::ForHead kNoHead;
  const syntax::DeclNode& node = ast.decls[id].node;
  if (auto* provider = std::get_if<syntax::ProviderDecl>(&node)) {
    return {provider->name, provider->provider, false, kNoHead, {}, provider->settings, {}, true};
  }
  const auto& use = std::get<syntax::ModuleDecl>(node);
  return {use.name, use.module, use.has_for, use.head, use.condition, use.arguments, use.with, false};
}

}  // namespace infra::sema
