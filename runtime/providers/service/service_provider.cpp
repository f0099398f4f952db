#include "runtime/providers/service/service_provider.h"

#include <algorithm>

#include "compiler/base/text.h"
#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"
#include "runtime/providers/archive/tree_cache.h"
#include "runtime/providers/inputs.h"

namespace infra::runtime {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds kShimStart{10'000};
constexpr Milliseconds kProbeLimit{2'000};
constexpr size_t kAnswersKept = 5;
/// In a row: a service that dies so often does not become healthy by waiting.
constexpr uint64_t kHopeless = 5;
/// How long a process must have run to count as running; longer when it has died before.
constexpr Milliseconds kSettled{250}, kSettledAgain{2'000};

Capabilities capabilities() {
  Capabilities made;
  made.kind = "std.compute.Service";
  made.recovery = Recovery::ChosenName;
  made.has_health = true;
  made.can_stop = true;
  made.has_logs = true;
  made.not_kept = {"network"};
  made.calls_in_flight = 8;  // They start programs, which want the processor.
  return made;
}

int port_of(const Record& record) { return record.facts.at("port").get<int>(); }

std::string note_of(const shim::Status& status) {
  std::string text = status.process ? fmt::format("pid {}", status.process->pid) : status.state;
  if (status.restarts > 0) text += fmt::format(", {}", count_noun(status.restarts, "restart"));
  if (!status.last_end.empty()) text += fmt::format(", last {}", status.last_end);
  return text;
}

}  // namespace

ServiceProvider::ServiceProvider(Host& host) : HostedProvider(host, "service", capabilities()) {}

Result<void> ServiceProvider::validate(const Call&, const Desired& desired) {
  INFRA_ASSIGN(ServiceSpec spec, read_service(desired.inputs, true));
  return spec.port && host_.system.network.port_in_use(*spec.port) ? fail(diag::error(diag::PortInUse, *spec.port))
                                                                   : Result<void>();
}

Result<ChangeAnswer> ServiceProvider::plan_change(const std::string&, const Json& before, const Json& after) {
  return before == after ? ChangeAnswer{ChangeKind::Nothing, ""}
                         : ChangeAnswer{ChangeKind::Refused, "a service is replaced, never changed"};
}

/// The manifest says which variables there are; what they hold lies sealed.
Json ServiceProvider::recordable(const Json& inputs) const {
  Json kept = inputs;
  if (kept.contains("env") && kept["env"].is_object()) {
    for (auto& [name, value] : kept["env"].items()) value = nullptr;
  }
  return kept;
}

Result<void> ServiceProvider::prepare(Record& record, const Desired& desired) {
  INFRA_ASSIGN(ServiceSpec spec, read_service(desired.inputs, true));
  INFRA_TRY(TreeCache(host_).renew(spec.root));
  INFRA_TRY(program_path(host_.system, spec.root, spec.command[0]));
  if (!spec.port) {
    INFRA_ASSIGN(int port, host_.ports.take());
    record.facts["port"] = port;
    return {};
  }
  if (host_.system.network.port_in_use(*spec.port)) return fail(diag::error(diag::PortInUse, *spec.port));
  host_.ports.keep(*spec.port);
  record.facts["port"] = *spec.port;
  return {};
}

Result<Created> ServiceProvider::make(Record& record, const Call&, const Desired& desired) {
  INFRA_ASSIGN(ServiceSpec spec, read_service(desired.inputs, true));
  INFRA_TRY(host_.key->seal(record.id, spec.environment));
  host_.system.failpoints.hit("host.service_sealed");
  INFRA_TRY(launch(record, spec));
  host_.system.failpoints.hit("host.service_started");
  int port = port_of(record);
  Json results = {{"port", port},
                  {"ip", "127.0.0.1"},
                  {"endpoint", {{"host", "127.0.0.1"}, {"port", port}}},
                  {"url", fmt::format("http://127.0.0.1:{}/", port)}};
  INFRA_ASSIGN(Json baseline, attributes(record));
  return Created{record.id, std::move(results), std::move(baseline)};
}

Result<void> ServiceProvider::launch(const Record& record, const ServiceSpec& service) {
  shim::Spec spec;
  spec.command = service.command;
  INFRA_ASSIGN(spec.command[0], program_path(host_.system, service.root, service.command[0]));
  spec.environment = process_environment(service, port_of(record));
  spec.folder = service.root;
  spec.stop_timeout_ms = service.stop_timeout.count();
  INFRA_TRY(host_.supervisor.start(record.id, mark_of(record), std::move(spec), kShimStart));
  return {};
}

Result<void> ServiceProvider::unmake(const Record& record, const Call&) {
  auto spec = read_service(record.inputs, false);
  INFRA_TRY(host_.supervisor.stop(record.id, mark_of(record), spec ? spec->stop_timeout : Milliseconds(10'000)));
  INFRA_TRY(host_.supervisor.keep_logs(record.id));
  std::lock_guard lock(answers_mutex_);
  answers_.erase(record.id);
  return host_.system.disk.remove_tree(host_.root.running(record.id));
}

/// What must be as it was made: what it runs from, with what values, on which port. Not whether it runs.
Result<Json> ServiceProvider::attributes(const Record& record) {
  INFRA_ASSIGN(ServiceSpec spec, read_service(record.inputs, false));
  auto values = host_.key->open(record.id);
  auto program = program_path(host_.system, spec.root, spec.command[0]);
  return Json{{"command", spec.command},
              {"environment", values ? host_.key->commitment(*values) : "lost"},
              {"port", port_of(record)},
              {"program", program ? *program : "gone"},
              {"root", spec.root}};
}

Result<Observed> ServiceProvider::observe(const Record& record, const Call&) {
  Observed observed;
  observed.stamp = record.stamp;
  INFRA_ASSIGN(observed.attributes, attributes(record));
  auto status = host_.supervisor.status(record.id);
  bool runs = status && status->state != "stopped" && status->state != "stopping";
  observed.presence = runs ? Presence::Running : Presence::Stopped;
  observed.note = status ? note_of(*status) : "its supervisor is gone";
  return observed;
}

CallResult<void> ServiceProvider::start(const Call& call, const std::string&, const std::string& id) {
  return act_on<void>(call, id, [&](const Record& record) -> Result<void> {
    if (auto status = host_.supervisor.status(id); status && status->state != "stopped" && status->state != "stopping")
      return {};
    INFRA_ASSIGN(ServiceSpec spec, read_service(record.inputs, false));
    INFRA_ASSIGN(Json values, host_.key->open(id));
    values.get_to(spec.environment);
    // Its port is in its results, which others were made with: another one would be another instance.
    int port = port_of(record);
    INFRA_TRY(host_.supervisor.clear(id, mark_of(record)));
    if (host_.system.network.port_in_use(port))
      return fail(diag::error(diag::PortInUse, port)
                      .note(fmt::format("`{}` had this port before it stopped", record.stamp.address))
                      .way_out("stop what listens there, or change an input so that a new instance gets a new port"));
    return launch(record, spec);
  });
}

CallResult<void> ServiceProvider::stop(const Call& call, const std::string&, const std::string& id) {
  return act_on<void>(call, id, [&](const Record& record) -> Result<void> {
    INFRA_ASSIGN(ServiceSpec spec, read_service(record.inputs, false));
    return host_.supervisor.stop(id, mark_of(record), spec.stop_timeout);
  });
}

CallResult<HealthReport> ServiceProvider::health(const Call& call, const std::string&, const std::string& id) {
  auto record = host_.records->get(id);
  if (!record) return not_done(no_such(id));
  return probe(*record, call).map_error([](Error error) { return CallError{std::move(error), Certainty::NotDone}; });
}

Result<HealthReport> ServiceProvider::probe(const Record& record, const Call& call) {
  INFRA_ASSIGN(ServiceSpec spec, read_service(record.inputs, false));
  HealthReport report;
  std::string answer;
  auto status = host_.supervisor.status(record.id);
  if (!status || status->state == "stopped" || status->state == "stopping") {
    report.state = HealthState::Failed;
    answer = "it is not running";
  } else if (!status->process) {
    report.state = status->failures >= kHopeless ? HealthState::Failed : HealthState::Starting;
    answer = fmt::format("the process {}", status->last_end);
  } else if (spec.health) {
    if (spec.health->how == HealthCheck::How::Command) {
      INFRA_ASSIGN(Json values, host_.key->open(record.id));
      values.get_to(spec.environment);
    }
    Probe probe = ask_health(host_.system, *spec.health, spec, port_of(record), std::min(kProbeLimit, call.deadline));
    // Only its own process may answer for it: one that died meanwhile did not.
    report.state = probe.healthy                   ? HealthState::Healthy
                   : status->failures >= kHopeless ? HealthState::Failed
                                                   : HealthState::Starting;
    answer = probe.answer;
  } else {
    Milliseconds runs = host_.system.clock.monotonic() - Milliseconds(status->since_ms);
    report.state =
        runs >= (status->failures == 0 ? kSettled : kSettledAgain) ? HealthState::Healthy : HealthState::Starting;
    answer = fmt::format("running for {} ms", runs.count());
  }
  std::lock_guard lock(answers_mutex_);
  auto& last = answers_[record.id];
  if (last.empty() || last.back() != answer) last.push_back(answer);
  if (last.size() > kAnswersKept) last.pop_front();
  report.answers.assign(last.begin(), last.end());
  return report;
}

CallResult<std::string> ServiceProvider::logs(const Call&, const std::string&, const std::string& id, size_t lines) {
  return host_.supervisor.logs(id, lines);
}

}  // namespace infra::runtime
