// The runner dies at every failpoint of engine and journal, in every verb; the next one goes on, and the end
// is the one that an undisturbed run comes to: no orphan, no duplicate, no open intent, a whole audit log,
// the same world.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "runtime/system/failpoint_list.h"
#include "runtime/system/real.h"
#include "test/support/child_process.h"
#include "test/unit/runtime/exec/kill_scenarios.h"

namespace infra::test {
namespace {

using namespace runtime;
using ::testing::IsEmpty;

/// A scenario where its `act` is about to begin, with no process at work.
class Stage {
 public:
  explicit Stage(const Scenario& scenario) : scenario_(scenario), bench_(Bench::Empty()) {
    for (const Scenario::Act& act : scenario.before) {
      bench_.restart(scenario.faults_before);
      EXPECT_TRUE(act(bench_.worker()).has_value());
    }
    bench_.stop();
    bench_.options.destroy_data = scenario.destroy_data;
    if (!scenario.dies_at.empty()) {
      bench_.options.jobs = 1;  // What has been done by its death is the same every time.
      EXPECT_EQ(in_a_process(scenario.interrupted, scenario.dies_at).signal, SIGKILL);
      bench_.options.jobs = EngineOptions().jobs;
    }
    if (!scenario.before.empty() || !scenario.dies_at.empty()) {
      bench_.restart();
      runs_before_ = last_run();
      bench_.stop();
    }
  }

  /// The same once more, in a folder of its own: what came before is made only once.
  Stage(const Stage& ready) : scenario_(ready.scenario_), bench_(Bench::Empty(), ready.bench_.options, 2) {
    std::filesystem::copy(ready.bench_.folder.path(), bench_.folder.path(), std::filesystem::copy_options::recursive);
    runs_before_ = ready.runs_before_;
    processes_ = ready.processes_;
  }

  ChildEnd act_and_die(const std::string& failpoint) { return in_a_process(scenario_.act, failpoint); }

  /// To the end, here; how often each failpoint was hit on the way.
  std::map<std::string, int> act_undisturbed() {
    const auto before = bench_.system.failpoints.hits();
    bench_.restart(scenario_.faults);
    expect_end(scenario_.act(bench_.worker()));
    auto hits = bench_.system.failpoints.hits();
    for (const auto& [name, count] : before) hits[name] -= count;
    return hits;
  }

  /// What a person does after a death: goes on with what was begun, begins it when it was not, or sees it
  /// done.
  void go_on() {
    bench_.restart(scenario_.faults);
    const auto unfinished = bench_->state->read().value()->unfinished_run().value();
    const bool begun = last_run() > runs_before_;
    if (unfinished && begun)
      expect_end(bench_->engine->resume());
    else if (unfinished || (!begun && !scenario_.resumes))
      expect_end(scenario_.act(bench_.worker()));
  }

  std::vector<std::string> problems() { return bench_.problems(); }

  /// What matters of the end: no numbers of runs or instances, which a death may add to.
  std::vector<std::string> summary() {
    std::vector<std::string> lines = bench_.world();
    for (const Instance& row : bench_.rows())
      lines.push_back(fmt::format("{} is {}", row.address, status_text(row.status)));
    std::sort(lines.begin(), lines.end());
    const auto reader = bench_->state->read().value();
    if (const auto head = reader->head().value()) lines.push_back("plan " + head->plan.brief());
    const auto runs = reader->runs().value();
    if (!runs.empty()) lines.push_back(fmt::format("{} {}", runs.front().verb, status_text(runs.front().status)));
    return lines;
  }

 private:
  uint64_t last_run() {
    const auto runs = bench_->state->read().value()->runs().value();
    return runs.empty() ? 0 : runs.front().id;
  }

  void expect_end(const Result<RunReport>& report) {
    ASSERT_TRUE(report.has_value()) << report.error().code << " " << report.error().message;
    EXPECT_EQ(report->outcome, scenario_.end);
    if (scenario_.end == Outcome::Done)
      for (const Error& error : report->errors) ADD_FAILURE() << error.code << " " << error.message;
  }

  ChildEnd in_a_process(const Scenario::Act& act, const std::string& failpoint) {
    const uint64_t seed = 100 + ++processes_;  // No two processes draw the same random numbers.
    return in_child([&] {
      FakeSystem own(seed);
      const auto killing = make_killing_failpoints(failpoint);
      System& drawn = own;
      System dying{
          drawn.clock, drawn.random, drawn.disk, drawn.processes, drawn.network, *killing, bench_.system->environment};
      Worker worker(dying, bench_.folder.path(), bench_.options, scenario_.faults);
      if (const auto report = act(worker); !report) throw std::runtime_error(report.error().message);
    });
  }

  const Scenario& scenario_;
  Bench bench_;
  uint64_t runs_before_ = 0;
  uint64_t processes_ = 0;
};

std::vector<std::string> failpoints() {
  std::vector<std::string> names;
  for (const std::string_view name : kFailpoints)
    if (name.starts_with("exec.") || name.starts_with("journal.")) names.emplace_back(name);
  return names;
}

/// All hits would take minutes: the first, the last and the middle one differ most in what was done before.
std::set<int> sample(int hits) { return {1, (1 + hits) / 2, hits}; }

class KillAnywhere : public testing::TestWithParam<Scenario> {};

TEST_P(KillAnywhere, TheNextProcessComesToTheSameEnd) {
  const Stage ready(GetParam());
  Stage undisturbed(ready);
  const auto hits = undisturbed.act_undisturbed();
  const auto expected = undisturbed.summary();
  ASSERT_THAT(undisturbed.problems(), IsEmpty());

  for (const std::string& name : failpoints()) {
    const auto found = hits.find(name);
    if (found == hits.end() || found->second == 0) continue;
    for (int hit : sample(found->second)) {
      SCOPED_TRACE(fmt::format("killed at {}:{}", name, hit));
      Stage stage(ready);
      ASSERT_EQ(stage.act_and_die(fmt::format("{}:{}", name, hit)).signal, SIGKILL);
      stage.go_on();
      EXPECT_THAT(stage.problems(), IsEmpty());
      EXPECT_EQ(stage.summary(), expected);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Verbs, KillAnywhere, testing::ValuesIn(kill_scenarios()),
                         [](const auto& test) { return test.param.name; });

TEST(KillAnywhereList, EveryFailpointFiresInSomeScenario) {
  std::set<std::string> fired;
  for (const Scenario& scenario : kill_scenarios())
    for (const auto& [name, count] : Stage(scenario).act_undisturbed())
      if (count > 0) fired.insert(name);
  std::vector<std::string> silent;
  for (const std::string& name : failpoints())
    if (!fired.contains(name)) silent.push_back(name);
  EXPECT_THAT(silent, IsEmpty()) << "a failpoint that never fires tests nothing";
}

}  // namespace
}  // namespace infra::test
