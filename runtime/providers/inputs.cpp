#include "runtime/providers/inputs.h"

#include <charconv>

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"

namespace infra::runtime {
namespace {

std::optional<int64_t> to_whole(const Json& json) {
  if (json.is_number_integer()) return json.get<int64_t>();
  if (!json.is_string()) return std::nullopt;
  const auto& digits = json.get_ref<const std::string&>();
  int64_t value = 0;
  auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return problem == std::errc() && end == digits.data() + digits.size() ? std::optional(value) : std::nullopt;
}

}  // namespace

const Json* Inputs::find(const char* name) const {
  if (!json_.is_object()) return nullptr;
  auto member = json_.find(name);
  return member == json_.end() || member->is_null() ? nullptr : &*member;
}

Error Inputs::wrong(std::string_view why) const { return diag::error(diag::WrongInputs, kind_, why); }

Result<std::optional<std::string>> Inputs::optional_text(const char* name) const {
  const Json* member = find(name);
  if (!member) return std::nullopt;
  if (!member->is_string()) return fail(wrong(fmt::format("`{}` is not text", name)));
  return member->get<std::string>();
}

Result<std::string> Inputs::text(const char* name) const {
  INFRA_ASSIGN(auto found, optional_text(name));
  if (!found) return fail(wrong(fmt::format("`{}` is missing", name)));
  return *found;
}

Result<std::optional<int64_t>> Inputs::optional_whole(const char* name) const {
  const Json* member = find(name);
  if (!member) return std::nullopt;
  auto value = to_whole(*member);
  if (!value) return fail(wrong(fmt::format("`{}` is not a whole number", name)));
  return value;
}

Result<int64_t> Inputs::whole(const char* name, int64_t otherwise) const {
  INFRA_ASSIGN(auto found, optional_whole(name));
  return found.value_or(otherwise);
}

Result<bool> Inputs::flag(const char* name, bool otherwise) const {
  const Json* member = find(name);
  if (!member) return otherwise;
  if (!member->is_boolean()) return fail(wrong(fmt::format("`{}` is neither true nor false", name)));
  return member->get<bool>();
}

Result<std::vector<std::string>> Inputs::texts(const char* name) const {
  std::vector<std::string> list;
  const Json* member = find(name);
  if (member && !member->is_array()) return fail(wrong(fmt::format("`{}` is not a list", name)));
  for (const Json& item : member ? *member : Json::array()) {
    if (!item.is_string()) return fail(wrong(fmt::format("`{}` holds something that is not text", name)));
    list.push_back(item.get<std::string>());
  }
  return list;
}

Result<std::map<std::string, std::string>> Inputs::text_map(const char* name) const {
  std::map<std::string, std::string> map;
  const Json* member = find(name);
  if (!member) return map;
  if (!member->is_object()) return fail(wrong(fmt::format("`{}` is not a map", name)));
  for (const auto& [key, item] : member->items()) {
    if (!item.is_string()) return fail(wrong(fmt::format("`{}[\"{}\"]` is not text", name, key)));
    map.emplace(key, item.get<std::string>());
  }
  return map;
}

Result<std::optional<Digest>> Inputs::optional_artifact(const char* name) const {
  const Json* member = find(name);
  if (!member) return std::nullopt;
  auto digest = member->is_object() && member->contains("digest") && (*member)["digest"].is_string()
                    ? Digest::parse((*member)["digest"].get<std::string>())
                    : std::nullopt;
  if (!digest) return fail(wrong(fmt::format("`{}` is not an artifact", name)));
  return digest;
}

Result<std::string> Inputs::result_of(const char* name, const char* field) const {
  const Json* member = find(name);
  auto pointer = Json::json_pointer("/results") / field;
  if (!member || !member->is_object() || !member->contains(pointer) || !member->at(pointer).is_string())
    return fail(wrong(fmt::format("`{}` is not a reference that has `{}`", name, field)));
  return member->at(pointer).get<std::string>();
}

Result<std::string> blob_path(const Desired& desired, const Digest& digest) {
  auto found = desired.blobs.find(digest.text());
  if (found == desired.blobs.end()) return fail(diag::error(diag::BytesMissing, digest.text()));
  return found->second;
}

}  // namespace infra::runtime
