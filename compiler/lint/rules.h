// The functions of rules.def.
#pragma once

#include "compiler/lint/rule.h"

namespace infra::lint {

#define INFRA_LINT_RULE(function, Name, Diagnostic, Fixes, Summary) \
  void function(const Subject& subject, diag::Sink& sink);
#include "compiler/lint/rules.def"
#undef INFRA_LINT_RULE

}  // namespace infra::lint
