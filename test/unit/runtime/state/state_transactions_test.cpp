#include <thread>

#include "runtime/state/audit_record.h"
#include "test/unit/runtime/state/state_conformance.h"

namespace infra::runtime {
namespace {

class StateTransactions : public StateConformance {
 protected:
  /// Touches every table.
  static void touch_everything(StateWriter& w) {
    Instance row = sample_instance(w.next_instance_number().value(), "app");
    ASSERT_TRUE(w.put_instance(row));
    RunRow run = sample_run();
    ASSERT_TRUE(w.put_run(run));
    Intent intent = sample_intent(run.id, "app");
    ASSERT_TRUE(w.put_intent(intent));
    const uint64_t generation = w.next_generation().value();
    ASSERT_TRUE(w.put_generation({generation, run.id, run.plan, true, 1}));
    ASSERT_TRUE(w.put_entry({"app", row.number, row.inputs_digest, run.plan, generation}));
    ASSERT_TRUE(w.put_document(sha256("plan"), "plan"));
    ASSERT_TRUE(w.put_value("key", "value"));
    ASSERT_TRUE(w.consume(run.change_set).value());
    AuditRecord record;
    record.run = run.id;
    record.event = "run.start";
    ASSERT_TRUE(w.append_audit(record));
    ASSERT_TRUE(w.join_chain(run.id));
  }
  void expect_untouched() {
    auto reader = read();
    EXPECT_TRUE(reader->instances().value().empty());
    EXPECT_TRUE(reader->runs().value().empty());
    EXPECT_TRUE(reader->open_intents().value().empty());
    EXPECT_TRUE(reader->generations().value().empty());
    EXPECT_TRUE(reader->map_at(1).value().empty());
    EXPECT_EQ(reader->document(sha256("plan")).value(), std::nullopt);
    EXPECT_EQ(reader->value("key").value(), std::nullopt);
    EXPECT_TRUE(reader->audit().value().empty());
    EXPECT_EQ(reader->audit_head().value(), Digest());
    EXPECT_TRUE(reader->audit_heads().value().empty());
  }
};

TEST_P(StateTransactions, AnErrorUndoesAllOfIt) {
  const auto done = transact([](StateWriter& w) -> Result<void> {
    touch_everything(w);
    return fail(Error{"E0799", "no", {}, ""});
  });
  EXPECT_EQ(done.error().code, "E0799");
  expect_untouched();
  reopen();
  expect_untouched();
  write([](StateWriter& w) {
    EXPECT_EQ(w.next_instance_number().value(), 1u) << "a number that nobody saw is not used up";
    EXPECT_TRUE(w.consume(sha256("change set")).value());
  });
}

TEST_P(StateTransactions, AnExceptionUndoesAllOfIt) {
  EXPECT_THROW((void)transact([](StateWriter& w) -> Result<void> {
                 touch_everything(w);
                 throw test::Killed{"here"};
               }),
               test::Killed);
  expect_untouched();
  write(touch_everything);
  EXPECT_EQ(read()->instances().value().size(), 1u);
}

TEST_P(StateTransactions, AWriteThatFailedIsNotCommittedEvenWhenItsErrorIsDropped) {
  const auto done = transact([](StateWriter& w) -> Result<void> {
    touch_everything(w);
    (void)w.put_entry({"app", 1, Digest(), Digest(), 1});  // twice in one generation
    return {};
  });
  EXPECT_FALSE(done);
  expect_untouched();
}

TEST_P(StateTransactions, ATransactionReadsWhatItWrote) {
  write([](StateWriter& w) {
    touch_everything(w);
    EXPECT_EQ(w.instances().value().size(), 1u);
    EXPECT_EQ(w.instances_of("app").value().size(), 1u);
    EXPECT_TRUE(w.instance(1).value());
    EXPECT_TRUE(w.unfinished_run().value());
    EXPECT_EQ(w.runs().value().size(), 1u);
    EXPECT_EQ(w.intents(1).value().size(), 1u);
    EXPECT_EQ(w.open_intents().value().size(), 1u);
    EXPECT_EQ(w.generations().value().size(), 1u);
    EXPECT_EQ(w.head().value()->number, 1u);
    EXPECT_EQ(w.map_at(1).value().at("app").instance, 1u);
    EXPECT_EQ(w.document(sha256("plan")).value(), "plan");
    EXPECT_EQ(w.value("key").value(), "value");
    EXPECT_EQ(w.audit().value().size(), 2u);
    EXPECT_EQ(w.audit_heads().value().size(), 2u);
  });
}

TEST_P(StateTransactions, AReaderSeesItsMomentWhateverIsCommittedAfterIt) {
  write(touch_everything);
  auto before = read();
  Instance row = before->instance(1).value().value();
  write([&](StateWriter& w) {
    row.status = InstanceStatus::Retired;
    ASSERT_TRUE(w.put_instance(row));
    Instance other = sample_instance(w.next_instance_number().value(), "app");
    ASSERT_TRUE(w.put_instance(other));
    RunRow run = w.unfinished_run().value().value();
    run.status = RunStatus::Done;
    ASSERT_TRUE(w.put_run(run));
    Intent intent = w.open_intents().value().front();
    intent.status = IntentStatus::Done;
    ASSERT_TRUE(w.put_intent(intent));
    ASSERT_TRUE(w.put_generation({2, 1, Digest(), true, 2}));
    ASSERT_TRUE(w.put_entry({"app", other.number, Digest(), Digest(), 2}));
    ASSERT_TRUE(w.put_value("key", "changed"));
    ASSERT_TRUE(w.put_document(sha256("later"), "later"));
    AuditRecord record;
    record.event = "later";
    ASSERT_TRUE(w.append_audit(record));
  });
  EXPECT_EQ(before->instances().value().size(), 1u);
  EXPECT_EQ(before->instance(1).value()->status, InstanceStatus::Creating);
  EXPECT_FALSE(before->instance(2).value());
  EXPECT_EQ(before->instances_of("app").value().size(), 1u);
  EXPECT_TRUE(before->unfinished_run().value());
  EXPECT_EQ(before->open_intents().value().size(), 1u);
  EXPECT_EQ(before->head().value()->number, 1u);
  EXPECT_EQ(before->map_at(2).value().at("app").instance, 1u);
  EXPECT_EQ(before->value("key").value(), "value");
  EXPECT_EQ(before->document(sha256("later")).value(), std::nullopt);
  EXPECT_EQ(before->audit().value().size(), 2u);
  EXPECT_EQ(before->audit_heads().value().size(), 2u);

  auto after = read();
  EXPECT_EQ(after->instance(1).value()->status, InstanceStatus::Retired);
  EXPECT_EQ(after->map_at(2).value().at("app").instance, 2u);
  EXPECT_EQ(after->map_at(1).value().at("app").instance, 1u);
}

TEST_P(StateTransactions, ReadersAndAWriterDoNotKeepEachOtherWaitingForEver) {
  write(touch_everything);
  std::atomic<bool> stop = false;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!stop) {
        auto reader = state_->read();
        ASSERT_TRUE(reader);
        // Both counters are raised in one transaction, so a reader never sees one of them alone.
        const auto a = (*reader)->value("a"), b = (*reader)->value("b");
        ASSERT_TRUE(a && b) << (a ? b.error().message : a.error().message);
        ASSERT_EQ(*a, *b);
      }
    });
  }
  for (int i = 0; i < 30; ++i) {
    write([&](StateWriter& w) {
      ASSERT_TRUE(w.put_value("a", std::to_string(i)));
      ASSERT_TRUE(w.put_value("b", std::to_string(i)));
    });
  }
  stop = true;
  for (std::thread& reader : readers) reader.join();
}

