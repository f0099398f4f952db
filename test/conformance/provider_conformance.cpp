#include "test/conformance/provider_conformance.h"

#include <unistd.h>

#include <algorithm>
#include <thread>

#include "test/support/fake_system.h"

namespace infra::test {

using namespace runtime;
using namespace std::chrono_literals;

bool provider_conformance_is_linked() { return true; }

void ProviderConformance::SetUp() {
  static int runs = 0;
  lineage_ = "lineage-" + std::to_string(getpid()) + "-" + std::to_string(++runs);
  bed_ = GetParam().make();
  kind_ = bed_->desired(0).kind;
}

void ProviderConformance::TearDown() { bed_.reset(); }

Call ProviderConformance::call(uint64_t instance, const std::string& token, const std::string& address) {
  Call made;
  made.stamp = {lineage_, "conformance", address, "sha256:" + std::string(64, 'a'), instance};
  made.fence = fence_;
  made.token = token;
  made.deadline = 30s;
  return made;
}

Capabilities ProviderConformance::capabilities() {
  auto all = provider().describe();
  if (!all) return ADD_FAILURE() << all.error().message, Capabilities{};
  for (const Capabilities& one : *all) {
    if (one.kind == kind_) return one;
  }
  return ADD_FAILURE() << "it does not describe " << kind_, Capabilities{};
}

bool ProviderConformance::dies(const std::string& failpoint, const std::function<bool()>& act) {
  bed_->crash_at(failpoint);
  bool answered = false;
  try {
    answered = act();
  } catch (const Killed&) {}
  bool died = bed_->recover();
  EXPECT_TRUE(died) << failpoint << " was not reached";
  EXPECT_FALSE(died && answered) << failpoint << ": dead, and yet it answered";
  return died;
}

std::vector<Found> ProviderConformance::found(const std::string& address) {
  auto list = provider().find(call(0, ""), kind_, lineage_, address);
  return list ? *list : (ADD_FAILURE() << list.error().error.message, std::vector<Found>());
}

void ProviderConformance::expect_healthy(const std::string& id) {
  if (!capabilities().has_health) return;
  CallResult<HealthReport> report;
  for (int i = 0; i < 600; ++i) {
    report = provider().health(call(1, ""), kind_, id);
    ASSERT_TRUE(report) << report.error().error.message;
    if (report->state == HealthState::Healthy) return;
    std::this_thread::sleep_for(20ms);  // A real process comes up in its own time; the loop ends when it has.
  }
  FAIL() << "not healthy: " << (report->answers.empty() ? "no answer" : report->answers.back());
}

TEST_P(ProviderConformance, SaysWhichTargetAndProgramItIs) {
  auto first = provider().target(), second = provider().target();
  ASSERT_TRUE(first && second);
  EXPECT_FALSE(first->empty());
  EXPECT_EQ(*first, *second);
  EXPECT_TRUE(provider().program());
}

TEST_P(ProviderConformance, WhatIsCreatedIsReadFoundAndDestroyed) {
  Call create = call(1, "create");
  std::string reported;
  create.report_id = [&](const std::string& id) { reported = id; };
  auto valid = provider().validate(create, bed_->desired(0));
  ASSERT_TRUE(valid) << valid.error().message;
  auto created = provider().create(create, bed_->desired(0));
  ASSERT_TRUE(created) << created.error().error.message;
  EXPECT_EQ(reported, created->id) << "an id is reported as soon as there is one";
  EXPECT_EQ(bed_->count_in_world(), 1u);
  expect_healthy(created->id);
  auto observed = provider().read(call(1, ""), kind_, created->id);
  ASSERT_TRUE(observed) << observed.error().error.message;
  EXPECT_EQ(observed->presence, Presence::Running);
  EXPECT_EQ(observed->attributes, created->baseline) << "untouched is no drift";
  EXPECT_EQ(observed->results, created->results);
  EXPECT_EQ(observed->stamp, create.stamp);
  auto list = found();
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].id, created->id);
  EXPECT_EQ(list[0].stamp, create.stamp);
  EXPECT_EQ(list[0].token, "create");

  auto destroyed = provider().destroy(call(1, "destroy"), kind_, created->id);
  ASSERT_TRUE(destroyed) << destroyed.error().error.message;
  EXPECT_EQ(bed_->count_in_world(), 0u);
  EXPECT_TRUE(found().empty());
  observed = provider().read(call(1, ""), kind_, created->id);
  ASSERT_TRUE(observed);
  EXPECT_EQ(observed->presence, Presence::Gone);
  EXPECT_TRUE(provider().destroy(call(1, "destroy again"), kind_, created->id)) << "gone already is success";
}

