#include "test/cloud/fake_cloud.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include <fmt/format.h>

namespace infra::test {

using namespace runtime;

namespace {

tl::unexpected<CallError> refused(std::string message) {
  return tl::unexpected(CallError{Error{"E0799", std::move(message), {}, ""}, Certainty::NotDone});
}

std::string text_of(const Json& inputs, const char* name) {
  const auto found = inputs.find(name);
  return found != inputs.end() && found->is_string() ? found->get<std::string>() : "";
}

/// What can be seen of a thing from outside: its inputs, but for those that may be secret.
Json attributes_of(const Json& inputs) {
  Json attributes = inputs;
  attributes.erase("label");
  attributes.erase("secret");
  return attributes;
}

}  // namespace

FakeCloud::FakeCloud(std::string path) {
  std::ifstream log(path);
  for (std::string line; std::getline(log, line);)
    if (!line.empty() && line.back() == '}') take(Json::parse(line));  // A cut last line never took effect.
  file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file_ < 0) std::abort();
}

FakeCloud::~FakeCloud() { ::close(file_); }

void FakeCloud::write(Json line) {
  const std::string text = line.dump() + "\n";
  if (::write(file_, text.data(), text.size()) != static_cast<ssize_t>(text.size())) std::abort();
  take(line);
}

void FakeCloud::take(const Json& line) {
  const std::string operation = line.at("op");
  if (line.value("call", false)) {
    ++calls_[operation];
    if (line.contains("fence")) seen_[line.at("lineage")] = {line.at("fence").at(0), line.at("fence").at(1)};
    return;
  }
  const std::string id = line.at("id");
  if (operation == "create") {
    CloudThing thing;
    thing.id = id;
    thing.kind = line.at("kind");
    thing.stamp = stamp_from_json(line.at("stamp")).value();
    thing.token = line.at("token");
    thing.inputs = line.at("inputs");
    thing.attributes = attributes_of(thing.inputs);
    by_token_[thing.token] = id;
    things_[id] = std::move(thing);
    next_ = std::max(next_, line.at("number").get<uint64_t>() + 1);
  } else if (operation == "destroy" || operation == "lose") {
    things_.erase(id);
  } else if (CloudThing& thing = things_.at(id); operation == "update") {
    thing.inputs = line.at("inputs");
    thing.attributes = attributes_of(thing.inputs);
    thing.running = true;
    thing.stamp = stamp_from_json(line.at("stamp")).value();
  } else if (operation == "by hand") {
    thing.attributes[line.at("attribute").get<std::string>()] = line.at("value");
  } else {
    thing.running = operation == "start";
  }
  effects_.push_back(fmt::format("{} {}", operation, line.at("address").get<std::string>()));
}

std::optional<CallError> FakeCloud::enter(const char* operation, const Call& call) {
  if (const auto seen = seen_.find(call.stamp.lineage); seen != seen_.end() && call.fence < seen->second)
    return CallError{Error{"E0803", "the cloud has seen a higher fence", {}, ""}, Certainty::NotDone};
  write({{"op", operation},
         {"call", true},
         {"address", call.stamp.address},
         {"lineage", call.stamp.lineage},
         {"fence", {call.fence.epoch, call.fence.fence}}});
  return std::nullopt;
}

Created FakeCloud::answer(const CloudThing& thing) const {
  const uint64_t number = std::strtoull(thing.id.c_str() + thing.id.rfind('-') + 1, nullptr, 10);
  Json results = Json::object();
  if (thing.kind == "fake.Disk")
    results["path"] = "/disks/" + thing.id;
  else if (thing.kind == "fake.Pointer")
    results["url"] = "http://" + text_of(thing.inputs, "name") + "/";
  else if (thing.kind == "fake.Machine")
    results["ip"] = text_of(thing.inputs, "at");
  else
    results = {{"endpoint", {{"host", thing.id}, {"port", 20000 + number}}}, {"name", thing.id}};
  return {thing.id, std::move(results), thing.attributes};
}