TEST_P(StateTransactions, AMapIsTheNewestEntryOfEachAddressUpToItsGeneration) {
  const auto commit = [&](uint64_t number, std::vector<std::pair<std::string, std::optional<uint64_t>>> entries) {
    write([&](StateWriter& w) {
      ASSERT_TRUE(w.put_generation({number, 1, sha256("plan"), true, 1}));
      for (const auto& [address, instance] : entries) {
        ASSERT_TRUE(w.put_entry({address, instance, sha256("inputs"), sha256("plan"), number}));
      }
    });
  };
  const auto text = [&](uint64_t generation) {
    std::string all;
    const auto map = read()->map_at(generation).value();
    for (const auto& [address, entry] : map) {
      all += address + "=" + std::to_string(*entry.instance) + "@" + std::to_string(entry.generation) + " ";
    }
    return all;
  };
  write([](StateWriter& w) { ASSERT_TRUE(w.put_generation({1, 1, Digest(), false, 0})); });
  commit(2, {{"a", 1}, {"b", 2}});
  write([](StateWriter& w) { ASSERT_TRUE(w.put_generation({3, 1, Digest(), false, 0})); });  // burned
  commit(4, {{"b", 3}, {"c", 4}});
  commit(5, {{"a", std::nullopt}});
  EXPECT_EQ(text(0), "");
  EXPECT_EQ(text(1), "");
  EXPECT_EQ(text(2), "a=1@2 b=2@2 ");
  EXPECT_EQ(text(3), "a=1@2 b=2@2 ");
  EXPECT_EQ(text(4), "a=1@2 b=3@4 c=4@4 ");
  EXPECT_EQ(text(5), "b=3@4 c=4@4 ");
  EXPECT_EQ(text(99), text(5));
  EXPECT_EQ(read()->head().value()->number, 5u);
  EXPECT_EQ(read()->generations().value().size(), 5u);
}

