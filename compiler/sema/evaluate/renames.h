// The oldest name of a thing, by which the plan and the state know it.
#pragma once

#include "compiler/sema/evaluate/evaluation.h"

namespace infra::sema {

/// The oldest address of what is called `rest` (`app`, `app[0]`, `store.app["tyo"]`) seen from `instance`, through
/// every `renamed` of the modules on the way.
std::string oldest_address(Evaluation& e, InstanceId instance, std::string rest);

/// E0261 where two resources come to have one oldest address.
void check_oldest_addresses(Evaluation& e, const Model& model);

}  // namespace infra::sema
