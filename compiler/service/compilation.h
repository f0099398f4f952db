// A compilation with everything that it made on the way, for printing its stages.
#pragma once

#include <memory>

#include "compiler/sema/analyze.h"
#include "compiler/service/compile.h"

namespace infra::service {

struct Compilation {
  CompileResult result;
  package::OpenPackages packages;
  std::unique_ptr<sema::Analysis> analysis;  ///< Null when the packages could not be opened.
};

/// Up to the model; `params_required` is false where a param without a value may stand for any.
Compilation analyzed(const CompileRequest& request, bool params_required, sema::KnownFiles* known = nullptr);
/// To the plan, when the request wants one.
Compilation run(const CompileRequest& request);

}  // namespace infra::service
