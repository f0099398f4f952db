// Real processes under real shims: what kills them, what starts them again, what they are given and what they leave.
#include <signal.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "runtime/host/shim/format.h"
#include "runtime/system/process_stat.h"
#include "test/unit/runtime/providers/host_bed.h"

namespace infra::test {
namespace {

using namespace runtime;
using namespace std::chrono_literals;

constexpr const char* kKind = "std.compute.Service";

class ServiceTest : public ::testing::Test {
 protected:
  Provider& provider() { return host_.provider("service"); }
  Call call(const std::string& token, uint64_t instance = 1) {
    Call made;
    made.stamp = {"lineage-service-" + std::to_string(getpid()), "shop", "app[0]", "sha256:x", instance};
    made.fence = {1, 1};
    made.token = token;
    made.deadline = 30s;
    return made;
  }
  Created create(const Desired& desired) {
    auto created = provider().create(call("create"), desired);
    if (!created) return ADD_FAILURE() << created.error().error.message, Created{};
    return *created;
  }
  Desired shell(const std::string& script) {
    Desired made = backend_service(root_);
    made.inputs["command"] = {"/bin/sh", "-c", script};
    made.inputs.erase("health");
    return made;
  }
  Observed read(const Created& it) {
    auto observed = provider().read(call(""), kKind, it.id);
    if (!observed) return ADD_FAILURE() << observed.error().error.message, Observed{};
    return *observed;
  }
  HealthReport health(const Created& it) {
    auto report = provider().health(call(""), kKind, it.id);
    if (!report) return ADD_FAILURE() << report.error().error.message, HealthReport{};
    return *report;
  }
  HealthReport settled_health(const Created& it) {
    HealthReport report;
    while ((report = health(it)).state == HealthState::Starting && !HasFailure()) std::this_thread::sleep_for(10ms);
    return report;
  }
  shim::Status status(const Created& it) {
    return *shim::status_from_json(*host_.system().disk.read(host_.root() + "/running/" + it.id + "/status.json"));
  }
  ProcessId process(const Created& it) {
    for (;;) {
      if (auto now = status(it); now.process) return {now.process->boot_id, now.process->pid, now.process->start_time};
    }
  }
  ProcessId shim_of(const Created& it) {
    auto now = status(it).shim;
    return {now.boot_id, now.pid, now.start_time};
  }
  void kill_and_wait(const ProcessId& victim) {
    ASSERT_TRUE(host_.system().processes.signal(victim, SIGKILL));
    ASSERT_TRUE(host_.system().processes.wait_gone(victim, 10s));
  }
  std::string logs(const Created& it, size_t lines = 100) { return *provider().logs(call(""), kKind, it.id, lines); }
  void destroy(const Created& it) { EXPECT_TRUE(provider().destroy(call("destroy"), kKind, it.id)); }

  TestHost host_{Where::Helper};
  std::string root_ = backend_folder(host_.folder());
};

TEST_F(ServiceTest, AKilledProcessIsStartedAgainAndIsNoDrift) {
  Created app = create(backend_service(root_));
  ProcessId before = process(app);
  kill_and_wait(before);
  while (status(app).restarts == 0) std::this_thread::sleep_for(5ms);
  EXPECT_EQ(settled_health(app).state, HealthState::Healthy);
  EXPECT_NE(process(app).pid, before.pid);
  Observed observed = read(app);
  EXPECT_EQ(observed.presence, Presence::Running);
  EXPECT_EQ(observed.attributes, app.baseline);
  EXPECT_NE(observed.note.find("1 restart"), std::string::npos) << observed.note;
  EXPECT_NE(logs(app).find("was killed by signal 9"), std::string::npos);
  destroy(app);
}

TEST_F(ServiceTest, AProcessDiesWithItsShimAndTheSameInstanceStartsOnTheSamePort) {
  Created app = create(backend_service(root_));
  ProcessId victim = process(app);
  kill_and_wait(shim_of(app));
  EXPECT_TRUE(host_.system().processes.wait_gone(victim, 10s));
  Observed observed = read(app);
  EXPECT_EQ(observed.presence, Presence::Stopped);
  EXPECT_EQ(observed.attributes, app.baseline);
  auto started = provider().start(call("start"), kKind, app.id);
  ASSERT_TRUE(started) << started.error().error.message;
  EXPECT_EQ(settled_health(app).state, HealthState::Healthy);
  EXPECT_EQ(read(app).results, app.results);
  destroy(app);
}

TEST_F(ServiceTest, WhatAKilledShimLeftBehindIsEndedBeforeAnythingStarts) {
  Created app = create(shell("sleep 1000 & trap '' TERM; wait"));
  while (host_.supervised().size() < 2) std::this_thread::sleep_for(5ms);
  kill_and_wait(shim_of(app));
  ASSERT_TRUE(provider().start(call("start"), kKind, app.id));
  while (host_.supervised().size() != 2) std::this_thread::sleep_for(5ms);
  destroy(app);
  EXPECT_TRUE(host_.supervised().empty()) << "the process and whatever it started";
}

TEST_F(ServiceTest, AfterAPowerLossTheSameInstanceStartsWithTheValuesThatItWasMadeWith) {
  Created app = create(backend_service(root_, Json::object({{"BODY", "made with this"}})));
  EXPECT_EQ(settled_health(app).state, HealthState::Healthy);
  host_.power_loss();
  EXPECT_EQ(read(app).presence, Presence::Stopped);
  ASSERT_TRUE(provider().start(call("start"), kKind, app.id));
  EXPECT_EQ(settled_health(app).state, HealthState::Healthy);
  auto answer = host_.system().network.http_get("127.0.0.1", app.results["port"], "/", 5s);
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->body, "made with this");
  EXPECT_EQ(read(app).attributes, app.baseline);
  destroy(app);
}

TEST_F(ServiceTest, ItsOldPortTakenBySomebodyElseIsAnErrorAndNotAnotherPort) {
  Created app = create(backend_service(root_));
  ASSERT_TRUE(provider().stop(call("stop"), kKind, app.id));
  SpawnRequest squatter;
  squatter.command = {INFRA_TEST_PROGRAMS "/infra-test-backend"};
  squatter.environment = {{"PORT", app.results["port"].dump()}};
  squatter.die_with_parent = true;
  auto other = host_.system().processes.spawn(squatter);
  ASSERT_TRUE(other);
  while (!host_.system().network.port_in_use(app.results["port"])) std::this_thread::sleep_for(2ms);
  auto started = provider().start(call("start"), kKind, app.id);
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().error.code, "E0831");
  kill_and_wait(*other);
  EXPECT_TRUE(provider().start(call("start again"), kKind, app.id));
  destroy(app);
}

