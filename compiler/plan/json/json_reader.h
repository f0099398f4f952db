// Reads the parts of a plan. Private to the plan's codec.
#pragma once

#include "compiler/plan/json/json_cursor.h"
#include "compiler/plan/plan.h"
#include "compiler/types/type.h"
#include "compiler/value/value.h"

namespace infra::plan {

/// E0504: a part that canonical JSON may hold and a plan may not.
Error damaged(std::string what);

/// A value within the bounds of ValueStore.
Result<value::ValueId> read_value(JsonCursor& in, value::ValueStore& values);
Result<types::TypeId> read_type(JsonCursor& in, types::TypeStore& types);

/// Takes the name of a member that may be left out, and the comma before it unless it is the first.
bool next_member(JsonCursor& in, std::string_view name, bool& is_first);
Result<EdgeKind> read_edge_kind(JsonCursor& in);
Result<std::vector<Edge>> read_edges(JsonCursor& in);
/// The index of the kind that is named.
Result<uint32_t> read_kind_name(JsonCursor& in, const std::vector<Kind>& kinds);
Result<value::ValueId> read_record(JsonCursor& in, value::ValueStore& values, std::string_view what);
/// After the brace that opens it.
Result<With> read_with(JsonCursor& in);
Result<Dir> read_dir(JsonCursor& in);
Result<Lookup> read_lookup(JsonCursor& in, Plan& plan);
Result<Policy> read_policy(JsonCursor& in, Plan& plan);
Result<Provider> read_provider(JsonCursor& in, Plan& plan);
Result<Rollout> read_rollout(JsonCursor& in);
Result<Waiver> read_waiver(JsonCursor& in);

}  // namespace infra::plan