TEST_P(StateTransactions, AMapNeverShowsHalfAGeneration) {
  write([](StateWriter& w) { ASSERT_TRUE(w.put_generation({1, 1, Digest(), false, 0})); });
  const Entry entry{"a", 1, Digest(), Digest(), 1};
  EXPECT_EQ(transact([&](StateWriter& w) { return w.put_entry(entry); }).error().code, "E0613") << "not committed";
  write([](StateWriter& w) { ASSERT_TRUE(w.put_generation({1, 1, Digest(), true, 1})); });
  EXPECT_EQ(transact([&](StateWriter& w) { return w.put_entry(entry); }).error().code, "E0613") << "committed before";
  EXPECT_EQ(transact([](StateWriter& w) {
              return w.put_generation({1, 1, Digest(), false, 0});
            })
                .error()
                .code,
            "E0613");
  write([](StateWriter& w) { ASSERT_TRUE(w.put_generation({2, 1, Digest(), true, 1})); });
  EXPECT_EQ(transact([](StateWriter& w) { return w.put_generation({1, 2, Digest(), true, 1}); }).error().code, "E0613");
  const auto twice = transact([](StateWriter& w) -> Result<void> {
    INFRA_TRY(w.put_generation({3, 1, Digest(), true, 1}));
    return w.put_generation({4, 1, Digest(), true, 1});
  });
  EXPECT_EQ(twice.error().code, "E0613") << "two in one transaction";
}

TEST_P(StateTransactions, AuditChainsAreLinkedByRunAndJoined) {
  std::vector<AuditRecord> records(5);
  const uint64_t runs[] = {0, 7, 7, 0, 7};
  write([&](StateWriter& w) {
    for (size_t i = 0; i < records.size(); ++i) {
      records[i].run = runs[i];
      records[i].event = "event " + std::to_string(i);
      ASSERT_TRUE(w.append_audit(records[i]));
      EXPECT_EQ(records[i].digest, audit_digest(records[i]));
    }
    ASSERT_TRUE(w.join_chain(7));
  });
  EXPECT_EQ(records[0].previous, Digest());
  EXPECT_EQ(records[1].previous, records[0].digest) << "a run's first names the deployment's head";
  EXPECT_EQ(records[2].previous, records[1].digest);
  EXPECT_EQ(records[3].previous, records[0].digest);
  EXPECT_EQ(records[4].previous, records[2].digest);
  const auto all = read()->audit().value();
  ASSERT_EQ(all.size(), 6u);
  EXPECT_EQ(all[5].event, "join");
  EXPECT_EQ(all[5].previous, records[3].digest);
  EXPECT_EQ(all[5].body["head"], records[4].digest.text());
  EXPECT_EQ(read()->audit_head().value(), all[5].digest);
  EXPECT_EQ(read()->audit_heads().value(), (std::map<uint64_t, Digest>{{0, all[5].digest}, {7, records[4].digest}}));
  for (size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i].sequence, i + 1);
  EXPECT_EQ(transact([](StateWriter& w) { return w.join_chain(8); }).error().code, "E0613");
  EXPECT_EQ(transact([](StateWriter& w) { return w.join_chain(0); }).error().code, "E0613");
}

TEST_P(StateTransactions, AuditRecordsReadBackWithTheDigestTheyWereGiven) {
  AuditRecord record;
  record.event = "odd";
  record.body = {{"bytes", "\xff\xfe"}, {"big", 9'007'199'254'740'993}, {"ratio", 1e21}, {"deep", {{"a", {1, {2}}}}}};
  write([&](StateWriter& w) { ASSERT_TRUE(w.append_audit(record)); });
  reopen();
  const auto all = read()->audit().value();
  EXPECT_EQ(audit_digest(all[0]), record.digest);
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(Sqlite, StateTransactions, testing::Values(kSqlite),
                         [](const auto& test) { return test.param.name; });

}  // namespace infra::runtime