TEST_F(ServiceTest, SecretsLieSealedAndAreErasedWithTheInstance) {
  const std::string secret = "hunter2-but-longer";
  Created app = create(backend_service(root_, Json::object({{"PASSWORD", secret}})));
  EXPECT_NE(read_proc_file("/proc/" + std::to_string(process(app).pid) + "/environ").find(secret), std::string::npos);
  for (const ProcessId& one : {process(app), shim_of(app)})
    EXPECT_EQ(read_proc_file("/proc/" + std::to_string(one.pid) + "/cmdline").find(secret), std::string::npos);
  auto holds_secret = [&] {
    size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(host_.root())) {
      if (entry.is_regular_file() &&
          host_.system().disk.read(entry.path()).value_or("").find(secret) != std::string::npos)
        ++files;
    }
    return files;
  };
  EXPECT_EQ(holds_secret(), 0u);
  EXPECT_TRUE(std::filesystem::exists(host_.root() + "/sealed/" + app.id));
  destroy(app);
  EXPECT_FALSE(std::filesystem::exists(host_.root() + "/sealed/" + app.id));
}

TEST_F(ServiceTest, LostValuesAreDriftAndRefuseAStart) {
  Created app = create(backend_service(root_));
  ASSERT_TRUE(provider().stop(call("stop"), kKind, app.id));
  std::ofstream(host_.root() + "/sealed/" + app.id) << "damaged";
  EXPECT_EQ(read(app).attributes["environment"], "lost");
  auto started = provider().start(call("start"), kKind, app.id);
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().error.code, "E0833");
  destroy(app);
}

TEST_F(ServiceTest, AServiceThatCannotLiveFailsAndItsOutputStaysReadableAfterwards) {
  Created app = create(shell("echo no such table: orders; exit 7"));
  HealthReport report = settled_health(app);
  EXPECT_EQ(report.state, HealthState::Failed);
  EXPECT_NE(report.answers.back().find("exited with status 7"), std::string::npos) << report.answers.back();
  EXPECT_NE(logs(app).find("no such table: orders"), std::string::npos);
  EXPECT_EQ(logs(app, 1).find("no such table"), std::string::npos) << "only as many lines as asked for";
  destroy(app);
  EXPECT_NE(logs(app).find("no such table: orders"), std::string::npos);
}

TEST_F(ServiceTest, AnUnhealthyAnswerIsNotHealthyAndIsShown) {
  Created app = create(backend_service(root_, Json::object({{"UNHEALTHY", "1"}, {"BODY", "warming up"}})));
  HealthReport report = health(app);
  while (report.answers.back().find("503") == std::string::npos) report = health(app);
  EXPECT_EQ(report.state, HealthState::Starting);
  EXPECT_NE(report.answers.back().find("warming up"), std::string::npos);
  destroy(app);
}

