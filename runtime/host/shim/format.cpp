#include "runtime/host/shim/format.h"

namespace infra::runtime::shim {
namespace {

using Json = nlohmann::json;

/// The text as an object of a version that this program knows.
Json parse(const std::string& text) {
  Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  bool known = json.is_object() && json.contains("format") && json["format"].is_number_integer() &&
               json["format"] >= 1 && json["format"] <= kFormat;
  return known ? json : Json();
}

Json to_json(const Process& process) {
  return {{"boot_id", process.boot_id}, {"pid", process.pid}, {"start_time", process.start_time}};
}

Process process_from_json(const Json& json) { return {json.at("boot_id"), json.at("pid"), json.at("start_time")}; }

}  // namespace

Json to_json(const Spec& spec) {
  return {{"format", kFormat},
          {"command", spec.command},
          {"environment", spec.environment},
          {"folder", spec.folder},
          {"stop_timeout_ms", spec.stop_timeout_ms},
          {"first_delay_ms", spec.first_delay_ms},
          {"longest_delay_ms", spec.longest_delay_ms},
          {"steady_after_ms", spec.steady_after_ms},
          {"log_bytes", spec.log_bytes}};
}

std::optional<Spec> spec_from_json(const std::string& text) {
  Json json = parse(text);
  if (json.is_null()) return std::nullopt;
  try {  // The library's accessors throw; nothing leaves here.
    Spec spec;
    json.at("command").get_to(spec.command);
    json.at("environment").get_to(spec.environment);
    json.at("folder").get_to(spec.folder);
    json.at("stop_timeout_ms").get_to(spec.stop_timeout_ms);
    json.at("first_delay_ms").get_to(spec.first_delay_ms);
    json.at("longest_delay_ms").get_to(spec.longest_delay_ms);
    json.at("steady_after_ms").get_to(spec.steady_after_ms);
    json.at("log_bytes").get_to(spec.log_bytes);
    return spec.command.empty() ? std::nullopt : std::optional(spec);
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

Json to_json(const Status& status) {
  return {{"format", kFormat},
          {"shim", to_json(status.shim)},
          {"process", status.process ? to_json(*status.process) : Json()},
          {"state", status.state},
          {"since_ms", status.since_ms},
          {"restarts", status.restarts},
          {"failures", status.failures},
          {"last_end", status.last_end}};
}

std::optional<Status> status_from_json(const std::string& text) {
  Json json = parse(text);
  if (json.is_null()) return std::nullopt;
  try {
    Status status;
    status.shim = process_from_json(json.at("shim"));
    if (!json.at("process").is_null()) status.process = process_from_json(json.at("process"));
    json.at("state").get_to(status.state);
    json.at("since_ms").get_to(status.since_ms);
    json.at("restarts").get_to(status.restarts);
    json.at("failures").get_to(status.failures);
    json.at("last_end").get_to(status.last_end);
    return status;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace infra::runtime::shim
