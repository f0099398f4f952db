// What a value refers to. Private to `part_of`.
#pragma once

#include <functional>
#include <string_view>

#include "compiler/plan/plan.h"

namespace infra::plan {

/// Calls `see` with every address that stands in `value`, an invalid one too, which has none.
inline void each_address(const value::ValueStore& values, value::ValueId value,
                         const std::function<void(std::string_view)>& see) {
  if (!value.valid()) return;
  if (values.kind(value) == value::ValueKind::Reference) see(values.as_text(value));
  // Nesting is bounded by ValueStore::kMaxDepth.
  for (value::ValueId child : values.children(value)) each_address(values, child, see);
}

}  // namespace infra::plan
