// Reads what stands beside kinds and resources: settings, lookups, providers, rollouts, policies, waivers.
#include <algorithm>

#include <fmt/format.h>

#include "compiler/plan/json/json_reader.h"

namespace infra::plan {
namespace {

Result<std::vector<std::string>> read_texts(JsonCursor& in) {
  std::vector<std::string> texts;
  auto read = [&]() -> Result<void> {
    INFRA_ASSIGN(std::string text, in.string());
    texts.push_back(std::move(text));
    return {};
  };
  INFRA_TRY(in.array(read));
  return texts;
}

Result<void> read_number(JsonCursor& in, std::string_view name, std::optional<int64_t>& number, bool& is_first) {
  if (!next_member(in, name, is_first)) return {};
  INFRA_ASSIGN(number, in.integer());
  return {};
}

Result<Finding> read_finding(JsonCursor& in, value::ValueStore& values) {
  Finding finding;
  INFRA_TRY(in.expect("{\"address\":"));
  INFRA_ASSIGN(finding.address, in.string());
  INFRA_TRY(in.expect(",\"condition\":"));
  INFRA_ASSIGN(finding.condition, read_value(in, values));
  if (in.skip(",\"message\":")) {
    INFRA_ASSIGN(finding.message, read_value(in, values));
  }
  INFRA_TRY(in.expect("}"));
  return finding;
}

}  // namespace

bool next_member(JsonCursor& in, std::string_view name, bool& is_first) {
  bool found = in.skip(fmt::format("{}\"{}\":", is_first ? "" : ",", name));
  if (found) is_first = false;
  return found;
}

Result<EdgeKind> read_edge_kind(JsonCursor& in) {
  INFRA_ASSIGN(std::string text, in.string());
  auto kind = edge_from_text(text);
  if (!kind) return fail(damaged(fmt::format("there is no kind of edge `{}`", text)));
  return *kind;
}

Result<std::vector<Edge>> read_edges(JsonCursor& in) {
  std::vector<Edge> edges;
  auto read = [&]() -> Result<void> {
    Edge edge;
    INFRA_TRY(in.expect("["));
    INFRA_ASSIGN(edge.kind, read_edge_kind(in));
    INFRA_TRY(in.expect(","));
    INFRA_ASSIGN(edge.target, in.string());
    edges.push_back(std::move(edge));
    return in.expect("]");
  };
  INFRA_TRY(in.array(read));
  return edges;
}

Result<uint32_t> read_kind_name(JsonCursor& in, const std::vector<Kind>& kinds) {
  INFRA_ASSIGN(std::string name, in.string());
  auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& k) { return k.name == name; });
  if (kind == kinds.end()) return fail(damaged(fmt::format("there is no kind `{}`", name)));
  return static_cast<uint32_t>(kind - kinds.begin());
}

Result<value::ValueId> read_record(JsonCursor& in, value::ValueStore& values, std::string_view what) {
  INFRA_ASSIGN(value::ValueId record, read_value(in, values));
  if (values.kind(record) != value::ValueKind::Record) return fail(damaged(fmt::format("{} are not a record", what)));
  return record;
}

Result<With> read_with(JsonCursor& in) {
  With with;
  bool first = true;
  if (next_member(in, "ignore", first)) {
    INFRA_ASSIGN(with.ignore, read_texts(in));
  }
  if (next_member(in, "protect", first)) {
    with.protect = in.skip("true");
    if (!*with.protect) INFRA_TRY(in.expect("false"));
  }
  if (next_member(in, "provider", first)) {
    INFRA_ASSIGN(with.provider, in.string());
  }
  INFRA_TRY(read_number(in, "retain", with.retain, first));
  INFRA_TRY(read_number(in, "timeout_ms", with.timeout_ms, first));
  INFRA_TRY(in.expect("}"));
  return with;
}

