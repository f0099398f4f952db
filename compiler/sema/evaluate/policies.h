// `check`, `policy`, `waive`: what must hold of the whole, judged when it is complete.
#pragma once

#include "compiler/sema/evaluate/evaluation.h"

namespace infra::sema {

/// The `check`s of every module instance from `from` on. E0406; what waits for the deployment becomes a check of the
/// plan.
void judge_checks(Evaluation& e, InstanceId from);

/// Every enforced policy on everything that it looks at. E0407 for what fails and is not waived, W0410 for waivers that
/// waive nothing, E0411 for waivers of nothing.
void judge_policies(Evaluation& e, Model& model, InstanceId from);

}  // namespace infra::sema
