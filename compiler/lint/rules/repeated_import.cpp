#include <map>

#include "compiler/lint/rules.h"

namespace infra::lint {

void repeated_import(const Subject& subject, diag::Sink& sink) {
  std::map<std::string, Span> seen;  // by what is imported
  for (const syntax::Decl& decl : subject.ast.decls) {
    const auto* import = std::get_if<syntax::ImportDecl>(&decl.node);
    if (!import) continue;
    std::string what = import->file_span.valid() ? fmt::format("\"{}\"", import->file) : "";
    for (const syntax::Ident& part : import->path) what += (what.empty() ? "" : ".") + std::string(subject.text(part));
    auto [first, is_new] = seen.emplace(what, decl.span);
    if (is_new) continue;
    sink.emit(diag::RepeatedImport, decl.span, what)
        .also(first->second, "here first")
        .help(import->names.empty() ? "one name for a module is enough" : "put the names into one list");
  }
}

}  // namespace infra::lint
