// A real haproxy with real servers behind it, under load.
#include <signal.h>

#include <fstream>

#include "runtime/providers/haproxy/engine.h"
#include "test/unit/runtime/providers/host_bed.h"
#include "test/unit/runtime/providers/http_load.h"

namespace infra::test {
namespace {

using namespace runtime;
using namespace std::chrono_literals;

constexpr const char* kKind = "std.net.Balancer";

class HaproxyTest : public ::testing::Test {
 protected:
  Provider& provider() { return host_.provider("haproxy"); }
  Call call(const std::string& token) {
    Call made;
    made.stamp = {"lineage-haproxy-" + std::to_string(getpid()), "shop", "front", "sha256:x", 1};
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
  CallResult<Created> move(const Created& front, const Desired& from, const Desired& to) {
    return provider().update(call("move " + std::to_string(++moves_)), front.id, from.inputs, to);
  }
  void expect_moved(const Created& front, const Desired& from, const Desired& to) {
    auto moved = move(front, from, to);
    ASSERT_TRUE(moved) << moved.error().error.message;
  }
  Observed read(const Created& front) {
    auto observed = provider().read(call(""), kKind, front.id);
    if (!observed) return ADD_FAILURE() << observed.error().error.message, Observed{};
    return *observed;
  }
  void destroy(const Created& front) { EXPECT_TRUE(provider().destroy(call("destroy"), kKind, front.id)); }
  std::string get(const std::string& path = "/") {
    auto answer = host_.system().network.http_get("127.0.0.1", listen_, path, 10s);
    return answer ? std::to_string(answer->status) + " " + answer->body : answer.error().message;
  }
  HaproxyEngine engine(const Created& front) {
    return HaproxyEngine(host_.system().network, host_.root() + "/running/" + front.id + "/admin.sock");
  }

  TestHost host_{Where::Helper};
  System& system_ = host_.system();
  int listen_ = *system_.network.free_port();
  int moves_ = 0;
};

TEST_F(HaproxyTest, NoRequestFailsWhileBackendsSwitchUnderKeepAliveLoad) {
  Backend one(system_, "one"), two(system_, "two"), three(system_, "three");
  Desired old_ones = balancer(listen_, {&one, &two}), new_one = balancer(listen_, {&three});
  Created front = create(old_ones);
  HttpLoad load(listen_, 8);
  int64_t longest = 0;
  for (int round = 0; round < 3; ++round) {
    for (bool forth : {true, false}) {
      Milliseconds begin = system_.clock.monotonic();
      expect_moved(front, forth ? old_ones : new_one, forth ? new_one : old_ones);
      longest = std::max(longest, (system_.clock.monotonic() - begin).count());
      auto drained = provider().drain(call("drain " + std::to_string(moves_)), kKind, front.id);
      ASSERT_TRUE(drained) << drained.error().error.message;
      EXPECT_EQ(drained->cut, 0u);
    }
  }
  load.stop();
  EXPECT_EQ(load.failed(), 0u) << load.first_failure();
  EXPECT_GT(load.requests(), 500u);
  EXPECT_EQ(load.bodies().size(), 3u) << "every backend has served";
  RecordProperty("requests", std::to_string(load.requests()));
  RecordProperty("longest_switch_ms", std::to_string(longest));
  auto left = engine(front).servers();
  ASSERT_TRUE(left) << left.error().message;
  EXPECT_EQ(left->size(), 2u) << "what has drained is gone from the engine";
  destroy(front);
}

TEST_F(HaproxyTest, ANewBackendThatIsNotUpLeavesTheOldServing) {
  Backend one(system_, "one"), sick(system_, "sick", {{"UNHEALTHY", "1"}});
  Desired good = balancer(listen_, {&one}), bad = balancer(listen_, {&sick});
  Created front = create(good);
  HttpLoad load(listen_, 4);
  Call short_call = call("bad move");
  short_call.deadline = 7s;
  auto moved = provider().update(short_call, front.id, good.inputs, bad);
  load.stop();
  ASSERT_FALSE(moved);
  EXPECT_EQ(moved.error().error.code, "E0862");
  EXPECT_EQ(moved.error().certainty, Certainty::NotDone);
  EXPECT_EQ(load.failed(), 0u) << load.first_failure();
  EXPECT_EQ(load.bodies().count("sick"), 0u);
  EXPECT_EQ(read(front).attributes, front.baseline) << "file and engine are back";
  destroy(front);
}

TEST_F(HaproxyTest, DrainWaitsForOpenSessions) {
  Backend slow(system_, "slow", {{"SLOW_MS", "1500"}}), next(system_, "next");
  Desired before = balancer(listen_, {&slow}), after = balancer(listen_, {&next});
  Created front = create(before);
  std::string answer;
  std::thread client([&] { answer = get("/slow"); });
  while (true) {  // Until the request is with its backend.
    auto servers = engine(front).servers();
    ASSERT_TRUE(servers);
    if (servers->begin()->second.sessions > 0) break;
  }
  expect_moved(front, before, after);
  EXPECT_EQ(get(), "200 next");
  auto drained = provider().drain(call("drain"), kKind, front.id);
  ASSERT_TRUE(drained) << drained.error().error.message;
  EXPECT_EQ(drained->cut, 0u);
  client.join();
  EXPECT_EQ(answer, "200 slow");
  destroy(front);
}

TEST_F(HaproxyTest, WhatIsOpenAtTheDeadlineIsCutAndCountedOnce) {
  Backend slow(system_, "slow", {{"SLOW_MS", "20000"}}), next(system_, "next");
  Desired before = balancer(listen_, {&slow}, {{"drain", 300}}), after = balancer(listen_, {&next}, {{"drain", 300}});
  Created front = create(before);
  std::string answer;
  std::thread client([&] { answer = get("/slow"); });
  while (true) {
    auto servers = engine(front).servers();
    ASSERT_TRUE(servers);
    if (servers->begin()->second.sessions > 0) break;
  }
  expect_moved(front, before, after);
  host_.crash_at("host.haproxy_drained");
  EXPECT_FALSE(provider().drain(call("drain"), kKind, front.id));
  EXPECT_TRUE(host_.recover());
  auto drained = provider().drain(call("drain"), kKind, front.id);
  ASSERT_TRUE(drained) << drained.error().error.message;
  EXPECT_EQ(drained->cut, 1u) << "the count survives a crash between counting and cutting";
  client.join();
  EXPECT_NE(answer, "200 slow");
  EXPECT_EQ(engine(front).servers()->size(), 1u);
  destroy(front);
}

TEST_F(HaproxyTest, AHandOnTheFileOrOnTheEngineIsDriftAndIsPutBack) {
  Backend one(system_, "one"), two(system_, "two");
  Desired wanted = balancer(listen_, {&one});
  Created front = create(wanted);
  const std::string file = host_.root() + "/running/" + front.id + "/haproxy.cfg";

  std::ofstream(file, std::ios::app) << "# by hand\n";
  EXPECT_NE(read(front).attributes["file"], front.baseline["file"]);
  expect_moved(front, wanted, wanted);
  EXPECT_EQ(read(front).attributes, front.baseline);

  ASSERT_TRUE(engine(front).set(engine(front).servers()->begin()->first, Admin::Maint));
  EXPECT_EQ(read(front).attributes["backends"][one.address()], "maint");
  expect_moved(front, wanted, wanted);
  EXPECT_EQ(read(front).attributes, front.baseline);

  ASSERT_TRUE(engine(front).add("stranger", two.address()));
  ASSERT_TRUE(engine(front).set("stranger", Admin::Ready));
  EXPECT_EQ(read(front).attributes["backends"][two.address()], "ready");
  expect_moved(front, wanted, wanted);
  EXPECT_EQ(read(front).attributes, front.baseline);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(get(), "200 one");
  destroy(front);
}

TEST_F(HaproxyTest, ABackendThatDiesIsNoDrift) {
  Backend one(system_, "one"), two(system_, "two");
  Created front = create(balancer(listen_, {&one, &two}));
  one.kill();
  while (engine(front).servers()->at("127.0.0.1-" + one.address().substr(10)).up) std::this_thread::sleep_for(10ms);
  EXPECT_EQ(read(front).attributes, front.baseline);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(get(), "200 two");
  destroy(front);
}

TEST_F(HaproxyTest, ADeadHelperDisturbsNobodyAndItsSuccessorGoesOn) {
  Backend one(system_, "one"), two(system_, "two");
  Desired before = balancer(listen_, {&one}), after = balancer(listen_, {&two});
  Created front = create(before);
  HttpLoad load(listen_, 4);
  host_.kill_helper();
  EXPECT_EQ(read(front).attributes, front.baseline);
  expect_moved(front, before, after);
  host_.kill_helper();
  EXPECT_TRUE(provider().drain(call("drain"), kKind, front.id));
  load.stop();
  EXPECT_EQ(load.failed(), 0u) << load.first_failure();
  destroy(front);
}

TEST_F(HaproxyTest, AnotherPortIsTakenOverByAReload) {
  Backend one(system_, "one");
  Desired before = balancer(listen_, {&one});
  Created front = create(before);
  listen_ = *system_.network.free_port();
  Desired after = balancer(listen_, {&one});
  expect_moved(front, before, after);
  EXPECT_EQ(get(), "200 one");
  EXPECT_EQ(read(front).attributes["listen"], listen_);
  destroy(front);
}

TEST_F(HaproxyTest, APortInUseIsSaidBeforeAnythingIsDone) {
  Backend one(system_, "one");
  Desired wanted = balancer(one.endpoint()["port"], {&one});
  auto valid = provider().validate(call(""), wanted);
  ASSERT_FALSE(valid);
  EXPECT_EQ(valid.error().code, "E0831");
  auto created = provider().create(call("create"), wanted);
  ASSERT_FALSE(created);
  EXPECT_EQ(created.error().error.code, "E0831");
  EXPECT_EQ(created.error().certainty, Certainty::NotDone);
}

TEST_F(HaproxyTest, AfterAPowerLossTheSameBalancerIsStarted) {
  Backend one(system_, "one");
  Created front = create(balancer(listen_, {&one}));
  host_.power_loss();
  Observed observed = read(front);
  EXPECT_EQ(observed.presence, Presence::Stopped);
  EXPECT_EQ(observed.attributes, front.baseline);
  auto started = provider().start(call("start"), kKind, front.id);
  ASSERT_TRUE(started) << started.error().error.message;
  EXPECT_EQ(get(), "200 one");
  EXPECT_EQ(read(front).attributes, front.baseline);
  destroy(front);
}

TEST_F(HaproxyTest, WhatWouldBreakOutOfTheFileIsRefused) {
  for (Json bad :
       {Json{{"health", "/x'\n  server evil 10.0.0.1:1"}}, Json{{"health", "relative"}}, Json{{"listen", 70000}},
        Json{{"backends", {{{"host", "a b"}, {"port", 1}}}}}, Json{{"backends", "none"}}}) {
    auto valid = provider().validate(call(""), balancer(listen_, {}, bad));
    ASSERT_FALSE(valid) << bad;
    EXPECT_EQ(valid.error().code, "E0814");
  }
}

/// A network whose Unix sockets answer what a test says.
class Saying final : public Network {
 public:
  explicit Saying(std::string answer) : answer_(std::move(answer)) {}
  Result<HttpAnswer> http_get(const std::string&, int, const std::string&, Milliseconds) override {
    return HttpAnswer{};
  }
  Result<void> tcp_connect(const std::string&, int, Milliseconds) override { return {}; }
  Result<std::string> ask_unix(const std::string&, std::string_view, Milliseconds) override { return answer_; }
  Result<int> free_port() override { return 1; }
  bool port_in_use(int) override { return false; }

