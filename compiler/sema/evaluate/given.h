// What a test says that a deployment would find: `plan { [front.url] = "https://shop.example/" }`.
#pragma once

#include "compiler/sema/evaluate/evaluation.h"

namespace infra::sema {

/// Puts the given results of the plan at `address` into `e.given`, before the plan is made. Reports what is no result
/// (E0416) or given twice (E0215).
void take_given(Evaluation& e, ModuleId module, const std::string& address, const PlanArguments& arguments);

}  // namespace infra::sema