TEST_P(ProviderConformance, WhatNeverWasIsGone) {
  auto observed = provider().read(call(1, ""), kind_, "never-was");
  ASSERT_TRUE(observed) << observed.error().error.message;
  EXPECT_EQ(observed->presence, Presence::Gone);
  EXPECT_TRUE(provider().destroy(call(1, "destroy"), kind_, "never-was"));
}

TEST_P(ProviderConformance, TheSameTokenIsTheSameCall) {
  auto first = provider().create(call(1, "create"), bed_->desired(0));
  ASSERT_TRUE(first) << first.error().error.message;
  auto second = provider().create(call(1, "create"), bed_->desired(0));
  ASSERT_TRUE(second) << second.error().error.message;
  EXPECT_EQ(first->id, second->id);
  EXPECT_EQ(first->results, second->results);
  EXPECT_EQ(first->baseline, second->baseline);
  EXPECT_EQ(bed_->count_in_world(), 1u);
  EXPECT_TRUE(provider().destroy(call(1, "destroy"), kind_, first->id));
}

TEST_P(ProviderConformance, TheSameTokenAtTheSameTimeMakesOneThing) {
  std::vector<std::thread> threads;
  std::vector<CallResult<Created>> results(4);
  for (auto& result : results)
    threads.emplace_back([&] { result = provider().create(call(1, "create"), bed_->desired(0)); });
  for (std::thread& thread : threads) thread.join();
  for (auto& result : results) {
    ASSERT_TRUE(result) << result.error().error.message;
    EXPECT_EQ(result->id, results[0]->id);
    EXPECT_EQ(result->results, results[0]->results);
  }
  EXPECT_EQ(bed_->count_in_world(), 1u);
  EXPECT_TRUE(provider().destroy(call(1, "destroy"), kind_, results[0]->id));
}

TEST_P(ProviderConformance, FindsByLineageAndAddress) {
  auto made = provider().create(call(1, "create", "a"), bed_->desired(0));
  ASSERT_TRUE(made) << made.error().error.message;
  EXPECT_EQ(found("a").size(), 1u);
  EXPECT_EQ(found("").size(), 1u) << "without an address: every one of the lineage";
  EXPECT_TRUE(found("b").empty());
  auto other = provider().find(call(0, ""), kind_, "another lineage", "");
  ASSERT_TRUE(other);
  EXPECT_TRUE(other->empty());
  auto anyones = provider().find(call(0, ""), kind_, "", "");
  ASSERT_TRUE(anyones);
  EXPECT_TRUE(std::any_of(anyones->begin(), anyones->end(), [&](const Found& one) { return one.id == made->id; }));
  EXPECT_TRUE(provider().destroy(call(1, "destroy", "a"), kind_, made->id));
}

TEST_P(ProviderConformance, AnOlderHolderIsRefusedAndChangesNothing) {
  fence_ = {1, 5};
  auto made = provider().create(call(1, "create"), bed_->desired(0));
  ASSERT_TRUE(made) << made.error().error.message;
  for (Fence old : {Fence{1, 4}, Fence{0, 9}}) {
    fence_ = old;
    auto destroyed = provider().destroy(call(1, "destroy"), kind_, made->id);
    ASSERT_FALSE(destroyed);
    EXPECT_EQ(destroyed.error().error.code, "E0803");
    EXPECT_EQ(destroyed.error().certainty, Certainty::NotDone);
    auto second = provider().create(call(2, "second"), bed_->desired(0));
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().error.code, "E0803");
  }
  EXPECT_EQ(bed_->count_in_world(), 1u);
  fence_ = {2, 1};
  EXPECT_TRUE(provider().destroy(call(1, "destroy"), kind_, made->id)) << "a higher epoch counts before any fence";
}

