// The canonical bytes of a plan (RFC 8785) and back. `docs/schemas/plan.schema.json` is their schema.
#pragma once

#include <string>
#include <string_view>

#include "compiler/base/json.h"
#include "compiler/plan/plan.h"

namespace infra::plan {

/// Types stand in it by structure: a renamed `type` or `enum` gives the same bytes.
std::string to_json(const Plan& plan);
/// E0501 not a plan, E0502 another format version, E0503 not canonical (a changed byte), E0504 a part is wrong.
Result<Plan> from_json(std::string_view bytes);

/// One value, as in plans. `none`, Bool, String, List and Record are plain JSON, and so is an Int within ±(2^53−1) and
/// a Float with a fraction. Everything else is an object of one member, which tells what it is:
///   {"$int":"9007199254740992"} {"$float":1} {"$range":[0,3]} {"$map":[[key,value],…]} (by key)
///   {"$variant":["http",0,{payload}]} (member, ordinal) {"$artifact":["sha256:…",size]} {"$dir":["sha256:…",size]}
///   {"$ref":"app[0]"} {"$secret":["env","X"]} {"$result":["app[0]","url"]} {"$apply":["add",…]} {"$var":0}
///   {"$record":{…}} for a record that has a field whose name begins with `$`.
Json value_to_json(const value::ValueStore& values, value::ValueId value);
Result<value::ValueId> value_from_json(value::ValueStore& values, const Json& json);

/// The digest of the canonical bytes: the plan's name.
Digest digest(const Plan& plan);

}  // namespace infra::plan
