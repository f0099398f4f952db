#include "runtime/providers/service/spec.h"

#include "compiler/base/sanitize.h"
#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"
#include "runtime/providers/inputs.h"

namespace infra::runtime {
namespace {

constexpr const char* kKind = "std.compute.Service";
constexpr const char* kSystemPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

Result<std::optional<int>> port_of(const Inputs& inputs) {
  INFRA_ASSIGN(auto port, inputs.optional_whole("port"));
  if (port && (*port < 1 || *port > 65535)) return fail(inputs.wrong("`port` is not from 1 to 65535"));
  return port ? std::optional(static_cast<int>(*port)) : std::nullopt;
}

Result<HealthCheck> read_health(const Inputs& inputs, const Json& json) {
  HealthCheck check;
  // A member without any of its optional payload may stand as its bare name.
  if (json == "tcp") return check;
  if (!json.is_object() || json.size() != 1) return fail(inputs.wrong("`health` is not one of its members"));
  const std::string& member = json.begin().key();
  Inputs payload(json.begin().value(), kKind);
  if (member == "command") {
    check.how = HealthCheck::How::Command;
    INFRA_ASSIGN(check.command, payload.texts("0"));
    if (check.command.empty()) return fail(inputs.wrong("the command of `health` is empty"));
    return check;
  }
  if (member != "http" && member != "tcp") return fail(inputs.wrong("`health` is not one of its members"));
  if (member == "http") {
    check.how = HealthCheck::How::Http;
    INFRA_ASSIGN(check.path, payload.text("path"));
  }
  INFRA_ASSIGN(check.port, port_of(payload));
  return check;
}

bool is_name(std::string_view name) {
  return !name.empty() && name.find('=') == name.npos && name.find('\0') == name.npos;
}

}  // namespace

Result<ServiceSpec> read_service(const Json& json, bool with_environment) {
  Inputs inputs(json, kKind);
  ServiceSpec spec;
  INFRA_ASSIGN(spec.root, inputs.result_of("archive", "root"));
  INFRA_ASSIGN(spec.command, inputs.texts("command"));
  if (spec.command.empty() || spec.command[0].empty()) return fail(inputs.wrong("`command` is empty"));
  if (with_environment) {
    INFRA_ASSIGN(spec.environment, inputs.text_map("env"));
    for (const auto& [name, value] : spec.environment) {
      if (!is_name(name)) return fail(inputs.wrong(fmt::format("`{}` cannot name a variable", sanitize_line(name))));
      if (name == "PORT") return fail(inputs.wrong("`PORT` is given by the host and cannot be set in `env`"));
      if (value.find('\0') != value.npos) return fail(inputs.wrong(fmt::format("`{}` holds a zero byte", name)));
    }
  }
  if (const Json* health = inputs.find("health")) {
    INFRA_ASSIGN(spec.health, read_health(inputs, *health));
  }
  INFRA_ASSIGN(spec.port, port_of(inputs));
  INFRA_ASSIGN(int64_t timeout, inputs.whole("stop_timeout", 10'000));
  spec.stop_timeout = Milliseconds(timeout);
  return spec;
}

Result<std::string> program_path(System& system, const std::string& root, const std::string& name) {
  if (name.starts_with('/')) {
    if (system.disk.exists(name)) return name;
  } else if (("/" + name + "/").find("/../") == std::string::npos) {
    if (std::string inside = root + "/" + name; system.disk.exists(inside)) return inside;
    if (name.find('/') == name.npos) {
      for (std::string_view folders = kSystemPath; !folders.empty();) {
        std::string candidate = std::string(folders.substr(0, folders.find(':'))) + "/" + name;
        if (system.disk.exists(candidate)) return candidate;
        folders = folders.find(':') == folders.npos ? std::string_view() : folders.substr(folders.find(':') + 1);
      }
    }
  }
  return fail(diag::error(diag::ProgramMissing, name, root)
                  .way_out("`command` starts with a path below the archive's root, an absolute path, or the name of a "
                           "program of the system"));
}

std::map<std::string, std::string> process_environment(const ServiceSpec& spec, int port) {
  auto environment = spec.environment;
  environment.emplace("PATH", kSystemPath);  // Unless the author gave one.
  environment["PORT"] = std::to_string(port);
  return environment;
}

Probe ask_health(System& system, const HealthCheck& check, const ServiceSpec& spec, int own_port, Milliseconds limit) {
  int port = check.port.value_or(own_port);
  switch (check.how) {
    case HealthCheck::How::Http: {
      auto answer = system.network.http_get("127.0.0.1", port, check.path, limit);
      if (!answer) return {false, answer.error().message};
      std::string line = sanitize_line(answer->body.substr(0, answer->body.find('\n')).substr(0, 200));
      return {answer->status >= 200 && answer->status < 400,
              fmt::format("GET {} answered {}{}{}", check.path, answer->status, line.empty() ? "" : ": ", line)};
    }
    case HealthCheck::How::Tcp: {
      auto answer = system.network.tcp_connect("127.0.0.1", port, limit);
      return answer ? Probe{true, fmt::format("port {} accepts connections", port)}
                    : Probe{false, answer.error().message};
    }
    case HealthCheck::How::Command: break;
  }
  auto program = program_path(system, spec.root, check.command[0]);
  if (!program) return {false, program.error().message};
  SpawnRequest request;
  request.command = check.command;
  request.command[0] = *program;
  request.environment = process_environment(spec, own_port);
  request.folder = spec.root;
  auto finished = system.processes.run(request, limit);
  if (!finished) return {false, finished.error().message};
  std::string line = sanitize_line(finished->output.substr(0, finished->output.find('\n')).substr(0, 200));
  std::string how = finished->timed_out ? "did not end in time" : fmt::format("ended with status {}", finished->status);
  return {!finished->timed_out && finished->status == 0,
          fmt::format("`{}` {}{}{}", check.command[0], how, line.empty() ? "" : ": ", line)};
}

}  // namespace infra::runtime
