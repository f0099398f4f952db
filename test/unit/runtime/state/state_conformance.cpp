#include "test/unit/runtime/state/state_conformance.h"

namespace infra::runtime {

Instance sample_instance(uint64_t number, const std::string& address) {
  Instance row;
  row.number = number;
  row.address = address;
  row.identity = sha256("identity of " + address);
  row.status = InstanceStatus::Creating;
  row.kind = "std.compute.Service";
  row.kind_version = 2;
  row.lifecycle = plan::Lifecycle::Persistent;
  row.provider = "service";
  row.provider_id = "id-" + std::to_string(number);
  row.inputs = {{"command", {"bin/app", "--grüße", "\"quoted\""}}, {"port", 9'007'199'254'740'993}, {"ratio", 0.1}};
  row.inputs_digest = sha256("inputs");
  row.results = {{"url", "http://127.0.0.1:8080/"}};
  row.baseline = {{"mode", 493}};
  row.made_with = {{"archive", 3, {{"root", "/srv/a"}}}, {"volume", 4, Json::object()}};
  row.plan = sha256("plan");
  row.protect = true;
  row.run = 1;
  return row;
}

Run sample_run() {
  Run run;
  run.verb = "apply";
  run.change_set = sha256("change set");
  run.plan = sha256("plan");
  run.generation = 1;
  run.started_ms = 1'767'225'600'000;
  run.who = "ada@example";
  return run;
}

Intent sample_intent(uint64_t run, const std::string& address) {
  Intent intent;
  intent.run = run;
  intent.step = "create " + address;
  intent.operation = "create";
  intent.address = address;
  intent.instance = 1;
  intent.kind = "std.compute.Service";
  intent.provider = "service";
  intent.token = "0123456789abcdef";
  intent.input = sha256("inputs");
  intent.fence = 1;
  intent.detail = {{"before", {{"1", {{"listen", 80}}}}}};
  return intent;
}

void expect_same(const Instance& a, const Instance& b) {
  EXPECT_EQ(a.number, b.number);
  EXPECT_EQ(a.address, b.address);
  EXPECT_EQ(a.identity, b.identity);
  EXPECT_EQ(a.status, b.status);
  EXPECT_EQ(a.kind, b.kind);
  EXPECT_EQ(a.kind_version, b.kind_version);
  EXPECT_EQ(a.lifecycle, b.lifecycle);
  EXPECT_EQ(a.provider, b.provider);
  EXPECT_EQ(a.provider_id, b.provider_id);
  EXPECT_EQ(a.inputs, b.inputs);
  EXPECT_EQ(a.inputs_digest, b.inputs_digest);
  EXPECT_EQ(a.results, b.results);
  EXPECT_EQ(a.baseline, b.baseline);
  ASSERT_EQ(a.made_with.size(), b.made_with.size());
  for (size_t i = 0; i < a.made_with.size(); ++i) {
    EXPECT_EQ(a.made_with[i].address, b.made_with[i].address);
    EXPECT_EQ(a.made_with[i].instance, b.made_with[i].instance);
    EXPECT_EQ(a.made_with[i].results, b.made_with[i].results);
  }
  EXPECT_EQ(a.plan, b.plan);
  EXPECT_EQ(a.protect, b.protect);
  EXPECT_EQ(a.run, b.run);
  EXPECT_EQ(a.revision, b.revision);
  EXPECT_EQ(a.fence, b.fence);
}

}  // namespace infra::runtime
