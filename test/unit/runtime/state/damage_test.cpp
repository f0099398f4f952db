// What is read from a file that is not what was written: never something else than was written.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "test/unit/runtime/state/state_conformance.h"

namespace infra::runtime {
namespace {

class Damage : public testing::Test {
 protected:
  void SetUp() override {
    auto state = init_sqlite_state(system_, folder_, "shop", true).value();
    auto lease = state->acquire("ada@example").value();
    for (uint64_t i = 0; i < 4; ++i) {
      ASSERT_TRUE(state->transact(*lease, [&](StateWriter& w) -> Result<void> {
        Instance row = sample_instance(w.next_instance_number().value(), "app[" + std::to_string(i) + "]");
        INFRA_TRY(w.put_instance(row));
        row.status = InstanceStatus::Ready;
        INFRA_TRY(w.put_instance(row));
        INFRA_TRY(w.put_generation({i + 1, 1, sha256("plan"), true, 1}));
        INFRA_TRY(w.put_entry({row.address, row.number, row.inputs_digest, row.plan, i + 1}));
        INFRA_TRY(w.put_document(sha256(std::string(3000, 'd')), std::string(3000, 'd')));
        INFRA_TRY(w.put_value("key", std::to_string(i)));
        INFRA_TRY(w.consume(sha256(std::to_string(i))));
        AuditRecord record;
        record.event = "event";
        record.body = {{"i", i}};
        return w.append_audit(record);
      }));
    }
    lease.reset();
    truth_ = everything(*state).value();
    bytes_ = system_->disk.read(database()).value();
  }

  std::string database() const { return folder_ + "/state.db"; }
  void put_bytes(const std::string& bytes) {
    std::ofstream(database(), std::ios::binary | std::ios::trunc).write(bytes.data(), static_cast<long>(bytes.size()));
  }

  /// All that can be read, as text.
  static Result<std::string> everything(State& state) {
    INFRA_ASSIGN(const auto reader, state.read());
    std::string text = state.deployment() + state.lineage();
    INFRA_ASSIGN(const auto instances, reader->instances());
    for (const Instance& row : instances) {
      INFRA_ASSIGN(const auto again, reader->instance(row.number));
      INFRA_ASSIGN(const auto of_address, reader->instances_of(row.address));
      text += std::to_string(row.number) + row.address + row.identity.hex() + std::string(status_text(row.status)) +
              row.kind + std::to_string(row.kind_version) + row.provider + row.provider_id + row.inputs.dump() +
              row.inputs_digest.hex() + row.results.dump() + row.baseline.dump() +
              std::to_string(row.made_with.size()) + row.plan.hex() + std::to_string(row.protect) +
              std::to_string(row.run) + std::to_string(row.revision) + std::to_string(row.fence) +
              std::to_string(again.has_value()) + std::to_string(of_address.size()) + "\n";
    }
    for (uint64_t generation = 0; generation <= 4; ++generation) {
      INFRA_ASSIGN(const auto map, reader->map_at(generation));
      for (const auto& [address, entry] : map) text += address + std::to_string(*entry.instance) + entry.inputs.hex();
      text += "\n";
    }
    INFRA_ASSIGN(const auto document, reader->document(sha256(std::string(3000, 'd'))));
    INFRA_ASSIGN(const auto value, reader->value("key"));
    text += document.value_or("none") + value.value_or("none");
    INFRA_ASSIGN(const auto audit, reader->audit());
    for (const AuditRecord& record : audit) text += record.digest.hex() + record.event + record.body.dump();
    INFRA_ASSIGN(const auto heads, reader->audit_heads());
    for (const auto& [run, head] : heads) text += std::to_string(run) + head.hex();
    return text;
  }

  /// The code of the error, or nothing when what was read is the truth; anything else fails the test.
  std::string verdict(const std::string& what) {
    auto state = open_sqlite_state(system_, folder_);
    if (!state) return state.error().code;
    const auto found = everything(**state);
    if (!found) return found.error().code;
    EXPECT_EQ(*found, truth_) << what << " was read as if it were true";
    return "";
  }

