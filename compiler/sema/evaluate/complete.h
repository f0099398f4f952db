// One plan: from a root instance to everything that hangs on it.
#pragma once

#include "compiler/sema/evaluate/evaluation.h"

namespace infra::sema {

/// A root instance of `module`, whose resources stand under `address`; empty for a plan, a name for one of a test.
InstanceId start_plan(Evaluation& e, ModuleId module, const std::string& address, const PlanArguments& arguments);

/// Everything that belongs to the instances from `root` on, and all that must hold of it.
Model complete(Evaluation& e, InstanceId root);

}  // namespace infra::sema
