// Reads the parts of a plan. Private to the plan's codec.
#pragma once

#include "compiler/plan/json/json_cursor.h"
#include "compiler/types/type.h"
#include "compiler/value/value.h"

namespace infra::plan {

/// E0504: a part that canonical JSON may hold and a plan may not.
Error damaged(std::string what);

/// A value within the bounds of ValueStore.
Result<value::ValueId> read_value(JsonCursor& in, value::ValueStore& values);
Result<types::TypeId> read_type(JsonCursor& in, types::TypeStore& types);

}  // namespace infra::plan
