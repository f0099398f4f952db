#include "compiler/plan/debug.h"

#include <limits>
#include <optional>

#include "compiler/base/json.h"
#include "compiler/diag/codes/plan.h"
#include "compiler/diag/error.h"

namespace infra::plan {
namespace {

constexpr std::string_view kFormat = "infra-debug";
constexpr int kVersion = 1;

tl::unexpected<Error> wrong(std::string_view what) { return fail(diag::error(diag::DebugSection, what)); }

bool is_number(const Json& json) { return json.is_number_unsigned() && json <= std::numeric_limits<uint32_t>::max(); }

Result<DebugPlace> place_from_json(const Json& json) {
  bool shaped = json.is_array() && json.size() == 3 && json[0].is_string() && is_number(json[1]) && is_number(json[2]);
  if (!shaped) return wrong("a place is a file, a line and a column");
  return DebugPlace{json[0].get<std::string>(), json[1].get<uint32_t>(), json[2].get<uint32_t>()};
}

}  // namespace

std::string to_json(const DebugInfo& debug) {
  Json places = Json::object();
  for (const auto& [name, place] : debug.places) places[name] = Json::array({place.file, place.line, place.column});
  Json json = {{"format", {kFormat, kVersion}},
               {"plan", debug.plan.text()},
               {"compiler_version", debug.compiler_version},
               {"places", std::move(places)}};
  if (!debug.names.empty()) json["names"] = debug.names;
  if (!debug.checks.empty()) json["checks"] = debug.checks;
  return canonical_json(json);
}

Result<DebugInfo> debug_from_json(std::string_view bytes) {
  auto json = parse_json(bytes);
  if (!json) return wrong(json.error().message);
  if (!json->is_object() || json->value("format", Json()) != Json::array({kFormat, kVersion})) {
    return wrong("its format is not known");
  }
  DebugInfo debug;
  auto member = [&](const char* name, Json::value_t type) {
    auto found = json->find(name);
    return found != json->end() && found->type() == type ? &*found : nullptr;
  };
  const Json* plan = member("plan", Json::value_t::string);
  const Json* version = member("compiler_version", Json::value_t::string);
  const Json* places = member("places", Json::value_t::object);
  std::optional<Digest> digest = plan == nullptr ? std::nullopt : Digest::parse(plan->get<std::string>());
  if (!digest || version == nullptr || places == nullptr) return wrong("a part of it is missing");
  debug.plan = *digest;
  debug.compiler_version = version->get<std::string>();
  for (const auto& item : places->items()) {
    INFRA_ASSIGN(debug.places[item.key()], place_from_json(item.value()));
  }
  if (const Json* names = member("names", Json::value_t::object)) {
    for (const auto& item : names->items()) {
      if (!item.value().is_string()) return wrong("a name is text");
      debug.names[item.key()] = item.value().get<std::string>();
    }
  }
  if (const Json* checks = member("checks", Json::value_t::array)) {
    for (const Json& item : *checks) {
      if (!item.is_string()) return wrong("what a check asks of is text");
      debug.checks.push_back(item.get<std::string>());
    }
  }
  return debug;
}

}  // namespace infra::plan
