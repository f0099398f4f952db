#include "test/unit/runtime/state/state_conformance.h"

namespace infra::runtime {
namespace {

class StateRows : public StateConformance {};

TEST_P(StateRows, AnInstanceComesBackAsItWasWritten) {
  Instance row = sample_instance(0, "app[0]");
  write([&](StateWriter& w) {
    row.number = w.next_instance_number().value();
    ASSERT_TRUE(w.put_instance(row));
  });
  EXPECT_EQ(row.number, 1u);
  EXPECT_EQ(row.revision, 1u);
  EXPECT_EQ(row.fence, lease_->fence().fence);
  expect_same(read()->instance(1).value().value(), row);
  reopen();
  expect_same(read()->instance(1).value().value(), row);
  EXPECT_FALSE(read()->instance(2).value());
}

TEST_P(StateRows, AWriteToAnOldRevisionIsRefused) {
  Instance row = sample_instance(7, "app");
  write([&](StateWriter& w) { ASSERT_TRUE(w.put_instance(row)); });
  Instance stale = row;
  row.status = InstanceStatus::Ready;
  write([&](StateWriter& w) { ASSERT_TRUE(w.put_instance(row)); });
  EXPECT_EQ(row.revision, 2u);
  EXPECT_EQ(transact([&](StateWriter& w) { return w.put_instance(stale); }).error().code, "E0610");
  Instance fresh = sample_instance(7, "app");
  EXPECT_EQ(transact([&](StateWriter& w) { return w.put_instance(fresh); }).error().code, "E0610");
  EXPECT_EQ(read()->instance(7).value()->status, InstanceStatus::Ready);
}

TEST_P(StateRows, InstancesAreListedByAddressWithoutTheRetiredOnes) {
  write([&](StateWriter& w) {
    for (const auto& [number, address] : {std::pair{3, "b"}, {1, "a"}, {2, "b"}, {4, "c"}}) {
      Instance row = sample_instance(static_cast<uint64_t>(number), address);
      ASSERT_TRUE(w.put_instance(row));
      if (number != 2) continue;
      row.status = InstanceStatus::Retired;
      ASSERT_TRUE(w.put_instance(row));
    }
  });
  std::vector<uint64_t> numbers;
  const auto all = read()->instances().value();
  for (const Instance& row : all) numbers.push_back(row.number);
  EXPECT_EQ(numbers, (std::vector<uint64_t>{1, 3, 4}));
  EXPECT_EQ(read()->instances_of("b").value().size(), 2u);
  EXPECT_TRUE(read()->instances_of("none").value().empty());
}

TEST_P(StateRows, ANumberIsNeverDrawnTwiceEvenWhenNothingCameOfIt) {
  write([](StateWriter& w) {
    EXPECT_EQ(w.next_instance_number().value(), 1u);
    EXPECT_EQ(w.next_instance_number().value(), 2u);
    EXPECT_EQ(w.next_generation().value(), 1u);
  });
  reopen();
  write([](StateWriter& w) {
    EXPECT_EQ(w.next_instance_number().value(), 3u);
    EXPECT_EQ(w.next_generation().value(), 2u);
  });
}

TEST_P(StateRows, OneRunIsUnfinishedAtATime) {
  RunRow first = sample_run();
  write([&](StateWriter& w) { ASSERT_TRUE(w.put_run(first)); });
  EXPECT_EQ(first.id, 1u);
  RunRow second = sample_run();
  EXPECT_EQ(transact([&](StateWriter& w) { return w.put_run(second); }).error().code, "E0611");
  EXPECT_EQ(second.id, 0u);

  first.status = RunStatus::Committed;
  write([&](StateWriter& w) { ASSERT_TRUE(w.put_run(first)); });
  EXPECT_EQ(read()->unfinished_run().value()->id, 1u);
  EXPECT_EQ(transact([&](StateWriter& w) { return w.put_run(second); }).error().code, "E0611");

  first.status = RunStatus::Done;
  first.ended_ms = 5;
  write([&](StateWriter& w) {
    ASSERT_TRUE(w.put_run(first));
    ASSERT_TRUE(w.put_run(second));
  });
  EXPECT_EQ(read()->unfinished_run().value()->id, second.id);
  const std::vector<RunRow> runs = read()->runs().value();
  ASSERT_EQ(runs.size(), 2u);
  EXPECT_EQ(runs[0].id, second.id) << "newest first";
  EXPECT_EQ(runs[1].status, RunStatus::Done);
  EXPECT_EQ(runs[1].ended_ms, 5);
  EXPECT_EQ(runs[1].change_set, sha256("change set"));

  first.status = RunStatus::Open;
  EXPECT_FALSE(transact([&](StateWriter& w) { return w.put_run(first); })) << "what has ended stays ended";
}

TEST_P(StateRows, IntentsKeepTheirOrderAndTheirOutcome) {
  std::vector<Intent> intents;
  write([&](StateWriter& w) {
    for (const char* address : {"c", "a", "b"}) {
      intents.push_back(sample_intent(1, address));
      ASSERT_TRUE(w.put_intent(intents.back()));
    }
  });
  intents[1].status = IntentStatus::Done;
  intents[1].detail["after"] = 2;
  write([&](StateWriter& w) { ASSERT_TRUE(w.put_intent(intents[1])); });
  reopen();
  const std::vector<Intent> all = read()->intents(1).value();
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].address, "c");
  EXPECT_EQ(all[1].address, "a");
  EXPECT_EQ(all[1].status, IntentStatus::Done);
  EXPECT_EQ(all[1].detail, intents[1].detail);
  EXPECT_EQ(all[2].token, "0123456789abcdef");
  EXPECT_EQ(all[2].input, sha256("inputs"));
  EXPECT_EQ(read()->open_intents().value().size(), 2u);
  EXPECT_TRUE(read()->intents(2).value().empty());

