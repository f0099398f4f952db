#include <algorithm>

#include "compiler/lint/rules.h"

namespace infra::lint {
namespace {

/// From one name of `{ A, B, C }` to the next, or from the one before: with the comma that it does not need any more.
Span with_comma(const syntax::ImportDecl& import, size_t i) {
  Span own = import.names[i].span;
  if (i + 1 < import.names.size()) return {own.file, own.begin, import.names[i + 1].span.begin};
  if (i > 0) return {own.file, import.names[i - 1].span.end, own.end};
  return own;
}

/// Functions of an imported file are called with a dot, without its alias.
bool calls_a_function_of(const Subject& subject, syntax::DeclId import) {
  for (const sema::ResolvedImport& one : subject.sources.files[subject.module].imports) {
    if (one.decl != import || !one.target.valid()) continue;
    for (sema::ModuleId file : subject.sources.groups[one.target].files) {
      for (const syntax::Decl& decl : subject.sources.files[file].ast.decls) {
        const auto* fn = std::get_if<syntax::FnDecl>(&decl.node);
        if (fn && decl.is_public && subject.index.members.contains(fn->name.name.index)) return true;
      }
    }
  }
  return false;
}

}  // namespace

void unused_import(const Subject& subject, diag::Sink& sink) {
  for (uint32_t at = 0; at < subject.ast.decls.size(); ++at) {
    const syntax::Decl& decl = subject.ast.decls[syntax::DeclId(at)];
    const auto* import = std::get_if<syntax::ImportDecl>(&decl.node);
    if (!import) continue;
    auto unused = [&](const syntax::Ident& name) { return name.name.valid() && !subject.index.calls(name); };
    Span all = whole_lines(subject, decl.span);
    if (unused(import->alias) && !calls_a_function_of(subject, syntax::DeclId(at))) {
      sink.emit(diag::UnusedImport, import->alias.span, subject.text(import->alias))
          .label("nothing in this file uses it")
          .fix(all, "", "take the import away");
    }
    bool none_used = std::all_of(import->names.begin(), import->names.end(), unused);
    for (size_t i = 0; i < import->names.size(); ++i) {
      const syntax::Ident& name = import->names[i];
      if (!unused(name)) continue;
      auto builder = sink.emit(diag::UnusedImport, name.span, subject.text(name));
      builder.label("nothing in this file uses it");
      if (none_used) {
        builder.fix(all, "", "take the import away");
      } else {
        builder.fix(with_comma(*import, i), "", "take it out of the list");
      }
    }
  }
}

}  // namespace infra::lint
