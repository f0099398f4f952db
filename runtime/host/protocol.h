// The helper's protocol: JSON objects, one a line, over a Unix socket.
//
//   client  {"hello": {"oldest": 1, "newest": 1}}             helper  {"hello": {"protocol": 1, "host": id, "pid": n}}
//   client  {"call": "create", "provider": "service", "with": {…}, "arguments": {…}}
//   helper  {"id": "…"} and {"progress": "…"}, any number     helper  {"answer": …} or {"error": {…}, "certainty": "…"}
//                                                             and "throttled_ms": n when it asks to be left alone
//   client  {"cancel": true}                                  while a call runs
//
// One call at a time on a connection; calls that run at once have a connection each. A connection that ends does not
// end its call: the same call under the same token gets its answer later.
#pragma once

#include <string>

#include "compiler/base/json.h"
#include "runtime/provider/provider.h"

namespace infra::runtime::protocol {

/// Raised when a message changes its meaning; a new member that may be left out changes nothing.
inline constexpr int kOldest = 1;
inline constexpr int kNewest = 1;
/// A line longer than this is not read.
inline constexpr size_t kLineLimit = 64u << 20;

/// What providers a helper has; the names after `via`.
inline constexpr const char* kProviders[] = {"archive", "file", "haproxy", "service", "volume"};

Json to_json(const Error& error);
Error error_from_json(const Json& json);

/// Everything of a call but its cancellation and its callbacks.
Json to_json(const Call& call);
Result<Call> call_from_json(const Json& json);

Json to_json(const Desired& desired);
Result<Desired> desired_from_json(const Json& json);

Json to_json(const Capabilities& capabilities);
Json to_json(const ChangeAnswer& answer);
Json to_json(const Created& created);
Json to_json(const Observed& observed);
Json to_json(const HealthReport& report);
Json to_json(const Found& found);

/// Reads what `to_json` wrote; E0806 when it is something else. For Capabilities, ChangeAnswer, Created, Observed,
/// HealthReport and Found.
template <typename T>
Result<T> from_json(const Json& json);

}  // namespace infra::runtime::protocol