TEST_F(ServiceTest, ACommandChecksHealthWithTheServicesOwnValues) {
  Desired desired = backend_service(root_, Json::object({{"KEY", "value"}}));
  desired.inputs["health"] = {{"command", {{"0", {"/bin/sh", "-c", "test \"$KEY\" = value && test -n \"$PORT\""}}}}};
  Created app = create(desired);
  EXPECT_EQ(settled_health(app).state, HealthState::Healthy);
  destroy(app);
}

TEST_F(ServiceTest, AStubbornProcessIsKilledAfterItsTime) {
  Desired desired = shell("trap '' TERM; while :; do sleep 0.05; done");
  desired.inputs["stop_timeout"] = 200;
  Created app = create(desired);
  EXPECT_TRUE(provider().stop(call("stop"), kKind, app.id));
  EXPECT_TRUE(host_.supervised().empty());
  destroy(app);
}

TEST_F(ServiceTest, WhatCannotRunIsRefusedAndLeavesNothing) {
  Desired missing = backend_service(root_);
  missing.inputs["command"] = {"bin/nothing"};
  Desired climbing = backend_service(root_);
  climbing.inputs["command"] = {"../backend/bin/infra-test-backend"};
  Desired port = backend_service(root_, Json::object({{"PORT", "1"}}));
  for (const auto& [desired, code] : {std::pair{missing, "E0830"}, {climbing, "E0830"}, {port, "E0814"}}) {
    auto created = provider().create(call("create"), desired);
    ASSERT_FALSE(created);
    EXPECT_EQ(created.error().error.code, code);
    EXPECT_EQ(created.error().certainty, Certainty::NotDone);
  }
  EXPECT_TRUE(provider().find(call(""), kKind, call("").stamp.lineage, "")->empty());
}

/// A service that runs from an archive of this host.
class ServiceFromArchive : public ServiceTest {
 protected:
  void SetUp() override {
    TestTar tar = make_tar(host_.folder(), "release", "v1");
    auto made = host_.provider("archive").create(
        call("archive", 9),
        {"std.compute.Archive", {{"source", {{"digest", tar.digest}, {"size", 1}}}}, {{tar.digest, tar.path}}});
    ASSERT_TRUE(made) << made.error().error.message;
    archive_ = made->id;
    tree_ = made->results["root"];
  }
  void TearDown() override {
    EXPECT_TRUE(host_.provider("archive").destroy(call("end", 9), "std.compute.Archive", archive_));
    EXPECT_TRUE(std::filesystem::is_empty(host_.root() + "/cache")) << "what was put aside goes with the archive";
  }
  Desired from_archive() {
    Desired made = shell("echo here: *; exec sleep 1000");
    made.inputs["archive"]["results"]["root"] = tree_;
    return made;
  }
  CallResult<Created> create_second() { return provider().create(call("second", 2), from_archive()); }

  std::string archive_, tree_;
};

TEST_F(ServiceFromArchive, WhatIsNewStartsWithoutWhatWasAddedAndWhatRunsKeepsItsFolder) {
  Created first = create(from_archive());
  std::ofstream(tree_ + "/bin/added") << "by hand";
  std::ofstream(tree_ + "/cache.tmp") << "by the program";
  const auto second = create_second();
  ASSERT_TRUE(second) << second.error().error.message;
  EXPECT_FALSE(std::filesystem::exists(tree_ + "/bin/added"));
  while (logs(*second).find("here:") == std::string::npos && !HasFailure()) std::this_thread::sleep_for(5ms);
  EXPECT_NE(logs(*second).find("here: bin link readme.txt\n"), std::string::npos) << logs(*second);
  const std::string folder = "/proc/" + std::to_string(process(first).pid) + "/cwd/";
  EXPECT_EQ(*host_.system().disk.read(folder + "cache.tmp"), "by the program");
  EXPECT_TRUE(provider().destroy(call("destroy second", 2), kKind, second->id));
  destroy(first);
}

TEST_F(ServiceFromArchive, NothingNewStartsFromAFileThatWasChanged) {
  std::ofstream(tree_ + "/bin/program") << "v2";
  const auto created = create_second();
  ASSERT_FALSE(created);
  EXPECT_EQ(created.error().error.code, "E0863");
  EXPECT_EQ(created.error().certainty, Certainty::NotDone);
}

TEST_F(ServiceTest, InstancesHavePortsOfTheirOwn) {
  auto one = provider().create(call("one", 1), backend_service(root_));
  auto two = provider().create(call("two", 2), backend_service(root_));
  ASSERT_TRUE(one && two);
  EXPECT_NE(one->results["port"], two->results["port"]);
  EXPECT_TRUE(provider().destroy(call("destroy one", 1), kKind, one->id));
  EXPECT_TRUE(provider().destroy(call("destroy two", 2), kKind, two->id));
}

}  // namespace
}  // namespace infra::test
