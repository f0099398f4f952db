#include "runtime/host/client/host_client.h"

#include <climits>
#include <cstdlib>
#include <filesystem>

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"
#include "runtime/host/host_root.h"
#include "runtime/host/protocol.h"
#include "runtime/system/unix_socket.h"

namespace infra::runtime {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds kHelperStart{15'000};
constexpr int kAttempts = 3;
/// Beyond the call's own deadline: the helper keeps that one itself, and its word is worth waiting for.
constexpr Milliseconds kGrace{5'000};
constexpr Milliseconds kCancelPoll{100};

tl::unexpected<CallError> not_done(Error error) {
  return tl::unexpected(CallError{std::move(error), Certainty::NotDone});
}
tl::unexpected<CallError> unknown(Error error) {
  return tl::unexpected(CallError{std::move(error), Certainty::Unknown});
}

}  // namespace

std::string companion_program(const std::string& name) {
  std::error_code problem;
  std::filesystem::path folder = std::filesystem::read_symlink("/proc/self/exe", problem).parent_path();
  if (folder.filename() != "infra" || folder.parent_path().filename() != "libexec")
    folder = folder.parent_path() / "libexec" / "infra";
  return (folder / name).string();
}

Result<std::unique_ptr<LineChannel>> HostClient::open_channel(bool& hung_up) {
  INFRA_ASSIGN(FileDescriptor socket, connect_unix(HostRoot(options_.root).socket()));
  const auto helper = peer_of(socket);
  auto channel = std::make_unique<LineChannel>(std::move(socket));
  channel->send({{"hello", {{"oldest", protocol::kOldest}, {"newest", protocol::kNewest}}}});
  auto answer = channel->receive(options_.greeting);
  hung_up = !answer;
  if (!answer)
    return fail(
        diag::error(diag::HostUnreachable, fmt::format("the helper of `{}`", options_.root), answer.error().message));
  if (!*answer)
    return fail(
        diag::error(diag::HostUnreachable, fmt::format("the helper of `{}`", options_.root),
                    fmt::format("no greeting within {} ms", options_.greeting.count()))
            .way_out(fmt::format("it hangs: end it{}, and the next command starts it again; services go on meanwhile",
                                 helper ? fmt::format(" with `kill -9 {}`", helper->process) : "")));
  const Json& message = **answer;
  if (message.contains("hello")) return channel;
  const auto newest = Json::json_pointer("/refused/newest");
  int theirs = message.contains(newest) && message[newest].is_number_integer() ? message[newest].get<int>() : 0;
  return fail(diag::error(diag::HelperVersion, options_.root, theirs, protocol::kOldest, protocol::kNewest)
                  .way_out("end the old helper with `infra host stop` of its own version; services go on meanwhile"));
}

Result<void> HostClient::start_helper() {
  HostRoot root(options_.root);
  INFRA_TRY(root.prepare(system_));
  SpawnRequest request;
  request.command = {options_.helper_program, "--root", options_.root};
  request.environment = {{"INFRA_HOST_ROOT", options_.root},
                         {"PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}};
  request.output = root.helper_log();
  INFRA_ASSIGN(ProcessId helper, system_.processes.spawn(request));
  CancelToken never;
  for (Milliseconds end = system_.clock.monotonic() + kHelperStart; system_.clock.monotonic() < end;) {
    if (connect_unix(root.socket())) return {};
    // One that ends may have met another that just started; its socket answers soon, or nothing will.
    if (!system_.processes.alive(helper)) end = std::min(end, system_.clock.monotonic() + 500ms);
    system_.clock.sleep(5ms, never);
  }
  system_.processes.reap();
  std::string said = system_.disk.read(request.output).value_or("");
  if (!said.empty() && said.back() == '\n') said.pop_back();
  return fail(diag::error(diag::HostUnreachable, fmt::format("the helper of `{}`", options_.root),
                          "it was started and does not answer")
                  .note("last in " + request.output + ": " + said.substr(said.rfind('\n') + 1)));
}

Result<std::unique_ptr<LineChannel>> HostClient::connect() {
  std::lock_guard lock(mutex_);
  if (!idle_.empty()) {
    auto channel = std::move(idle_.back());
    idle_.pop_back();
    return channel;
  }
  const bool may_start = !options_.helper_program.empty();
  for (int attempt = 1;; ++attempt) {
    if (may_start && !connect_unix(HostRoot(options_.root).socket())) INFRA_TRY(start_helper());
    bool hung_up = false;
    auto channel = open_channel(hung_up);
    // A helper that was just killed takes the connections with it that it has not greeted; nothing was asked of it yet.
    if (channel || !hung_up || !may_start || attempt == kAttempts) return channel;
  }
}

CallResult<Json> HostClient::ask(const std::string& provider, const std::string& method, const Call& call,
                                 const Json& arguments) {
  Json message = {
      {"call", method}, {"provider", provider}, {"with", protocol::to_json(call)}, {"arguments", arguments}};
  std::unique_ptr<LineChannel> channel;
  // A connection that lay idle may have lost its helper meanwhile: then nothing was done yet, and a new one is opened.
  for (;;) {
    auto connected = connect();
    if (!connected) return not_done(std::move(connected).error());
    channel = std::move(*connected);
    auto idle = channel->receive(0ms);
    if (idle && !*idle && channel->send(message)) break;
    if (call.cancel.cancelled()) return not_done(diag::error(diag::CallCancelled, method));
  }
  bool told = false;
  for (Milliseconds end = system_.clock.monotonic() + call.deadline + kGrace;;) {
    if (call.cancel.cancelled() && !told) told = channel->send({{"cancel", true}});
    auto received = channel->receive(kCancelPoll);
    if (!received) return unknown(diag::error(diag::ConnectionLost, method).note(received.error().message));
    if (!*received) {
      if (system_.clock.monotonic() < end) continue;
      return unknown(diag::error(diag::CallTimedOut, method, call.deadline.count()));
    }
    const Json& answer = **received;
    if (answer.contains("id") && answer["id"].is_string()) {
      if (call.report_id) call.report_id(answer["id"].get<std::string>());
    } else if (answer.contains("progress") && answer["progress"].is_string()) {
      if (call.progress) call.progress(answer["progress"].get<std::string>());
    } else if (answer.contains("answer")) {
      Json result = answer["answer"];
      std::lock_guard lock(mutex_);
      idle_.push_back(std::move(channel));
      return result;
    } else if (answer.contains("error")) {
      CallError error{protocol::error_from_json(answer["error"]), Certainty::Unknown};
      if (answer.contains("certainty") && answer["certainty"] == "not-done") error.certainty = Certainty::NotDone;
      if (answer.contains("throttled_ms") && answer["throttled_ms"].is_number_unsigned())
        error.throttled = Milliseconds(answer["throttled_ms"].get<uint32_t>());
      std::lock_guard lock(mutex_);
      idle_.push_back(std::move(channel));
      return tl::unexpected(std::move(error));
    } else {
      return unknown(diag::error(diag::ProtocolBroken, "an answer without a content"));
    }
  }
}

Result<void> HostClient::stop_helper() {
  if (!connect_unix(HostRoot(options_.root).socket())) return {};
  Call call;
  call.deadline = 5s;
  auto stopped = ask("", "stop_helper", call, Json::object());
  if (!stopped && stopped.error().error.code != diag::ConnectionLost.code)
    return fail(std::move(stopped).error().error);
  idle_.clear();
  CancelToken never;
  for (Milliseconds end = system_.clock.monotonic() + 30s; system_.clock.monotonic() < end;) {
    auto lock = system_.disk.try_lock(HostRoot(options_.root).lock(), "");
    if (lock && *lock) return {};
    system_.clock.sleep(10ms, never);
  }
  return fail(diag::error(diag::HostUnreachable, fmt::format("the helper of `{}`", options_.root),
                          "it was asked to end and has not"));
}

}  // namespace infra::runtime
