#include <gtest/gtest.h>

#include <thread>

#include "test/unit/runtime/journal/journal_fixture.h"

namespace infra::runtime {
namespace {

using RunRow = Run;

class JournalTest : public testing::Test {
 protected:
  void SetUp() override {
    system_.environment["XDG_DATA_HOME"] = temp_ / "data";
    worker_ = std::make_unique<Worker>(system_, folder_);
  }
  std::unique_ptr<StateReader> read() { return std::move(*worker_->state->read()); }
  std::vector<std::string> events() {
    std::vector<std::string> names;
    const auto all = read()->audit().value();
    for (const AuditRecord& record : all) names.push_back(record.event);
    return names;
  }

  test::TempFolder temp_{test::InMemory()};
  test::FakeSystem system_;
  std::string folder_ = temp_ / ".infra";
  std::unique_ptr<Worker> worker_;
};

TEST_F(JournalTest, ARunWritesDownEverythingInItsOrder) {
  worker_.reset();
  run_to_the_end(system_, folder_, "first");
  worker_ = std::make_unique<Worker>(system_, folder_);
  EXPECT_EQ(events(), (std::vector<std::string>{"init", "run.start", "intent", "id", "outcome", "ready", "intent", "id",
                                                "outcome", "ready", "commit", "join", "pin", "run.end", "join"}));
  EXPECT_EQ(read()->unfinished_run().value(), std::nullopt);
  EXPECT_EQ(read()->head().value()->number, 1u);
  const auto map = read()->map_at(1).value();
  ASSERT_EQ(map.size(), 2u);
  EXPECT_EQ(read()->instance(*map.at("app[1]").instance).value()->status, InstanceStatus::Current);
  EXPECT_EQ(read()->document(sha256("plan of first")).value(), "plan of first");
}

TEST_F(JournalTest, AnIntentIsOnDiskWithTheNumberOfWhatItWillMake) {
  const RunRow run = worker_->journal->open_run(sample_start("a")).value();
  Intent intent = create_intent("app");
  Instance row = new_instance("app");
  ASSERT_TRUE(worker_->journal->open_create(intent, row));
  EXPECT_EQ(row.number, 1u);
  EXPECT_EQ(row.status, InstanceStatus::Creating);
  EXPECT_EQ(row.run, run.id);
  EXPECT_EQ(intent.instance, 1u);
  EXPECT_EQ(intent.run, run.id);
  EXPECT_EQ(intent.fence, worker_->lease->fence().fence);
  EXPECT_EQ(intent.token.size(), 32u);
  const auto open = read()->open_intents().value();
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].token, intent.token);
}

TEST_F(JournalTest, AChangeSetStartsOneRun) {
  RunRow run = worker_->journal->open_run(sample_start("a")).value();
  EXPECT_EQ(worker_->journal->open_run(sample_start("b")).error().code, "E0611");
  ASSERT_TRUE(worker_->journal->end_run(run, RunStatus::Failed));
  EXPECT_EQ(worker_->journal->open_run(sample_start("a")).error().code, "E0614");
  EXPECT_EQ(worker_->journal->open_run(sample_start("b")).value().generation, 2u) << "a number is burned, not reused";
}

TEST_F(JournalTest, AnAbandonedRunEndsInTheMomentInWhichAnotherTakesItsPlace) {
  const RunRow first = worker_->journal->open_run(sample_start("a")).value();
  Intent intent = create_intent("app");
  Instance row = new_instance("app");
  ASSERT_TRUE(worker_->journal->open_create(intent, row));
  RunStart start = sample_start("b");
  start.abandons = first.id;
  const RunRow second = worker_->journal->open_run(start).value();
  EXPECT_EQ(read()->unfinished_run().value()->id, second.id);
  EXPECT_EQ(read()->runs().value()[1].status, RunStatus::Abandoned);
  ASSERT_EQ(read()->open_intents().value().size(), 1u) << "what it left open is still to be settled";
  ASSERT_TRUE(worker_->journal->close_intent(intent, IntentStatus::Failed, {&row}));
  EXPECT_EQ(read()->audit().value().back().run, second.id);
}

TEST_F(JournalTest, AFailedOperationChangesNothing) {
  ASSERT_TRUE(worker_->journal->open_run(sample_start("a")));
  Intent intent = create_intent("app");
  Instance row = new_instance("app");
  ASSERT_TRUE(worker_->journal->open_create(intent, row));
  Instance stale = row;
  row.status = InstanceStatus::Ready;
  ASSERT_TRUE(worker_->journal->put_rows("ready", {&row}));
  const size_t records = read()->audit().value().size();
  EXPECT_EQ(worker_->journal->close_intent(intent, IntentStatus::Done, {&stale}).error().code, "E0610");
  EXPECT_EQ(intent.status, IntentStatus::Open);
  EXPECT_EQ(stale.revision, 1u);
  EXPECT_EQ(read()->open_intents().value().size(), 1u);
  EXPECT_EQ(read()->audit().value().size(), records) << "no audit record without its change";
}

TEST_F(JournalTest, ThreadsShareCommitsAndNoneSuffersFromAnothersFailure) {
  ASSERT_TRUE(worker_->journal->open_run(sample_start("a")));
  Instance shared = new_instance("shared");
  Intent first = create_intent("shared");
  ASSERT_TRUE(worker_->journal->open_create(first, shared));
  std::atomic<int> conflicts = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 10; ++i) {
        const std::string address = "app[" + std::to_string(t * 10 + i) + "]";
        Intent intent = create_intent(address);
        Instance row = new_instance(address);
        ASSERT_TRUE(worker_->journal->open_create(intent, row));
        row.status = InstanceStatus::Ready;
        ASSERT_TRUE(worker_->journal->close_intent(intent, IntentStatus::Done, {&row}));
        Instance mine = shared;  // all of them write this one, and one succeeds
        if (!worker_->journal->put_rows("race", {&mine})) ++conflicts;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(conflicts, 79);
  EXPECT_EQ(read()->instances().value().size(), 81u);
  EXPECT_TRUE(read()->open_intents().value().size() == 1u);
}

}  // namespace
}  // namespace infra::runtime