Result<std::vector<Capabilities>> FakeCloud::describe() {
  Capabilities thing;
  thing.kind = "fake.Thing";
  thing.recovery = Recovery::Stamp;
  thing.has_health = thing.can_stop = thing.has_logs = true;
  Capabilities token = thing, named = thing, blind = thing;
  token.kind = "fake.Token";
  token.recovery = Recovery::ClientToken;
  named.kind = "fake.Named";
  named.recovery = Recovery::ChosenName;
  blind.kind = "fake.Blind";
  blind.recovery = Recovery::Nothing;
  Capabilities disk;
  disk.kind = "fake.Disk";
  disk.updates_in_place = true;
  Capabilities pointer;
  pointer.kind = "fake.Pointer";
  pointer.updates_in_place = pointer.drains = true;
  Capabilities machine = thing, network = disk, wall = disk;
  machine.kind = "fake.Machine";
  machine.not_kept = {"tunnel"};
  network.kind = "fake.Network";
  wall.kind = "fake.Wall";
  return std::vector{thing, token, named, blind, disk, pointer, machine, network, wall};
}

Result<Digest> FakeCloud::program() { return program_; }
Result<std::string> FakeCloud::target() { return target_; }

Result<void> FakeCloud::validate(const Call&, const Desired& desired) {
  if (text_of(desired.inputs, "text") == "refused") return fail({"E0798", "the fake cloud refuses this text", {}, ""});
  return {};
}

Result<ChangeAnswer> FakeCloud::plan_change(const std::string& kind, const Json& before, const Json& after) {
  if (before == after) return ChangeAnswer{ChangeKind::Nothing, ""};
  if (kind == "fake.Disk" && after.value("size", 0) < before.value("size", 0))
    return ChangeAnswer{ChangeKind::Refused, "a disk cannot be made smaller: copy its data to a new one"};
  return ChangeAnswer{ChangeKind::InPlace, ""};
}

CallResult<Created> FakeCloud::create(const Call& call, const Desired& desired) {
  CloudThing made;
  {
    std::lock_guard lock(mutex_);
    if (auto refusal = enter("create", call)) return tl::unexpected(*std::move(refusal));
    const auto known = by_token_.find(call.token);
    if (known != by_token_.end() && things_.contains(known->second)) {
      made = things_.at(known->second);
    } else {
      const bool chosen = desired.kind == "fake.Named";
      const std::string id =
          chosen ? "named-" + call.stamp.physical_name() : fmt::format("{}-{}", desired.kind.substr(5), next_);
      if (things_.contains(id)) return refused(fmt::format("there is a `{}` already", id));
      write({{"op", "create"},
             {"id", id},
             {"number", next_},
             {"kind", desired.kind},
             {"address", call.stamp.address},
             {"stamp", to_json(call.stamp)},
             {"token", call.token},
             {"inputs", desired.inputs}});
      made = things_.at(id);
    }
  }
  if (call.report_id) call.report_id(made.id);
  return answer(made);
}

CallResult<Observed> FakeCloud::read(const Call& call, const std::string&, const std::string& id) {
  std::lock_guard lock(mutex_);
  write({{"op", "read"}, {"call", true}, {"address", call.stamp.address}});
  Observed observed;
  const auto thing = things_.find(id);
  if (thing == things_.end()) return observed;
  observed.presence = thing->second.running ? Presence::Running : Presence::Stopped;
  observed.attributes = thing->second.attributes;
  observed.results = answer(thing->second).results;
  observed.stamp = thing->second.stamp;
  return observed;
}

CallResult<Created> FakeCloud::update(const Call& call, const std::string& id, const Json&, const Desired& after) {
  std::lock_guard lock(mutex_);
  if (auto refusal = enter("update", call)) return tl::unexpected(*std::move(refusal));
  if (!things_.contains(id)) {
    if (after.kind != "fake.Pointer") return refused(fmt::format("there is no `{}`", id));
    write({{"op", "create"},
           {"id", id},
           {"number", next_},
           {"kind", after.kind},
           {"address", call.stamp.address},
           {"stamp", to_json(call.stamp)},
           {"token", call.token},
           {"inputs", after.inputs}});
  } else {
    write({{"op", "update"},
           {"id", id},
           {"address", call.stamp.address},
           {"stamp", to_json(call.stamp)},
           {"inputs", after.inputs}});
  }
  return answer(things_.at(id));
}

CallResult<void> FakeCloud::destroy(const Call& call, const std::string&, const std::string& id) {
  std::lock_guard lock(mutex_);
  if (auto refusal = enter("destroy", call)) return tl::unexpected(*std::move(refusal));
  if (things_.contains(id)) write({{"op", "destroy"}, {"id", id}, {"address", call.stamp.address}});
  return {};
}