  test::TempFolder temp_{test::InMemory()};
  test::FakeSystem system_;
  std::string folder_ = temp_ / ".infra";
  std::string truth_, bytes_;
};

TEST_F(Damage, NoFlippedBitIsEverTakenForTheTruth) {
  std::mt19937_64 random(20260101);
  std::vector<size_t> places;
  for (size_t i = 0; i < 100; ++i) places.push_back(i);  // the header, whole
  for (size_t i = 0; i < 500; ++i) places.push_back(random() % bytes_.size());
  size_t found = 0;
  for (const size_t place : places) {
    std::string damaged = bytes_;
    damaged[place] = static_cast<char>(damaged[place] ^ (1 << random() % 8));
    put_bytes(damaged);
    const std::string code = verdict("byte " + std::to_string(place));
    if (code.empty()) continue;  // unused space, or a counter of the header
    ++found;
    // The format's own bytes say, when they are damaged, that it is another format.
    EXPECT_TRUE(code == "E0606" || (code == "E0603" && place >= 60 && place < 64)) << code << " at byte " << place;
  }
  EXPECT_GT(found, 100u);
  put_bytes(bytes_);
  EXPECT_EQ(verdict("nothing"), "");
}

TEST_F(Damage, AFlippedBitInsideOfAValueIsDamage) {
  for (const std::string& value : {std::string("std.compute.Service"), std::string("http://127.0.0.1:8080/"),
                                   std::string("ada@example"), std::string(100, 'd')}) {
    const size_t place = bytes_.find(value);
    ASSERT_NE(place, std::string::npos) << value;
    std::string damaged = bytes_;
    damaged[place + 3] = static_cast<char>(damaged[place + 3] ^ 4);
    put_bytes(damaged);
    EXPECT_EQ(verdict(value), "E0606") << value;
  }
}

TEST_F(Damage, AFileCutShortIsDamageAndNotAnEmptyState) {
  for (const size_t length : {size_t{0}, size_t{1}, size_t{99}, size_t{4096}, bytes_.size() / 2, bytes_.size() - 1}) {
    put_bytes(bytes_.substr(0, length));
    EXPECT_EQ(verdict("the first " + std::to_string(length)), "E0606") << length;
  }
  put_bytes(std::string(bytes_.size(), '\0'));
  EXPECT_EQ(verdict("zeros"), "E0606");
  put_bytes("not a database at all, but long enough to look at, whatever it is: " + std::string(4096, 'x'));
  EXPECT_EQ(verdict("text"), "E0606");
}

TEST_F(Damage, AnotherProgramsDatabaseIsNotAState) {
  std::filesystem::remove(database());
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(database().c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, "CREATE TABLE t (x)", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(db);
  EXPECT_EQ(verdict("another"), "E0606");
}

TEST_F(Damage, AnotherFormatIsRefusedWithWhatToDo) {
  for (const auto& [format, word] : {std::pair{2, "newer"}, {99, "newer"}, {0, "older"}}) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(database().c_str(), &db), SQLITE_OK);
    const std::string sql = "PRAGMA user_version = " + std::to_string(format);
    ASSERT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(db);
    const auto opened = open_sqlite_state(system_, folder_);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, "E0603");
    EXPECT_NE(opened.error().help.find(word), std::string::npos) << opened.error().help;
  }
}

TEST_F(Damage, AMissingStateIsAnErrorAndIsNotMade) {
  std::filesystem::remove(database());
  EXPECT_EQ(verdict("nothing"), "E0602");
  EXPECT_FALSE(system_->disk.exists(database()));
  EXPECT_EQ(open_sqlite_state(system_, temp_ / "never").error().code, "E0602");
}

TEST_F(Damage, HistoryIsNotRewrittenByAccident) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(database().c_str(), &db), SQLITE_OK);
  for (const char* sql : {"DELETE FROM instances WHERE until < 100", "DELETE FROM audit", "UPDATE audit SET who = 'x'",
                          "UPDATE instances SET status = 'retired'", "UPDATE instances SET until = 7 WHERE until < 100",
                          "UPDATE documents SET bytes = ''", "DELETE FROM facts", "UPDATE heads SET digest = x'00'",
                          "DELETE FROM transactions", "UPDATE leases SET fence = 0", "DELETE FROM consumed"}) {
    EXPECT_NE(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sql;
  }
  sqlite3_close(db);
  EXPECT_EQ(verdict("refused writes"), "");
}

}  // namespace
}  // namespace infra::runtime
