// From a message to a provider's method and back: one table line a method.
#pragma once

#include <string>

#include "compiler/base/json.h"
#include "runtime/provider/provider.h"

namespace infra::runtime {

/// The answer of `provider` to `method`, as a message: {"answer": …}, or {"error": …, "certainty": …}.
Json dispatch(Provider& provider, const std::string& method, const Call& call, const Json& arguments);

/// Whether a method changes something: what the journal of the host records.
bool changes_something(const std::string& method);

Json error_message(const CallError& error);
/// Of something that was not done.
Json error_message(const Error& error);

}  // namespace infra::runtime
