#include "runtime/host/supervisor.h"

#include <signal.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <fmt/format.h>

#include "compiler/base/json.h"
#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"

namespace infra::runtime {
namespace {

using namespace std::chrono_literals;

ProcessId to_id(const shim::Process& process) { return {process.boot_id, process.pid, process.start_time}; }

}  // namespace

std::optional<shim::Status> Supervisor::status(const std::string& id) {
  auto text = system_.disk.read(root_.running(id) + "/" + shim::kStatusFile);
  auto status = text ? shim::status_from_json(*text) : std::nullopt;
  if (!status || !system_.processes.alive(to_id(status->shim))) return std::nullopt;
  return status;
}

Result<shim::Status> Supervisor::start(const std::string& id, const std::string& mark, shim::Spec spec,
                                       Milliseconds limit) {
  if (auto living = status(id); living && living->state != "stopping" && living->state != "stopped") return *living;
  // What a killed shim left behind would hold the port, or write to the volume, beside the new process.
  INFRA_TRY(clear(id, mark));
  std::string folder = root_.running(id);
  INFRA_TRY(system_.disk.make_folders(folder, 0700));
  INFRA_TRY(system_.disk.remove(folder + "/" + shim::kStatusFile));
  spec.environment[kMark] = mark;
  spec.environment["INFRA_HOST_ROOT"] = root_.path();
  SpawnRequest request;
  request.command = {shim_program_, folder};
  request.environment = {{kMark, mark}, {"INFRA_HOST_ROOT", root_.path()}};
  request.output = folder + "/shim.log";
  request.standard_input = shim::to_json(spec).dump(-1, ' ', false, Json::error_handler_t::replace);
  INFRA_ASSIGN(ProcessId shim, system_.processes.spawn(request));
  system_.failpoints.hit("host.shim_spawned");
  Milliseconds end = system_.clock.monotonic() + limit;
  for (CancelToken never;;) {
    auto now = status(id);
    if (now && now->state != "starting") return *now;
    if (!system_.processes.alive(shim)) break;
    if (system_.clock.monotonic() >= end) {
      INFRA_TRY(clear(id, mark));
      break;
    }
    system_.clock.sleep(5ms, never);
  }
  system_.processes.reap();
  std::string said = system_.disk.read(request.output).value_or("");
  return fail(diag::error(diag::ProcessNotStarted, shim_program_,
                          said.empty() ? "it ended before it started anything" : said.substr(0, said.find('\n'))));
}

Result<void> Supervisor::stop(const std::string& id, const std::string& mark, Milliseconds stop_timeout) {
  if (auto living = status(id)) {
    ProcessId shim = to_id(living->shim);
    INFRA_TRY(system_.processes.signal(shim, SIGTERM));
    system_.processes.wait_gone(shim, stop_timeout + 5s);
  }
  INFRA_TRY(clear(id, mark));
  system_.processes.reap();
  return {};
}

Result<void> Supervisor::clear(const std::string& id, const std::string& mark) {
  // A shim among them restarts what is killed before it, so this goes in rounds until none is left.
  for (int round = 0; round < 50; ++round) {
    auto left = system_.processes.find_by_environment(kMark, mark);
    if (left.empty()) return {};
    for (const ProcessId& process : left) INFRA_TRY(system_.processes.signal(process, SIGKILL));
    for (const ProcessId& process : left) system_.processes.wait_gone(process, 200ms);
    system_.processes.reap();
  }
  return fail(diag::error(diag::ProcessNotStopped, id, "it does not end after SIGKILL")
                  .way_out("`ps` shows it in state D when it waits for a disk or a network file system that hangs"));
}

Result<void> Supervisor::keep_logs(const std::string& id) {
  constexpr size_t kKept = 64;
  INFRA_ASSIGN(auto names, system_.disk.list(root_.old_logs()));
  // By instance number, lowest first: of one deployment, those are the oldest.
  auto number = [](const std::string& name) {
    size_t dot = name.find('.'), dash = name.rfind('-', dot);
    return std::strtoull(name.c_str() + (dash == name.npos ? 0 : dash + 1), nullptr, 10);
  };
  std::stable_sort(names.begin(), names.end(), [&](const auto& a, const auto& b) { return number(a) < number(b); });
  for (size_t i = 0; i + kKept <= names.size(); ++i) INFRA_TRY(system_.disk.remove(root_.old_logs() + "/" + names[i]));
  std::string from = root_.running(id) + "/" + shim::kLogFile, to = root_.old_logs() + "/" + id;
  for (const char* suffix : {".1", ""}) {
    if (rename((from + suffix).c_str(), (to + suffix).c_str()) != 0 && errno != ENOENT)
      return fail(diag::error(diag::HostWriteFailed, to, strerror(errno)));
  }
  return {};
}

std::string Supervisor::logs(const std::string& id, size_t lines) {
  std::string path = root_.running(id) + "/" + shim::kLogFile;
  if (!system_.disk.exists(path)) path = root_.old_logs() + "/" + id;
  std::string text = system_.disk.read(path + ".1").value_or("") + system_.disk.read(path).value_or("");
  if (text.empty() || lines == 0) return "";
  if (text.back() != '\n') text.push_back('\n');
  size_t begin = text.size() - 1;
  for (; lines > 0 && begin > 0; --lines) {
    size_t newline = text.rfind('\n', begin - 1);
    if (newline == text.npos) return text;
    begin = newline;
  }
  return text.substr(begin + 1);
}

}  // namespace infra::runtime
