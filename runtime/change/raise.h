// From JSON to values: what providers answer, held to the types that kinds declare.
#pragma once

#include <string>

#include "compiler/base/json.h"
#include "compiler/plan/plan.h"

namespace infra::runtime {

/// `json` as a value of `type`, in the form of provider.h. The error is a sentence without code that names the place
/// below `path`: the caller knows who gave it.
tl::expected<value::ValueId, std::string> raise(const types::TypeStore& types, value::ValueStore& values,
                                                types::TypeId type, const Json& json, const std::string& path);

/// All results of a kind, complete and of their types, or E0722 with what is wrong. Only reads the plan: for any thread.
Result<void> check_results(const plan::Plan& plan, const plan::Kind& kind, const Json& results);

}  // namespace infra::runtime
