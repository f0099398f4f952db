#include "compiler/lint/rules.h"

namespace infra::lint {

void unused_param(const Subject& subject, diag::Sink& sink) {
  for (const syntax::Decl& decl : subject.ast.decls) {
    const auto* param = std::get_if<syntax::ParamDecl>(&decl.node);
    if (!param || subject.index.uses(param->name) || subject.text(param->name).starts_with('_')) continue;
    sink.emit(diag::UnusedParam, param->name.span, subject.text(param->name))
        .label("nothing in this file reads it")
        .help("take it away: whoever uses this module is asked for a value that changes nothing");
  }
}

}  // namespace infra::lint
