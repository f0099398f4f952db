// The canonical bytes of a plan (RFC 8785) and back. `docs/schemas/plan.schema.json` is their schema.
#pragma once

#include <string>
#include <string_view>

#include "compiler/base/json.h"
#include "compiler/plan/plan.h"

namespace infra::plan {

std::string to_json(const Plan& plan);
/// E0501 not a plan, E0502 another format version, E0503 not canonical (a changed byte), E0504 a part is wrong.
Result<Plan> from_json(std::string_view bytes);

/// One value, as in plans: constants plain, the rest as `{"$ref": …}`, `{"$apply": ["add", …]}` and so on.
Json value_to_json(const value::ValueStore& values, value::ValueId value);
Result<value::ValueId> value_from_json(value::ValueStore& values, const Json& json);

/// The digest of the canonical bytes: the plan's name.
Digest digest(const Plan& plan);

}  // namespace infra::plan
