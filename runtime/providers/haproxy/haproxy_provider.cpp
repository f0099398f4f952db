#include "runtime/providers/haproxy/haproxy_provider.h"

#include <signal.h>

#include <algorithm>
#include <sstream>

#include "compiler/base/sanitize.h"
#include "compiler/base/text.h"
#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"
#include "runtime/providers/haproxy/move.h"

namespace infra::runtime {
namespace {

using namespace std::chrono_literals;

constexpr const char* kKind = "std.net.Balancer";
constexpr Milliseconds kShimStart{10'000}, kCheckConfig{10'000}, kReloaded{10'000};

Capabilities capabilities() {
  Capabilities made;
  made.kind = kKind;
  made.recovery = Recovery::ChosenName;
  made.updates_in_place = true;
  made.has_health = true;
  made.can_stop = true;
  made.drains = true;
  made.has_logs = true;
  made.not_kept = {"certificate", "network"};
  return made;
}

/// On the helper's path, which does not depend on who started it; E0860 when it is nowhere.
Result<std::string> haproxy_program(System& system) {
  std::istringstream folders(system.environment("PATH").value_or("/usr/local/sbin:/usr/sbin:/usr/local/bin:/usr/bin"));
  for (std::string folder; std::getline(folders, folder, ':');) {
    if (folder.starts_with('/') && system.disk.exists(folder + "/haproxy")) return folder + "/haproxy";
  }
  return fail(diag::error(diag::HaproxyMissing).way_out("install it: on Debian and Ubuntu, `apt install haproxy`"));
}

std::string first_complaint(const std::string& output) {
  size_t at = output.find("[ALERT]");
  std::string line = output.substr(at == output.npos ? 0 : at);
  return sanitize_line(line.substr(0, line.find('\n')));
}

std::set<std::string> leaving_of(const Record& record) {
  return record.facts.value("leaving", Json::array()).get<std::set<std::string>>();
}

}  // namespace

HaproxyProvider::HaproxyProvider(Host& host) : HostedProvider(host, "haproxy", capabilities()) {}

bool HaproxyProvider::runs(const std::string& id) {
  auto status = host_.supervisor.status(id);
  return status && status->process && status->state == "running";
}

Result<void> HaproxyProvider::port_is_ours_or_free(const std::string& id, int port) {
  if (!host_.system.network.port_in_use(port)) return {};
  Error error = diag::error(diag::PortInUse, port);
  for (const Record& record : host_.records->all()) {
    if (record.provider != name_ || record.inputs.value("listen", 0) != port) continue;
    if (record.id == id && runs(id)) return {};
    error.notes.push_back(
        fmt::format("it is `{}` of the deployment `{}`", record.stamp.address, record.stamp.deployment));
  }
  return fail(std::move(error).way_out("stop what listens there, or give `listen` another port"));
}

Result<void> HaproxyProvider::validate(const Call& call, const Desired& desired) {
  INFRA_ASSIGN(BalancerSpec spec, read_balancer(desired.inputs));
  INFRA_TRY(haproxy_program(host_.system));
  // A balancer of this address that is there already has its port: it is moved, not made.
  for (const Record& record : host_.records->all()) {
    if (record.provider == name_ && record.stamp.lineage == call.stamp.lineage &&
        record.stamp.address == call.stamp.address && record.inputs.value("listen", 0) == spec.listen)
      return port_is_ours_or_free(record.id, spec.listen);
  }
  return port_is_ours_or_free(instance_id(call.stamp), spec.listen);
}

Result<ChangeAnswer> HaproxyProvider::plan_change(const std::string&, const Json& before, const Json& after) {
  return ChangeAnswer{before == after ? ChangeKind::Nothing : ChangeKind::InPlace, ""};
}

Result<void> HaproxyProvider::prepare(Record& record, const Desired& desired) {
  INFRA_ASSIGN(BalancerSpec spec, read_balancer(desired.inputs));
  INFRA_TRY(haproxy_program(host_.system));
  return port_is_ours_or_free(record.id, spec.listen);
}

/// Checked by haproxy itself before anything reads it.
Result<void> HaproxyProvider::write_config(const std::string& id, const std::string& text) {
  INFRA_ASSIGN(std::string program, haproxy_program(host_.system));
  INFRA_TRY(host_.system.disk.make_folders(host_.root.running(id), 0700));
  const std::string candidate = config_of(id) + ".new";
  INFRA_TRY(host_.system.disk.write_atomic(candidate, text, {.mode = 0600, .durable = false}));
  SpawnRequest request;
  request.command = {program, "-c", "-q", "-C", host_.root.running(id), "-f", candidate};
  INFRA_ASSIGN(Finished checked, host_.system.processes.run(request, kCheckConfig));
  INFRA_TRY(host_.system.disk.remove(candidate));
  if (checked.status != 0) return fail(diag::error(diag::HaproxyRefused, first_complaint(checked.output)));
  return host_.system.disk.write_atomic(config_of(id), text, {.mode = 0600, .durable = true});
}

Result<void> HaproxyProvider::launch(const Record& record, const BalancerSpec& spec, const CallTime& time) {
  if (!runs(record.id)) INFRA_TRY(host_.supervisor.clear(record.id, mark_of(record)));
  INFRA_TRY(port_is_ours_or_free(record.id, spec.listen));
  INFRA_ASSIGN(std::string program, haproxy_program(host_.system));
  shim::Spec process;
  // -W: a master that takes a reload without closing the port; -db: in the foreground, where the shim has it.
  process.command = {program, "-W", "-db", "-C", host_.root.running(record.id), "-f", kConfigFile};
  process.folder = host_.root.running(record.id);
  INFRA_TRY(host_.supervisor.start(record.id, mark_of(record), std::move(process), kShimStart));
  host_.system.failpoints.hit("host.haproxy_started");
  for (HaproxyEngine engine = engine_of(record.id); !engine.worker();) {
    auto status = host_.supervisor.status(record.id);
    if (!status || status->failures > 0) {
      std::string said = first_complaint(host_.supervisor.logs(record.id, 20));
      return fail(diag::error(diag::HaproxyRefused, said.empty() ? "it ends as soon as it starts" : said));
    }
    INFRA_TRY(time.pause(10ms, "starting haproxy"));
  }
  return {};
}

Result<void> HaproxyProvider::reload(const Record& record, const CallTime& time) {
  HaproxyEngine engine = engine_of(record.id);
  auto status = host_.supervisor.status(record.id);
  if (!status || !status->process) return fail(diag::error(diag::HaproxyRefused, "it is not running"));
  INFRA_ASSIGN(int64_t before, engine.worker());
  INFRA_TRY(host_.system.processes.signal({status->process->boot_id, status->process->pid, status->process->start_time},
                                          SIGUSR2));
  for (Milliseconds end = host_.system.clock.monotonic() + kReloaded; host_.system.clock.monotonic() < end;) {
    auto now = engine.worker();
    if (now && *now != before) return {};
    INFRA_TRY(time.pause(20ms, "reloading haproxy"));
  }
  return fail(diag::error(diag::HaproxyRefused, first_complaint(host_.supervisor.logs(record.id, 20))));
}

/// Moves the running engine to `spec`, reads back that it is there, and says what it is now.
Result<Created> HaproxyProvider::settle(Record& record, const BalancerSpec& spec, const CallTime& time, bool fresh) {
  HaproxyEngine engine = engine_of(record.id);
  INFRA_ASSIGN(auto leaving, move_engine(engine, spec, time, fresh));
  host_.system.failpoints.hit("host.haproxy_moved");
  INFRA_ASSIGN(EngineServers now, engine.servers());
  for (const auto& [name, address] : spec.backends) {
    if (!now.contains(name) || now[name].admin != Admin::Ready)
      return fail(diag::error(diag::HaproxyRefused, fmt::format("`{}` was made ready and is not", address)));
  }
  record.facts = {{"frame", sha256(render_frame(spec)).text()}, {"leaving", leaving}};
  Json results = {{"ip", "127.0.0.1"},
                  {"endpoint", {{"host", "127.0.0.1"}, {"port", spec.listen}}},
                  {"url", fmt::format("http://127.0.0.1:{}/", spec.listen)}};
  INFRA_ASSIGN(Json baseline, attributes(record, spec));
  return Created{record.id, std::move(results), std::move(baseline)};
}

Result<Created> HaproxyProvider::make(Record& record, const Call& call, const Desired& desired) {
  INFRA_ASSIGN(BalancerSpec spec, read_balancer(desired.inputs));
  CallTime time(host_.system, call);
  INFRA_TRY(write_config(record.id, render_config(spec)));
  host_.system.failpoints.hit("host.haproxy_configured");
  INFRA_TRY(launch(record, spec, time));
  return settle(record, spec, time, /*fresh=*/true);
}

Result<Created> HaproxyProvider::change(Record& record, const Call& call, const Desired& after, Certainty& certainty) {
  INFRA_ASSIGN(BalancerSpec spec, read_balancer(after.inputs));
  CallTime time(host_.system, call);
  const std::string frame = render_frame(spec);
  auto old_text = host_.system.disk.read(config_of(record.id));
  const bool ran = runs(record.id);
  // Also where the file's frame was changed by hand: whether the engine has read it since is not known.
  const bool reloads =
      ran && (record.facts.value("frame", "") != sha256(frame).text() || !old_text || !old_text->starts_with(frame));
  INFRA_TRY(write_config(record.id, render_config(spec)));
  host_.system.failpoints.hit("host.haproxy_configured");
  auto moved = [&]() -> Result<Created> {
    if (!ran) INFRA_TRY(launch(record, spec, time));
    if (reloads) INFRA_TRY(reload(record, time));
    return settle(record, spec, time, /*fresh=*/!ran || reloads);
  }();
  if (moved) return moved;
  // The engine has moved back; its file follows, and what was reloaded or started meanwhile goes too.
  certainty = Certainty::Unknown;
  if (!old_text || !host_.system.disk.write_atomic(config_of(record.id), *old_text, {.mode = 0600, .durable = true}))
    return moved;
  if (!ran && !host_.supervisor.stop(record.id, mark_of(record), 10s)) return moved;
  if (reloads && !reload(record, CallTime(host_.system, Call{}))) return moved;
  certainty = Certainty::NotDone;
  return moved;
}

Result<void> HaproxyProvider::unmake(const Record& record, const Call&) {
  INFRA_TRY(host_.supervisor.stop(record.id, mark_of(record), 10s));
  INFRA_TRY(host_.supervisor.keep_logs(record.id));
  return host_.system.disk.remove_tree(host_.root.running(record.id));
}

/// Targets and their administrative state, in the file and in the engine. Sessions and health are not drift, and
/// neither is a server that is leaving.
Result<Json> HaproxyProvider::attributes(const Record& record, const BalancerSpec& spec) {
  auto text = host_.system.disk.read(config_of(record.id));
  Json backends = Json::object();
  auto engine = runs(record.id) ? engine_of(record.id).servers() : Result<EngineServers>(EngineServers{});
  if (!engine) {
    backends = "haproxy does not answer: " + engine.error().message;
  } else if (!runs(record.id)) {
    for (const auto& [name, address] : spec.backends) backends[address] = "ready";  // As it will be when started.
  } else {
    std::set<std::string> leaving = leaving_of(record);
    for (const auto& [name, server] : *engine) {
      if (leaving.contains(name) && server.admin != Admin::Ready && !spec.backends.contains(name)) continue;
      backends[server.address] = admin_text(server.admin);
    }
  }
  return Json{{"backends", backends}, {"file", text ? sha256(*text).text() : "gone"}, {"listen", spec.listen}};
}

Result<Observed> HaproxyProvider::observe(const Record& record, const Call&) {
  INFRA_ASSIGN(BalancerSpec spec, read_balancer(record.inputs));
  Observed observed;
  observed.stamp = record.stamp;
  observed.presence = runs(record.id) ? Presence::Running : Presence::Stopped;
  INFRA_ASSIGN(observed.attributes, attributes(record, spec));
  if (observed.presence == Presence::Stopped) observed.note = "haproxy is not running";
  return observed;
}

CallResult<void> HaproxyProvider::start(const Call& call, const std::string&, const std::string& id) {
  return act_on<void>(call, id, [&](const Record& record) -> Result<void> {
    INFRA_ASSIGN(BalancerSpec spec, read_balancer(record.inputs));
    if (runs(id)) return {};
    INFRA_TRY(launch(record, spec, CallTime(host_.system, call)));
    Record kept = record;
    kept.facts["leaving"] = Json::array();  // A fresh engine has only what its file says.
    return host_.records->put(kept);
  });
}

CallResult<void> HaproxyProvider::stop(const Call& call, const std::string&, const std::string& id) {
  return act_on<void>(call, id, [&](const Record& record) { return host_.supervisor.stop(id, mark_of(record), 10s); });
}

CallResult<HealthReport> HaproxyProvider::health(const Call&, const std::string&, const std::string& id) {
  auto record = host_.records->get(id);
  if (!record) return not_done(no_such(id));
  HealthReport report;
  auto servers = runs(id) ? engine_of(id).servers() : fail(diag::error(diag::HaproxyRefused, "it is not running"));
  if (!servers) {
    report.state = HealthState::Failed;
    report.answers = {servers.error().message};
    return report;
  }
  auto serves = [](const auto& server) { return server.second.up && server.second.admin == Admin::Ready; };
  size_t up = static_cast<size_t>(std::count_if(servers->begin(), servers->end(), serves));
  report.state = up > 0 || servers->empty() ? HealthState::Healthy : HealthState::Starting;
  report.answers = {fmt::format("{} of {} up", up, count_noun(servers->size(), "backend"))};
  return report;
}

CallResult<Drained> HaproxyProvider::drain(const Call& call, const std::string&, const std::string& id) {
  return act_on<Drained>(call, id, [&](const Record& record) { return drain_leaving(record, call); });
}

Result<Drained> HaproxyProvider::drain_leaving(Record record, const Call& call) {
  INFRA_ASSIGN(BalancerSpec spec, read_balancer(record.inputs));
  CallTime time(host_.system, call);
  HaproxyEngine engine = engine_of(record.id);
  const Json* answered = record.answer_to(call.token);
  Drained drained{answered ? answered->get<uint64_t>() : 0};
  std::set<std::string> leaving = leaving_of(record), stuck;
  if (!leaving.empty() && runs(record.id)) {
    if (!answered) {
      INFRA_ASSIGN(drained.cut, wait_for_sessions(engine, leaving, spec.drain, time));
      // How many are cut is known only before they are: nobody can count them afterwards.
      record.remember(call.token, drained.cut);
      answered = record.answer_to(call.token);
      INFRA_TRY(host_.records->put(record));
    }
    host_.system.failpoints.hit("host.haproxy_drained");
    INFRA_ASSIGN(EngineServers now, engine.servers());
    for (const std::string& name : leaving) {
      // Idle connections that haproxy keeps to a server go a moment after its last session.
      bool gone = !now.contains(name) || engine.remove(name);
      for (int i = 0; !gone && i < 40; ++i) {
        INFRA_TRY(time.pause(50ms, "draining"));
        gone = bool(engine.remove(name));
      }
      if (!gone) stuck.insert(name);  // In maintenance: it serves nothing, and the next drain tries again.
    }
  }
  record.facts["leaving"] = stuck;
  if (!answered) record.remember(call.token, drained.cut);
  INFRA_TRY(host_.records->put(record));
  return drained;
}

/// Until no session is open, at most as long as `limit`; gives how many still are.
Result<uint64_t> HaproxyProvider::wait_for_sessions(HaproxyEngine& engine, const std::set<std::string>& leaving,
                                                    Milliseconds limit, const CallTime& time) {
  for (Milliseconds end = host_.system.clock.monotonic() + limit;;) {
    INFRA_ASSIGN(EngineServers now, engine.servers());
    uint64_t sessions = 0;
    for (const std::string& name : leaving) sessions += now.contains(name) ? now[name].sessions : 0;
    if (sessions == 0 || host_.system.clock.monotonic() >= end) return sessions;
    INFRA_TRY(time.pause(25ms, "draining"));
  }
}

CallResult<std::string> HaproxyProvider::logs(const Call&, const std::string&, const std::string& id, size_t lines) {
  return host_.supervisor.logs(id, lines);
}

}  // namespace infra::runtime
