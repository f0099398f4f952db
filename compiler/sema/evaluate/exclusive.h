// What has one holder at a time.
#pragma once

#include "compiler/sema/evaluate/evaluation.h"

namespace infra::sema {

/// E0264 where two resources hold the same thing by `exclusive` fields.
void check_exclusive(Evaluation& e, const Model& model);

}  // namespace infra::sema
