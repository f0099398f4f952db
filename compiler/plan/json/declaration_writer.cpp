// Writes what stands beside kinds and resources: settings, lookups, providers, rollouts, policies, waivers. Members in
// the order of their names; what is as usual is left out.
#include "compiler/plan/json/json_writer.h"

namespace infra::plan {
namespace {

/// The members of one object, with the commas between them.
class Members {
 public:
  explicit Members(std::string& out) : out_(out) { out_.push_back('{'); }
  ~Members() { out_.push_back('}'); }
  Members(const Members&) = delete;
  Members& operator=(const Members&) = delete;

  std::string& name(std::string_view name) {
    out_ += first_ ? "\"" : ",\"";
    first_ = false;
    out_ += name;
    out_ += "\":";
    return out_;
  }
  void text(std::string_view member, std::string_view content) { append_json_string(name(member), content); }
  void texts(std::string_view member, const std::vector<std::string>& items) {
    name(member);
    write_array(out_, items, [&](const std::string& item) { append_json_string(out_, item); });
  }
  void number(std::string_view member, std::optional<int64_t> number) {
    if (number) write_integer(name(member), *number);
  }

 private:
  std::string& out_;
  bool first_ = true;
};

}  // namespace

void write_text(std::string& out, std::string_view head, std::string_view content) {
  out += head;
  append_json_string(out, content);
}

void write_edges(std::string& out, const std::vector<Edge>& edges) {
  write_array(out, edges, [&](const Edge& edge) {
    write_text(out, "[", edge_text(edge.kind));
    write_text(out, ",", edge.target);
    out.push_back(']');
  });
}

bool says_something(const With& with) {
  return with.protect || with.timeout_ms || with.retain || !with.provider.empty() || !with.ignore.empty();
}

void write_with(std::string& out, const With& with) {
  Members members(out);
  if (!with.ignore.empty()) members.texts("ignore", with.ignore);
  if (with.protect) members.name("protect") += *with.protect ? "true" : "false";
  if (!with.provider.empty()) members.text("provider", with.provider);
  members.number("retain", with.retain);
  members.number("timeout_ms", with.timeout_ms);
}

void write_lookup(std::string& out, const Plan& plan, const Lookup& lookup) {
  Members members(out);
  members.text("address", lookup.address);
  write_edges(members.name("edges"), lookup.edges);
  write_value(members.name("find"), *plan.values, lookup.find);
  members.text("kind", plan.kinds[lookup.kind].name);
  if (lookup.is_optional) members.name("optional") += "true";
  if (!lookup.provider.empty()) members.text("provider", lookup.provider);
}

void write_policy(std::string& out, const Plan& plan, const Policy& policy) {
  Members members(out);
  if (!policy.controls.empty()) members.texts("controls", policy.controls);
  if (!policy.findings.empty()) {
    write_array(members.name("findings"), policy.findings, [&](const Finding& finding) {
      Members parts(out);
      parts.text("address", finding.address);
      write_value(parts.name("condition"), *plan.values, finding.condition);
      if (finding.message.valid()) write_value(parts.name("message"), *plan.values, finding.message);
    });
  }
  members.text("name", policy.name);
  members.number("passed", policy.passed);
}

void write_provider(std::string& out, const Plan& plan, const Provider& provider) {
  Members members(out);
  write_value(members.name("config"), *plan.values, provider.config);
  members.text("name", provider.name);
  members.text("provider", provider.provider);
}

void write_rollout(std::string& out, const Rollout& rollout) {
  Members members(out);
  members.text("address", rollout.address);
  members.number("batch", rollout.batch);
  members.number("canary", rollout.canary);
  members.number("confirm_ms", rollout.confirm_ms);
  members.number("deadline_ms", rollout.deadline_ms);
  members.number("healthy_for_ms", rollout.healthy_for_ms);
  members.texts("members", rollout.members);
  members.number("min_available", rollout.min_available);
}

void write_waiver(std::string& out, const Waiver& waiver) {
  Members members(out);
  members.text("address", waiver.address);
  members.text("because", waiver.because);
  members.text("by", waiver.by);
  members.text("from", waiver.from);
  members.text("policy", waiver.policy);
  members.text("until", waiver.until);
}

}  // namespace infra::plan
