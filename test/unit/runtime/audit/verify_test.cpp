#include "runtime/audit/verify.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "runtime/audit/export.h"
#include "runtime/state/audit_record.h"
#include "test/unit/runtime/journal/journal_fixture.h"

namespace infra::runtime {
namespace {

/// A log of three runs, one of them abandoned, and a run under way: written once, damaged many times.
class AuditLog : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    test::TempFolder temp{test::InMemory()};
    test::FakeSystem system;
    system.environment["XDG_DATA_HOME"] = temp / "data";
    const std::string folder = temp / ".infra";
    run_to_the_end(system, folder, "first");
    run_to_the_end(system, folder, "second");
    Worker worker(system, folder);
    const auto abandoned = worker.journal->open_run(sample_start("third")).value();
    RunStart start = sample_start("fourth");
    start.abandons = abandoned.id;
    ASSERT_TRUE(worker.journal->open_run(start));
    Intent intent = create_intent("app");
    Instance row = new_instance("app");
    ASSERT_TRUE(worker.journal->open_create(intent, row));
    auto reader = std::move(*worker.state->read());
    records = reader->audit().value();
    heads = reader->audit_heads().value();
    EXPECT_EQ(reader->audit_head().value(), heads.at(0));
    EXPECT_TRUE(check_audit(*reader));
  }
  static void TearDownTestSuite() { records.clear(); }

  static void expect_problem(const std::vector<AuditRecord>& log, const std::string& what) {
    EXPECT_FALSE(verify_audit(log, heads).empty()) << what << " went unnoticed";
  }

  static std::vector<AuditRecord> records;
  static std::map<uint64_t, Digest> heads;
};
std::vector<AuditRecord> AuditLog::records;
std::map<uint64_t, Digest> AuditLog::heads;

TEST_F(AuditLog, HoldsAsItWasWritten) {
  EXPECT_TRUE(verify_audit(records, heads).empty());
  EXPECT_GT(records.size(), 30u);
  EXPECT_EQ(heads.size(), 5u) << "four runs and the deployment";
  EXPECT_TRUE(verify_audit({}, {}).empty());
}

TEST_F(AuditLog, AnyChangeOfAnyRecordIsFound) {
  const std::pair<const char*, void (*)(AuditRecord&)> kEdits[] = {
      {"sequence", [](AuditRecord& r) { r.sequence += 1; }},
      {"run", [](AuditRecord& r) { r.run += 1; }},
      {"time", [](AuditRecord& r) { r.time_ms -= 1; }},
      {"who", [](AuditRecord& r) { r.who = "mallory"; }},
      {"event", [](AuditRecord& r) { r.event += "x"; }},
      {"body", [](AuditRecord& r) { r.body["extra"] = 1; }},
      {"empty body", [](AuditRecord& r) { r.body = Json(); }},
      {"previous", [](AuditRecord& r) { r.previous.bytes[31] ^= 1; }},
      {"digest", [](AuditRecord& r) { r.digest.bytes[0] ^= 1; }},
      {"who, with a new digest",
       [](AuditRecord& r) {
         r.who = "mallory";
         r.digest = audit_digest(r);
       }},
      {"body, with a new digest",
       [](AuditRecord& r) {
         r.body["extra"] = 1;
         r.digest = audit_digest(r);
       }},
      {"run, with a new digest",
       [](AuditRecord& r) {
         r.run = r.run == 0 ? 1 : 0;
         r.digest = audit_digest(r);
       }},
  };
  for (const auto& [what, edit] : kEdits) {
    for (size_t i = 0; i < records.size(); ++i) {
      std::vector<AuditRecord> log = records;
      edit(log[i]);
      expect_problem(log, std::string(what) + " of record " + std::to_string(i + 1));
    }
  }
}

TEST_F(AuditLog, AnyRemovedRecordIsFoundAndNamed) {
  for (size_t i = 0; i < records.size(); ++i) {
    std::vector<AuditRecord> log = records;
    log.erase(log.begin() + static_cast<long>(i));
    const auto problems = verify_audit(log, heads);
    ASSERT_FALSE(problems.empty()) << "record " << i + 1;
    EXPECT_EQ(problems[0].sequence, i + 1 < records.size() ? i + 2 : 0);
  }
}