 private:
  std::string answer_;
};

TEST(HaproxyEngineTest, AnAnswerThatIsARefusalIsAnError) {
  Saying network("No such server.\n\n");
  auto set = HaproxyEngine(network, "x").set("a", Admin::Ready);
  ASSERT_FALSE(set);
  EXPECT_EQ(set.error().code, "E0861");
  EXPECT_NE(set.error().message.find("No such server"), std::string::npos);
}

TEST(HaproxyEngineTest, ReadsAdministrativeStatesFromAnyOrderOfColumns) {
  Saying network(
      "1\n# srv_name be_name srv_port srv_addr srv_admin_state srv_op_state srv_check_result srv_fqdn\n"
      "a t 80 127.0.0.1 0 2 3 -\nb t 81 127.0.0.1 8 2 3 -\nc t 82 127.0.0.1 1 0 0 -\nd t 83 127.0.0.1 0 2 1 -\n");
  auto servers = HaproxyEngine(network, "x").servers();
  ASSERT_TRUE(servers) << servers.error().message;
  EXPECT_EQ((*servers)["a"].admin, Admin::Ready);
  EXPECT_TRUE((*servers)["a"].up);
  EXPECT_EQ((*servers)["b"].admin, Admin::Drain);
  EXPECT_EQ((*servers)["c"].admin, Admin::Maint);
  EXPECT_FALSE((*servers)["c"].up);
  EXPECT_FALSE((*servers)["d"].up) << "running, but no check has passed yet";
  EXPECT_EQ((*servers)["c"].address, "127.0.0.1:82");
}

}  // namespace
}  // namespace infra::test