TEST_P(ProviderConformance, ACreateThatWasBrokenOffIsFoundAndFinished) {
  uint64_t instance = 0;
  for (const std::string& failpoint : bed_->create_failpoints()) {
    SCOPED_TRACE(failpoint);
    Call create = call(++instance, "create " + failpoint);
    ASSERT_TRUE(dies(failpoint, [&] { return bool(provider().create(create, bed_->desired(0))); }));
    auto list = found();
    ASSERT_LE(list.size(), 1u);
    for (const Found& one : list) {
      EXPECT_EQ(one.stamp, create.stamp);
      EXPECT_EQ(one.token, create.token);
    }
    auto created = provider().create(create, bed_->desired(0));
    ASSERT_TRUE(created) << created.error().error.message;
    EXPECT_EQ(bed_->count_in_world(), 1u) << "no orphan, no duplicate";
    auto observed = provider().read(call(instance, ""), kind_, created->id);
    ASSERT_TRUE(observed) << observed.error().error.message;
    EXPECT_EQ(observed->presence, Presence::Running);
    EXPECT_EQ(observed->attributes, created->baseline);
    EXPECT_EQ(found().size(), 1u);
    auto destroyed = provider().destroy(call(instance, "destroy " + failpoint), kind_, created->id);
    ASSERT_TRUE(destroyed) << destroyed.error().error.message;
    EXPECT_EQ(bed_->count_in_world(), 0u);
  }
}

TEST_P(ProviderConformance, ACreateThatWasBrokenOffCanBeDestroyed) {
  uint64_t instance = 0;
  for (const std::string& failpoint : bed_->create_failpoints()) {
    SCOPED_TRACE(failpoint);
    Call create = call(++instance, "create " + failpoint);
    ASSERT_TRUE(dies(failpoint, [&] { return bool(provider().create(create, bed_->desired(0))); }));
    for (const Found& one : found()) {
      auto destroyed = provider().destroy(call(instance, "destroy " + failpoint), kind_, one.id);
      ASSERT_TRUE(destroyed) << destroyed.error().error.message;
    }
    EXPECT_TRUE(found().empty());
    EXPECT_EQ(bed_->count_in_world(), 0u) << "no orphan";
  }
}

TEST_P(ProviderConformance, ADestroyThatWasBrokenOffIsFinished) {
  uint64_t instance = 0;
  for (const std::string& failpoint : bed_->destroy_failpoints()) {
    SCOPED_TRACE(failpoint);
    auto created = provider().create(call(++instance, "create " + failpoint), bed_->desired(0));
    ASSERT_TRUE(created) << created.error().error.message;
    Call destroy = call(instance, "destroy " + failpoint);
    ASSERT_TRUE(dies(failpoint, [&] { return bool(provider().destroy(destroy, kind_, created->id)); }));
    auto destroyed = provider().destroy(destroy, kind_, created->id);
    ASSERT_TRUE(destroyed) << destroyed.error().error.message;
    EXPECT_EQ(bed_->count_in_world(), 0u);
    EXPECT_TRUE(found().empty());
  }
}

TEST_P(ProviderUpdateConformance, AnUpdateChangesInPlaceAndBack) {
  EXPECT_TRUE(capabilities().updates_in_place);
  auto created = provider().create(call(1, "create"), bed_->desired(0));
  ASSERT_TRUE(created) << created.error().error.message;
  Desired before = bed_->desired(0), after = bed_->desired(1);
  auto planned = provider().plan_change(kind_, before.inputs, after.inputs);
  ASSERT_TRUE(planned) << planned.error().message;
  EXPECT_EQ(planned->change, ChangeKind::InPlace);
  planned = provider().plan_change(kind_, before.inputs, before.inputs);
  ASSERT_TRUE(planned);
  EXPECT_EQ(planned->change, ChangeKind::Nothing);

  Call move = call(1, "move");
  move.stamp.identity = "sha256:" + std::string(64, 'b');
  auto updated = provider().update(move, created->id, before.inputs, after);
  ASSERT_TRUE(updated) << updated.error().error.message;
  EXPECT_EQ(updated->id, created->id);
  EXPECT_NE(updated->baseline, created->baseline);
  EXPECT_EQ(bed_->count_in_world(), 1u);
  auto observed = provider().read(call(1, ""), kind_, created->id);
  ASSERT_TRUE(observed) << observed.error().error.message;
  EXPECT_EQ(observed->attributes, updated->baseline);
  EXPECT_EQ(observed->stamp, move.stamp) << "the thing bears the stamp of what it is now";
  auto again = provider().update(move, created->id, before.inputs, after);
  ASSERT_TRUE(again) << again.error().error.message;
  EXPECT_EQ(again->baseline, updated->baseline);

  auto back = provider().update(call(1, "back"), created->id, after.inputs, before);
  ASSERT_TRUE(back) << back.error().error.message;
  EXPECT_EQ(back->baseline, created->baseline);
  EXPECT_TRUE(provider().destroy(call(1, "destroy"), kind_, created->id));
  EXPECT_EQ(bed_->count_in_world(), 0u);
}

