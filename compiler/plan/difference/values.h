// Two values, each of its own plan, compared part by part. Private to `difference`.
#pragma once

#include <string>
#include <vector>

#include "compiler/plan/difference.h"

namespace infra::plan {

/// A value with its type, in its plan. An invalid value: there is none.
struct Typed {
  const Plan* plan = nullptr;
  types::TypeId type;
  value::ValueId value;
};

/// As its author would write it, on one line; what a Secret holds is `<secret>`.
std::string text_of(const Typed& typed);
/// The bytes that plans have for it: equal for what is equal.
std::string bytes_of(const Plan& plan, value::ValueId value);

/// Adds what differs, as deep as both have the same shape.
void compare_values(const std::string& path, const Typed& before, const Typed& after,
                    std::vector<FieldChange>& changes);

}  // namespace infra::plan