CallResult<std::vector<Found>> FakeCloud::find(const Call& call, const std::string& kind, const std::string& lineage,
                                               const std::string& address) {
  std::lock_guard lock(mutex_);
  write({{"op", "find"}, {"call", true}, {"address", call.stamp.address}});
  std::vector<Found> found;
  if (kind == "fake.Blind") return found;
  for (const auto& [id, thing] : things_) {
    if (thing.kind != kind || (!lineage.empty() && thing.stamp.lineage != lineage)) continue;
    if (address.empty() || thing.stamp.address == address) found.push_back({id, thing.stamp, thing.token});
  }
  return found;
}

CallResult<void> FakeCloud::start(const Call& call, const std::string&, const std::string& id) {
  std::lock_guard lock(mutex_);
  if (auto refusal = enter("start", call)) return tl::unexpected(*std::move(refusal));
  if (!things_.contains(id)) return refused(fmt::format("there is no `{}`", id));
  if (!things_.at(id).running) write({{"op", "start"}, {"id", id}, {"address", call.stamp.address}});
  return {};
}

CallResult<void> FakeCloud::stop(const Call& call, const std::string&, const std::string& id) {
  std::lock_guard lock(mutex_);
  if (!things_.contains(id)) return refused(fmt::format("there is no `{}`", id));
  write({{"op", "stop"}, {"id", id}, {"address", call.stamp.address}});
  return {};
}

CallResult<HealthReport> FakeCloud::health(const Call&, const std::string&, const std::string& id) {
  std::lock_guard lock(mutex_);
  const auto thing = things_.find(id);
  if (thing == things_.end()) return HealthReport{HealthState::Failed, {"it is gone"}};
  const std::string text = text_of(thing->second.inputs, "text");
  const int asked = ++health_asked_[id];
  if (text.find("bad") != std::string::npos) return HealthReport{HealthState::Failed, {"500 it is broken"}};
  if (text.find("slow") != std::string::npos && asked < 3) return HealthReport{HealthState::Starting, {"503 not yet"}};
  if (text.find("never") != std::string::npos) return HealthReport{HealthState::Starting, {"503 never"}};
  return HealthReport{HealthState::Healthy, {"200 ok"}};
}

CallResult<Drained> FakeCloud::drain(const Call& call, const std::string&, const std::string&) {
  std::lock_guard lock(mutex_);
  write({{"op", "drain"}, {"call", true}, {"address", call.stamp.address}});
  return Drained{2};
}

CallResult<std::string> FakeCloud::logs(const Call&, const std::string&, const std::string& id, size_t) {
  return fmt::format("{} says hello\n{} says goodbye\n", id, id);
}

std::map<std::string, CloudThing> FakeCloud::things() const {
  std::lock_guard lock(mutex_);
  return things_;
}

std::vector<std::string> FakeCloud::effects() const {
  std::lock_guard lock(mutex_);
  return effects_;
}

size_t FakeCloud::calls(const std::string& operation) const {
  std::lock_guard lock(mutex_);
  const auto found = calls_.find(operation);
  return found == calls_.end() ? 0 : found->second;
}

void FakeCloud::lose(const std::string& id) {
  std::lock_guard lock(mutex_);
  write({{"op", "lose"}, {"id", id}, {"address", things_.at(id).stamp.address}});
}

void FakeCloud::halt(const std::string& id) {
  std::lock_guard lock(mutex_);
  write({{"op", "halt"}, {"id", id}, {"address", things_.at(id).stamp.address}});
}

void FakeCloud::change_by_hand(const std::string& id, const std::string& attribute, const Json& value) {
  std::lock_guard lock(mutex_);
  write({{"op", "by hand"},
         {"id", id},
         {"address", things_.at(id).stamp.address},
         {"attribute", attribute},
         {"value", value}});
}

Result<Provider*> OneProvider::find(const std::string& name) {
  ++asked_;
  if (name == "fake") return &provider_;
  return fail({"E0801", fmt::format("there is no provider `{}`", name), {}, ""});
}

Result<void> OneProvider::raise_fence(const std::string&, Fence fence) {
  if (fence < fence_) return fail({"E0803", "a higher fence was seen", {}, ""});
  fence_ = fence;
  return {};
}

}  // namespace infra::test