TEST_F(AuditLog, AnyRunOfRemovedRecordsIsFoundEvenWhenTheRestIsNumberedAnew) {
  for (size_t i = 0; i < records.size(); ++i) {
    std::vector<AuditRecord> log = records;
    log.erase(log.begin() + static_cast<long>(i));
    for (size_t j = i; j < log.size(); ++j) {
      log[j].sequence = j + 1;
      log[j].digest = audit_digest(log[j]);
    }
    expect_problem(log, "record " + std::to_string(i + 1));
  }
}

TEST_F(AuditLog, AnyInsertedRecordIsFound) {
  for (size_t i = 0; i <= records.size(); ++i) {
    std::vector<AuditRecord> log = records;
    AuditRecord copy = records[i == 0 ? 0 : i - 1];
    log.insert(log.begin() + static_cast<long>(i), copy);
    expect_problem(log, "a copy after record " + std::to_string(i));

    log = records;
    AuditRecord forged = copy;
    forged.sequence = i + 1;
    forged.previous = i == 0 ? Digest() : records[i - 1].digest;
    forged.event = "forged";
    forged.digest = audit_digest(forged);
    log.insert(log.begin() + static_cast<long>(i), forged);
    expect_problem(log, "a forged one after record " + std::to_string(i));
  }
}

TEST_F(AuditLog, AnyTwoRecordsThatChangedPlacesAreFound) {
  for (size_t i = 0; i < records.size(); ++i) {
    for (size_t j = i + 1; j < records.size(); ++j) {
      std::vector<AuditRecord> log = records;
      std::swap(log[i], log[j]);
      expect_problem(log, "records " + std::to_string(i + 1) + " and " + std::to_string(j + 1));
    }
  }
}

TEST_F(AuditLog, AnyMissingEndIsFoundByTheHeads) {
  for (size_t length = 0; length < records.size(); ++length) {
    expect_problem({records.begin(), records.begin() + static_cast<long>(length)},
                   "the end after " + std::to_string(length));
  }
}

TEST_F(AuditLog, HeadsThatTheLogDoesNotKnowAreFound) {
  auto other = heads;
  other[99] = Digest();
  EXPECT_FALSE(verify_audit(records, other).empty());
  other = heads;
  other.erase(2);
  EXPECT_FALSE(verify_audit(records, other).empty());
}

TEST_F(AuditLog, TheChainOfARunBeginsAtTheDeploymentsHead) {
  for (size_t i = 0; i < records.size(); ++i) {
    if (records[i].event != "run.start") continue;
    Digest deployment;
    for (size_t j = 0; j < i; ++j) {
      if (records[j].run == 0) deployment = records[j].digest;
    }
    EXPECT_EQ(records[i].previous, deployment);
  }
}

TEST_F(AuditLog, ExportsLinesWhoseDigestsAnybodyCanRecompute) {
  const std::string lines = export_audit(records);
  size_t at = 0, count = 0;
  for (; at < lines.size(); ++count) {
    const size_t end = lines.find('\n', at);
    Json line = Json::parse(lines.substr(at, end - at));
    const std::string digest = line["digest"];
    line.erase("digest");
    EXPECT_EQ(sha256(canonical_json(line)).text(), digest);
    at = end + 1;
  }
  EXPECT_EQ(count, records.size());
}

TEST(CheckAudit, FindsARecordThatSomebodyRemovedFromTheDatabase) {
  test::TempFolder temp{test::InMemory()};
  test::FakeSystem system;
  system.environment["XDG_DATA_HOME"] = temp / "data";
  run_to_the_end(system, temp / ".infra", "first");

  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open((temp / ".infra/state.db").c_str(), &database), SQLITE_OK);
  EXPECT_NE(sqlite3_exec(database, "DELETE FROM audit WHERE sequence = 4", nullptr, nullptr, nullptr), SQLITE_OK)
      << "not by accident";
  ASSERT_EQ(sqlite3_exec(database, "DROP TRIGGER audit_delete; DELETE FROM audit WHERE sequence = 4", nullptr, nullptr,
                         nullptr),
            SQLITE_OK);
  sqlite3_close(database);

  auto state = open_sqlite_state(system, temp / ".infra").value();
  const auto checked = check_audit(**state->read());
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, "E0615");
  ASSERT_FALSE(checked.error().notes.empty());
  EXPECT_EQ(checked.error().notes[0], "record 5: record 4 was expected in its place");
}

}  // namespace
}  // namespace infra::runtime
