// A helper that misbehaves: what its caller hears, and how certain it may be that nothing was done.
#include "runtime/host/client/host_client.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <functional>
#include <thread>

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"
#include "runtime/host/host_root.h"
#include "runtime/host/hosted_provider.h"
#include "runtime/host/server/dispatch.h"
#include "runtime/system/unix_socket.h"
#include "test/support/fake_system.h"
#include "test/support/temp_folder.h"

namespace infra::test {
namespace {

using namespace runtime;
using namespace std::chrono_literals;

class HostClientTest : public ::testing::Test {
 protected:
  using Script = std::function<void(LineChannel&)>;

  /// Asks a helper that greets and then does as `script` says.
  CallResult<Json> ask(const Script& script, bool greets = true) {
    const FileDescriptor listening = listen_unix(HostRoot(folder_.path()).socket()).value();
    std::thread helper([&] {
      LineChannel channel(FileDescriptor(::accept4(listening.get(), nullptr, nullptr, SOCK_CLOEXEC)));
      channel.receive(10s);
      if (greets) {
        channel.send({{"hello", {{"protocol", 1}}}});
        channel.receive(10s);
      }
      script(channel);
    });
    Call call;
    call.deadline = 1s;
    auto answer = [&] {
      HostClient client(system_, {folder_.path(), "", greeting_});
      return client.ask("volume", "create", call, Json::object());
    }();
    helper.join();
    return answer;
  }

  FakeSystem system_;
  TempFolder folder_;
  Milliseconds greeting_ = 10s;
};

TEST_F(HostClientTest, AnAnswerIsPassedOn) {
  const auto answer = ask([](LineChannel& helper) { helper.send({{"answer", {{"id", "data-1"}}}}); });
  ASSERT_TRUE(answer);
  EXPECT_EQ((*answer)["id"], "data-1");
}

TEST_F(HostClientTest, AHelperOfAnotherVersionIsRefusedBeforeAnythingIsDone) {
  const auto answer = ask([](LineChannel& helper) { helper.send({{"refused", {{"newest", 99}}}}); }, false);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().error.code, diag::HelperVersion.code) << answer.error().error.message;
  EXPECT_EQ(answer.error().certainty, Certainty::NotDone);
}

TEST_F(HostClientTest, AConnectionLostDuringACallLeavesItsOutcomeUnknown) {
  const auto answer = ask([](LineChannel&) {});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().error.code, diag::ConnectionLost.code);
  EXPECT_EQ(answer.error().certainty, Certainty::Unknown);
}

TEST_F(HostClientTest, AnAnswerThatIsNoneLeavesItsOutcomeUnknown) {
  const auto answer = ask([](LineChannel& helper) { helper.send({{"nonsense", 1}}); });
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().error.code, diag::ProtocolBroken.code);
  EXPECT_EQ(answer.error().certainty, Certainty::Unknown);
}

TEST_F(HostClientTest, ACallThatDoesNotEndLeavesItsOutcomeUnknown) {
  const auto answer = ask([&](LineChannel& helper) {
    // Until the caller hangs up.
    while (helper.receive(10ms)) system_.clock.advance(1s);
  });
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().error.code, diag::CallTimedOut.code);
  EXPECT_EQ(answer.error().certainty, Certainty::Unknown);
}

TEST_F(HostClientTest, AHelperThatHangsBeforeItGreetsIsNamedAndNothingWasDone) {
  greeting_ = 20ms;
  const auto answer = ask(
      [](LineChannel& helper) {
        while (helper.receive(10ms)) {}  // Until the caller hangs up.
      },
      false);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().error.code, diag::HostUnreachable.code);
  EXPECT_NE(answer.error().error.message.find("no greeting within 20 ms"), std::string::npos);
  EXPECT_EQ(answer.error().certainty, Certainty::NotDone);
}

TEST_F(HostClientTest, AHelperThatWantsToBeLeftAloneSaysForHowLong) {
  const auto answer = ask([](LineChannel& helper) {
    helper.send(error_message(CallError{Error{"E0796", "slow down", {}, ""}, Certainty::NotDone, 1500ms}));
  });
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().throttled, 1500ms);
  EXPECT_EQ(answer.error().certainty, Certainty::NotDone);
}

TEST(CallTime, EndsAPauseWhenTheTimeIsOverOrTheCallIsCalledOff) {
  FakeSystem system;
  Call call;
  call.deadline = 2s;
  const CallTime time(system, call);
  EXPECT_TRUE(time.pause(5s, "wait"));
  EXPECT_EQ(time.pause(5s, "wait").error().code, diag::CallTimedOut.code);
  Call off;
  off.cancel.cancel();
  EXPECT_EQ(CallTime(system, off).pause(5s, "wait").error().code, diag::CallCancelled.code);
}

}  // namespace
}  // namespace infra::test