TEST_P(ProviderUpdateConformance, AnUpdateThatWasBrokenOffIsFinishedOrTakenBack) {
  uint64_t instance = 0;
  for (bool finish : {true, false}) {
    for (const std::string& failpoint : bed_->update_failpoints()) {
      SCOPED_TRACE(failpoint);
      auto created = provider().create(call(++instance, "create " + failpoint), bed_->desired(0));
      ASSERT_TRUE(created) << created.error().error.message;
      Desired before = bed_->desired(0), after = bed_->desired(1);
      Call move = call(instance, "move " + failpoint);
      ASSERT_TRUE(dies(failpoint, [&] { return bool(provider().update(move, created->id, before.inputs, after)); }));
      auto settled = finish ? provider().update(move, created->id, before.inputs, after)
                            : provider().update(call(instance, "back " + failpoint), created->id, after.inputs, before);
      ASSERT_TRUE(settled) << settled.error().error.message;
      EXPECT_EQ(settled->baseline == created->baseline, !finish);
      EXPECT_EQ(bed_->count_in_world(), 1u);
      auto observed = provider().read(call(instance, ""), kind_, created->id);
      ASSERT_TRUE(observed) << observed.error().error.message;
      EXPECT_EQ(observed->attributes, settled->baseline);
      EXPECT_TRUE(provider().destroy(call(instance, "destroy " + failpoint), kind_, created->id));
      EXPECT_EQ(bed_->count_in_world(), 0u);
    }
  }
}

TEST_P(ProviderForeignConformance, WhatIsSomebodyElsesIsRefusedAndNotTouched) {
  Call create = call(1, "create");
  bed_->put_foreign(create.stamp);
  auto created = provider().create(create, bed_->desired(0));
  ASSERT_FALSE(created);
  EXPECT_EQ(created.error().certainty, Certainty::NotDone);
  EXPECT_TRUE(bed_->foreign_untouched());
  EXPECT_TRUE(found().empty());
}

TEST_P(ProviderStopConformance, WhatWasStoppedIsTheSameAndStartsAgain) {
  EXPECT_TRUE(capabilities().can_stop);
  auto created = provider().create(call(1, "create"), bed_->desired(0));
  ASSERT_TRUE(created) << created.error().error.message;
  expect_healthy(created->id);
  for (const char* token : {"stop", "stop again"}) {
    auto stopped = provider().stop(call(1, token), kind_, created->id);
    ASSERT_TRUE(stopped) << stopped.error().error.message;
    EXPECT_EQ(bed_->count_in_world(), 0u);
    auto observed = provider().read(call(1, ""), kind_, created->id);
    ASSERT_TRUE(observed);
    EXPECT_EQ(observed->presence, Presence::Stopped);
    EXPECT_EQ(observed->attributes, created->baseline) << "stopped is not modified";
  }
  for (const char* token : {"start", "start again"}) {
    auto started = provider().start(call(1, token), kind_, created->id);
    ASSERT_TRUE(started) << started.error().error.message;
    EXPECT_EQ(bed_->count_in_world(), 1u);
  }
  expect_healthy(created->id);
  auto observed = provider().read(call(1, ""), kind_, created->id);
  ASSERT_TRUE(observed);
  EXPECT_EQ(observed->presence, Presence::Running);
  EXPECT_EQ(observed->results, created->results) << "the same port, the same place";
  EXPECT_TRUE(provider().destroy(call(1, "destroy"), kind_, created->id));
  EXPECT_EQ(bed_->count_in_world(), 0u);
}

}  // namespace infra::test
