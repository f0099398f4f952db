// What no arguments can satisfy: rules, policies and checks that speak of params without values and contradict each
// other.
#pragma once

#include "compiler/sema/evaluate/evaluate.h"
#include "compiler/sema/evaluate/evaluation.h"

namespace infra::sema {

/// After the root has been completed in `e`, where params may stand for any value: E0311 for each few conditions that
/// cannot hold together. A param that has a default may be given another value, so all is evaluated once more without.
void report_contradictions(Evaluation& e, const EvaluationRequest& request, InstanceId root);

}  // namespace infra::sema