Result<Lookup> read_lookup(JsonCursor& in, Plan& plan) {
  Lookup lookup;
  INFRA_TRY(in.expect("{\"address\":"));
  INFRA_ASSIGN(lookup.address, in.string());
  INFRA_TRY(in.expect(",\"edges\":"));
  INFRA_ASSIGN(lookup.edges, read_edges(in));
  INFRA_TRY(in.expect(",\"find\":"));
  INFRA_ASSIGN(lookup.find, read_record(in, *plan.values, fmt::format("the fields that find `{}`", lookup.address)));
  INFRA_TRY(in.expect(",\"kind\":"));
  INFRA_ASSIGN(lookup.kind, read_kind_name(in, plan.kinds));
  lookup.is_optional = in.skip(",\"optional\":true");
  if (in.skip(",\"provider\":")) {
    INFRA_ASSIGN(lookup.provider, in.string());
  }
  INFRA_TRY(in.expect("}"));
  return lookup;
}

Result<Policy> read_policy(JsonCursor& in, Plan& plan) {
  Policy policy;
  bool first = true;
  INFRA_TRY(in.expect("{"));
  if (next_member(in, "controls", first)) {
    INFRA_ASSIGN(policy.controls, read_texts(in));
  }
  if (next_member(in, "findings", first)) {
    auto read = [&]() -> Result<void> {
      INFRA_ASSIGN(Finding finding, read_finding(in, *plan.values));
      policy.findings.push_back(std::move(finding));
      return {};
    };
    INFRA_TRY(in.array(read));
  }
  if (!next_member(in, "name", first)) return fail(in.not_canonical("the name of a policy was expected"));
  INFRA_ASSIGN(policy.name, in.string());
  INFRA_TRY(in.expect(",\"passed\":"));
  INFRA_ASSIGN(policy.passed, in.integer());
  INFRA_TRY(in.expect("}"));
  return policy;
}

Result<Provider> read_provider(JsonCursor& in, Plan& plan) {
  Provider provider;
  INFRA_TRY(in.expect("{\"config\":"));
  INFRA_ASSIGN(provider.config, read_record(in, *plan.values, "the settings of a provider"));
  INFRA_TRY(in.expect(",\"name\":"));
  INFRA_ASSIGN(provider.name, in.string());
  INFRA_TRY(in.expect(",\"provider\":"));
  INFRA_ASSIGN(provider.provider, in.string());
  INFRA_TRY(in.expect("}"));
  return provider;
}

Result<Rollout> read_rollout(JsonCursor& in) {
  Rollout rollout;
  bool first = false;
  INFRA_TRY(in.expect("{\"address\":"));
  INFRA_ASSIGN(rollout.address, in.string());
  INFRA_TRY(read_number(in, "batch", rollout.batch, first));
  INFRA_TRY(read_number(in, "canary", rollout.canary, first));
  INFRA_TRY(read_number(in, "confirm_ms", rollout.confirm_ms, first));
  INFRA_TRY(read_number(in, "deadline_ms", rollout.deadline_ms, first));
  INFRA_TRY(read_number(in, "healthy_for_ms", rollout.healthy_for_ms, first));
  INFRA_TRY(in.expect(",\"members\":"));
  INFRA_ASSIGN(rollout.members, read_texts(in));
  INFRA_TRY(read_number(in, "min_available", rollout.min_available, first));
  INFRA_TRY(in.expect("}"));
  return rollout;
}

Result<Waiver> read_waiver(JsonCursor& in) {
  Waiver waiver;
  INFRA_TRY(in.expect("{\"address\":"));
  INFRA_ASSIGN(waiver.address, in.string());
  INFRA_TRY(in.expect(",\"because\":"));
  INFRA_ASSIGN(waiver.because, in.string());
  INFRA_TRY(in.expect(",\"by\":"));
  INFRA_ASSIGN(waiver.by, in.string());
  INFRA_TRY(in.expect(",\"from\":"));
  INFRA_ASSIGN(waiver.from, in.string());
  INFRA_TRY(in.expect(",\"policy\":"));
  INFRA_ASSIGN(waiver.policy, in.string());
  INFRA_TRY(in.expect(",\"until\":"));
  INFRA_ASSIGN(waiver.until, in.string());
  INFRA_TRY(in.expect("}"));
  return waiver;
}

}  // namespace infra::plan
