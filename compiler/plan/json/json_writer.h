// Canonical JSON written straight into one string. Private to the plan's codec.
#pragma once

#include <string>

#include "compiler/base/json.h"
#include "compiler/plan/plan.h"

namespace infra::plan {

/// The members at the very beginning of each plan, before its format version.
inline constexpr std::string_view kPlanHead = "{\"$format\":[\"infra-plan\",";
/// The largest Int that every JSON reader keeps exactly: 2^53−1.
inline constexpr int64_t kSafeInt = (int64_t{1} << 53) - 1;

/// An integer whose place says that it is one: plain, or a string where it is not safe.
void write_integer(std::string& out, int64_t value);
void write_size(std::string& out, uint64_t value);
void write_value(std::string& out, const value::ValueStore& values, value::ValueId value);
void write_type(std::string& out, const types::TypeStore& types, types::TypeId type);

/// `[a,b,…]`, each by `write`.
template <typename Items, typename Write>
void write_array(std::string& out, const Items& items, Write write) {
  out.push_back('[');
  bool first = true;
  for (const auto& item : items) {
    if (!first) out.push_back(',');
    first = false;
    write(item);
  }
  out.push_back(']');
}

/// `head`, which ends where a string must stand, and that string.
void write_text(std::string& out, std::string_view head, std::string_view content);
void write_dir(std::string& out, const Dir& dir);
void write_edges(std::string& out, const std::vector<Edge>& edges);
/// Whether anything of it has to be written.
bool says_something(const With& with);
void write_with(std::string& out, const With& with);
void write_lookup(std::string& out, const Plan& plan, const Lookup& lookup);
void write_policy(std::string& out, const Plan& plan, const Policy& policy);
void write_provider(std::string& out, const Plan& plan, const Provider& provider);
void write_rollout(std::string& out, const Rollout& rollout);
void write_waiver(std::string& out, const Waiver& waiver);

}  // namespace infra::plan
