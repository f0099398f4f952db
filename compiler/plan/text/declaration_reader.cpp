// Reads what stands beside kinds and outputs: settings, lookups, providers, rollouts, policies, waivers.
#include <algorithm>

#include <fmt/format.h>

#include "compiler/plan/text/names.h"
#include "compiler/plan/text/reader.h"

namespace infra::plan {

Result<void> TextBody::read(TextCursor& in, value::ValueStore& values,
                            const std::function<Result<void>(std::string)>& line) {
  INFRA_TRY(in.expect("{"));
  while (!in.skip("}")) {
    INFRA_ASSIGN(std::string word, in.name(word_length, "a name or the word of a line"));
    if (!in.skip("=")) {
      INFRA_TRY(line(std::move(word)));
      continue;
    }
    if (std::find(names_.begin(), names_.end(), word) != names_.end()) {
      return fail(in.wrong(fmt::format("`{}` stands twice", word)));
    }
    INFRA_ASSIGN(value::ValueId value, read_text_value(in, values));
    names_.push_back(std::move(word));
    values_.push_back(value);
  }
  return {};
}

value::ValueId TextBody::record(value::ValueStore& values) const {
  std::vector<std::string_view> names(names_.begin(), names_.end());
  return values.record(names, values_);
}

Result<uint32_t> read_text_kind(TextCursor& in, const Plan& plan) {
  INFRA_ASSIGN(std::string name, in.name(dotted_length, "a kind"));
  auto kind = std::find_if(plan.kinds.begin(), plan.kinds.end(), [&](const Kind& k) { return k.name == name; });
  if (kind == plan.kinds.end()) return fail(in.wrong(fmt::format("there is no kind `{}` above", name)));
  return static_cast<uint32_t>(kind - plan.kinds.begin());
}

Result<void> read_text_edge(TextCursor& in, const std::string& word, std::vector<Edge>& edges) {
  auto edge = edge_from_text(word);
  if (!edge) return fail(in.wrong("`=` or the target of an edge was expected"));
  INFRA_ASSIGN(std::string target, in.name(address_length, "an address"));
  edges.push_back({*edge, std::move(target)});
  return {};
}

Result<void> read_text_with(TextCursor& in, With& with) {
  INFRA_ASSIGN(std::string setting, in.name(word_length, "a setting"));
  INFRA_TRY(in.expect("="));
  if (setting == "protect") {
    with.protect = in.skip_word("true");
    return *with.protect ? Result<void>() : in.expect_word("false");
  }
  if (setting == "timeout_ms") {
    INFRA_ASSIGN(with.timeout_ms, in.integer());
  } else if (setting == "retain") {
    INFRA_ASSIGN(with.retain, in.integer());
  } else if (setting == "provider") {
    INFRA_ASSIGN(with.provider, in.quoted());
  } else if (setting == "ignore") {
    INFRA_ASSIGN(std::string field, in.quoted());
    with.ignore.push_back(std::move(field));
  } else {
    return fail(in.wrong(fmt::format("there is no setting `{}`", setting)));
  }
  return {};
}

Result<Lookup> read_text_lookup(TextCursor& in, Plan& plan) {
  Lookup lookup;
  INFRA_ASSIGN(lookup.address, in.name(address_length, "an address"));
  INFRA_TRY(in.expect(":"));
  INFRA_ASSIGN(lookup.kind, read_text_kind(in, plan));
  lookup.is_optional = in.skip_word("optional");
  TextBody body;
  auto line = [&](const std::string& word) -> Result<void> {
    if (word != "with") return read_text_edge(in, word, lookup.edges);
    INFRA_TRY(in.expect_word("provider"));
    INFRA_TRY(in.expect("="));
    INFRA_ASSIGN(lookup.provider, in.quoted());
    return {};
  };
  INFRA_TRY(body.read(in, *plan.values, line));
  lookup.find = body.record(*plan.values);
  return lookup;
}

Result<Provider> read_text_provider(TextCursor& in, Plan& plan) {
  Provider provider;
  INFRA_ASSIGN(provider.name, in.quoted());
  INFRA_TRY(in.expect_word("via"));
  INFRA_ASSIGN(provider.provider, in.quoted());
  TextBody body;
  INFRA_TRY(body.read(in, *plan.values,
                      [&](const std::string&) -> Result<void> { return fail(in.wrong("`=` was expected")); }));
  provider.config = body.record(*plan.values);
  return provider;
}

Result<Policy> read_text_policy(TextCursor& in, Plan& plan) {
  Policy policy;
  INFRA_ASSIGN(policy.name, in.quoted());
  INFRA_TRY(in.expect_word("passed"));
  INFRA_ASSIGN(policy.passed, in.integer());
  INFRA_TRY(in.expect("{"));
  while (!in.skip("}")) {
    if (in.skip_word("control")) {
      INFRA_ASSIGN(std::string control, in.quoted());
      policy.controls.push_back(std::move(control));
      continue;
    }
    INFRA_TRY(in.expect_word("finding"));
    Finding finding;
    INFRA_ASSIGN(finding.address, in.name(address_length, "an address"));
    INFRA_TRY(in.expect(":"));
    INFRA_ASSIGN(finding.condition, read_text_value(in, *plan.values));
    if (in.skip_word("else")) {
      INFRA_ASSIGN(finding.message, read_text_value(in, *plan.values));
    }
    policy.findings.push_back(std::move(finding));
  }
  return policy;
}

Result<Rollout> read_text_rollout(TextCursor& in) {
  Rollout rollout;
  INFRA_ASSIGN(rollout.address, in.name(address_length, "an address"));
  INFRA_TRY(in.expect("{"));
  while (!in.skip("}")) {
    INFRA_ASSIGN(std::string word, in.name(word_length, "a setting or `member`"));
    if (word == "member") {
      INFRA_ASSIGN(std::string member, in.name(address_length, "an address"));
      rollout.members.push_back(std::move(member));
      continue;
    }
    std::optional<int64_t>* setting = word == "batch"            ? &rollout.batch
                                      : word == "canary"         ? &rollout.canary
                                      : word == "min_available"  ? &rollout.min_available
                                      : word == "healthy_for_ms" ? &rollout.healthy_for_ms
                                      : word == "deadline_ms"    ? &rollout.deadline_ms
                                      : word == "confirm_ms"     ? &rollout.confirm_ms
                                                                 : nullptr;
    if (setting == nullptr) return fail(in.wrong(fmt::format("a rollout has no `{}`", word)));
    INFRA_TRY(in.expect("="));
    INFRA_ASSIGN(*setting, in.integer());
  }
  return rollout;
}

Result<Waiver> read_text_waiver(TextCursor& in) {
  Waiver waiver;
  INFRA_ASSIGN(waiver.policy, in.quoted());
  INFRA_TRY(in.expect_word("on"));
  INFRA_ASSIGN(waiver.address, in.name(address_length, "an address"));
  INFRA_TRY(in.expect_word("by"));
  INFRA_ASSIGN(waiver.by, in.quoted());
  INFRA_TRY(in.expect_word("from"));
  INFRA_ASSIGN(waiver.from, in.quoted());
  INFRA_TRY(in.expect_word("until"));
  INFRA_ASSIGN(waiver.until, in.quoted());
  INFRA_TRY(in.expect_word("because"));
  INFRA_ASSIGN(waiver.because, in.quoted());
  return waiver;
}

}  // namespace infra::plan
