// Stamps: as JSON, and the physical name that follows from one.
#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/error.h"
#include "runtime/provider/provider.h"

namespace infra::runtime {

namespace {

constexpr size_t kNameLength = 40;

bool is_name_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

}  // namespace

std::string Stamp::physical_name() const {
  std::string name;
  for (char c : address) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (is_name_character(c)) {
      name += c;
    } else if (!name.empty() && name.back() != '-') {
      name += '-';
    }
  }
  if (name.size() > kNameLength) name.resize(kNameLength);
  while (!name.empty() && name.back() == '-') name.pop_back();
  return fmt::format("{}{}{}", name, name.empty() ? "" : "-", instance);
}

Json to_json(const Stamp& stamp) {
  return {{"address", stamp.address},
          {"deployment", stamp.deployment},
          {"identity", stamp.identity},
          {"instance", stamp.instance},
          {"lineage", stamp.lineage}};
}

Result<Stamp> stamp_from_json(const Json& json) {
  const auto text = [&](const char* name, std::string& into) {
    auto member = json.find(name);
    if (member == json.end() || !member->is_string()) return false;
    into = member->get<std::string>();
    return true;
  };
  Stamp stamp;
  if (!json.is_object()) return fail(diag::error(diag::StampInvalid, "it is not a JSON object"));
  if (!text("address", stamp.address)) return fail(diag::error(diag::StampInvalid, "it has no `address`"));
  if (!text("deployment", stamp.deployment)) return fail(diag::error(diag::StampInvalid, "it has no `deployment`"));
  if (!text("identity", stamp.identity)) return fail(diag::error(diag::StampInvalid, "it has no `identity`"));
  if (!text("lineage", stamp.lineage)) return fail(diag::error(diag::StampInvalid, "it has no `lineage`"));
  auto instance = json.find("instance");
  if (instance == json.end() || !instance->is_number_unsigned())
    return fail(diag::error(diag::StampInvalid, "it has no `instance` number"));
  stamp.instance = instance->get<uint64_t>();
  return stamp;
}

}  // namespace infra::runtime