  Intent never = sample_intent(1, "x");
  never.id = 99;
  EXPECT_EQ(transact([&](StateWriter& w) { return w.put_intent(never); }).error().code, "E0613");
}

TEST_P(StateRows, DocumentsAreNamedByTheirDigestAndKeptOnce) {
  const std::string bytes("a\0plan\xff", 7);
  for (int i = 0; i < 2; ++i) {
    write([&](StateWriter& w) { ASSERT_TRUE(w.put_document(sha256(bytes), bytes)); });
  }
  EXPECT_EQ(read()->document(sha256(bytes)).value(), bytes);
  EXPECT_EQ(read()->document(sha256("other")).value(), std::nullopt);
  EXPECT_EQ(transact([&](StateWriter& w) { return w.put_document(sha256("x"), "y"); }).error().code, "E0613");
}

TEST_P(StateRows, AChangeSetIsConsumedOnce) {
  write([](StateWriter& w) { EXPECT_TRUE(w.consume(sha256("change set")).value()); });
  reopen();
  write([](StateWriter& w) {
    EXPECT_FALSE(w.consume(sha256("change set")).value());
    EXPECT_TRUE(w.consume(sha256("another")).value());
  });
}

TEST_P(StateRows, ValuesAreReplacedAndRemoved) {
  const std::string sealed("\0\1\2", 3);
  write([&](StateWriter& w) {
    ASSERT_TRUE(w.put_value("pin", "one"));
    ASSERT_TRUE(w.put_value("pin", sealed));
    ASSERT_TRUE(w.put_value("other", ""));
    ASSERT_TRUE(w.remove_value("absent"));
  });
  EXPECT_EQ(read()->value("pin").value(), sealed);
  EXPECT_EQ(read()->value("other").value(), "");
  write([&](StateWriter& w) { ASSERT_TRUE(w.remove_value("pin")); });
  EXPECT_EQ(read()->value("pin").value(), std::nullopt);
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(Sqlite, StateRows, testing::Values(kSqlite), [](const auto& test) { return test.param.name; });

}  // namespace infra::runtime
