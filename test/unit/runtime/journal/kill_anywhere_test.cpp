// The process dies at every failpoint of the journal, as often as it is hit; the next one goes on, and the
// end is the one that an undisturbed run comes to.
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>

#include "runtime/audit/verify.h"
#include "runtime/system/failpoint_list.h"
#include "runtime/system/real.h"
#include "test/support/child_process.h"
#include "test/unit/runtime/journal/journal_fixture.h"

namespace infra::runtime {
namespace {

constexpr const char* kChangeSets[] = {"first", "second"};

/// A deployment, made anew for each death.
class Deployment {
 public:
  Deployment() { system_.environment["XDG_DATA_HOME"] = temp_ / "data"; }

  /// Both runs, from wherever things stand, in a process that dies where `failpoint` says.
  test::ChildEnd go_on(const std::string& failpoint) {
    return test::in_child([&] {
      const auto killing = make_killing_failpoints(failpoint);
      System& whole = system_;
      System dying{whole.clock, whole.random, whole.disk, whole.processes, whole.network, *killing, whole.environment};
      for (const char* change_set : kChangeSets) run_to_the_end(dying, folder_, change_set);
    });
  }

  /// What matters of the end: not numbers of transactions or revisions, which a death may add to.
  std::string summary() {
    auto state = std::move(*open_sqlite_state(system_, folder_));
    auto reader = std::move(*state->read());
    std::string text;
    const auto runs = reader->runs().value();
    for (const auto& run : runs) text += run.verb + " " + std::string(status_text(run.status)) + "\n";
    const auto rows = reader->instances().value();
    for (const Instance& row : rows) {
      text += row.address + " " + std::string(status_text(row.status)) + " run " + std::to_string(row.run) + "\n";
    }
    for (const char* address : {"app[0]", "app[1]"}) {
      const auto all = reader->instances_of(address).value();
      text += std::string(address) + ": " + std::to_string(all.size()) + " ever\n";
    }
    const auto head = reader->head().value();
    const auto map = reader->map_at(head->number).value();
    for (const auto& [address, entry] : map) {
      const bool current = reader->instance(*entry.instance).value()->status == InstanceStatus::Current;
      text += address + (current ? " is current\n" : " is not current\n");
    }
    text += std::to_string(reader->open_intents().value().size()) + " open intents\n";
    return text;
  }
  Result<void> audit() {
    auto state = std::move(*open_sqlite_state(system_, folder_));
    return check_audit(**state->read());
  }

 private:
  test::TempFolder temp_{test::InMemory()};
  test::FakeSystem system_;
  std::string folder_ = temp_ / ".infra";
};

std::vector<std::string> journal_failpoints() {
  std::vector<std::string> names;
  for (const std::string_view name : kFailpoints) {
    if (name.starts_with("journal.")) names.emplace_back(name);
  }
  return names;
}

TEST(FailpointList, NamesWhatTheCodeHits) {
  const auto names = journal_failpoints();
  EXPECT_GT(names.size(), 15u);
  EXPECT_NE(std::find(names.begin(), names.end(), "journal.open_create.after"), names.end());
}

class KillAnywhere : public testing::TestWithParam<std::string> {};

TEST_P(KillAnywhere, TheNextProcessComesToTheSameEnd) {
  Deployment undisturbed;
  ASSERT_TRUE(undisturbed.go_on("").well());
  const std::string expected = undisturbed.summary();
  EXPECT_NE(expected.find("app[1] is current"), std::string::npos) << expected;

  size_t deaths = 0;
  for (int hit = 1; hit < 100; ++hit) {
    Deployment deployment;
    const auto end = deployment.go_on(GetParam() + ":" + std::to_string(hit));
    if (end.well()) break;  // it is hit no more often
    ASSERT_EQ(end.signal, SIGKILL);
    ++deaths;
    ASSERT_TRUE(deployment.go_on("").well());
    EXPECT_EQ(deployment.summary(), expected) << "after death " << hit;
    const auto audit = deployment.audit();
    EXPECT_TRUE(audit) << "after death " << hit << ": " << audit.error().notes[0];
  }
  // A resume happens only after a death: the second one dies there too.
  if (GetParam().starts_with("journal.resume_run")) {
    Deployment deployment;
    EXPECT_EQ(deployment.go_on("journal.open_create.after").signal, SIGKILL);
    EXPECT_EQ(deployment.go_on(GetParam()).signal, SIGKILL);
    ASSERT_TRUE(deployment.go_on("").well());
    EXPECT_EQ(deployment.summary(), expected);
    EXPECT_TRUE(deployment.audit());
    ++deaths;
  }
  EXPECT_GT(deaths, 0u) << "a failpoint that never fires tests nothing";
}

INSTANTIATE_TEST_SUITE_P(Journal, KillAnywhere, testing::ValuesIn(journal_failpoints()), [](const auto& test) {
  std::string name = test.param;
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
});

}  // namespace
}  // namespace infra::runtime
