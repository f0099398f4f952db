// Where the rules that wait for the deployment are asked.
#pragma once

#include "compiler/sema/evaluate/evaluation.h"

namespace infra::sema {

/// The checks of the plan. One that was met inside a resource guards it. One that was met elsewhere guards every
/// resource that takes something it hangs on; when no resource does, it is asked before the commit, and when it hangs on
/// no result, before anything is done.
std::vector<ModelCheck> place_checks(Evaluation& e, const Model& model);

}  // namespace infra::sema
