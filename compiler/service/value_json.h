// A value as JSON for other programs: the same form as `infra output --json` gives.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "compiler/sema/program.h"

namespace infra::service {

/// Appends one value. Sizes are bytes, durations milliseconds, whole numbers beyond ±(2^53−1) strings; an enum member is
/// its name, or `{"name": payload}`; a record leaves out what is absent; members stand in the order of their names, those
/// of a map in the order of its keys. What is known only when it is deployed is `{"$deferred": "front.url"}`, and what
/// comes from a secret `"<secret>"`. The caller has made sure that the value is not too large (ValueStore).
void append_value_json(std::string& out, const sema::Program& program, value::ValueId value);

/// Takes text that goes on: whole characters, some 64 KiB.
using TextWriter = std::function<void(std::string_view)>;
/// The same, for documents: what has been appended goes to `write` now and then, and `out` is empty again.
void append_value_json(std::string& out, const sema::Program& program, value::ValueId value, const TextWriter& write);

}  // namespace infra::service
