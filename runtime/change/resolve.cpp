#include "runtime/change/resolve.h"

#include <algorithm>

#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/error.h"
#include "compiler/plan/blobs.h"
#include "runtime/change/identity.h"
#include "runtime/change/leaves.h"
#include "runtime/change/lower.h"

namespace infra::runtime {

namespace {

using value::ValueId;
using value::ValueKind;

constexpr int kMaxDepth = 100;  // Below what parse_json takes back from a row.

/// References and artifacts as providers see them.
class InputForm : public Lowering {
 public:
  InputForm(const Resolving& with, const plan::Plan& plan, const std::string& address)
      : Lowering(*plan.values, address, kMaxDepth), with_(with), plan_(plan), address_(address) {}

  std::map<std::string, Json> referred;  ///< Every reference that was written.
  std::vector<std::string> waits_for;
  std::vector<Digest> artifacts;

 protected:
  Result<Json> reference(std::string_view text, const std::string&) override {
    const std::string address(text);
    const Target* target = with_.targets.find(address);
    if (!target || target->instance == 0 || !target->results) return unknown(address);
    referred.try_emplace(address, Json::object());
    return Json{
        {"address", address}, {"id", target->id}, {"instance", target->instance}, {"results", *target->results}};
  }

  Result<Json> artifact(const Digest& digest, uint64_t size) override {
    artifacts.push_back(digest);
    return Json{{"digest", digest.text()}, {"size", lower_integer(static_cast<int64_t>(size))}};
  }

  Result<Json> dir(const Digest& digest, uint64_t size) override {
    return Json{{"digest", digest.text()}, {"size", lower_integer(static_cast<int64_t>(size))}};
  }

  Json unknown(const std::string& address) {
    waits_for.push_back(address);
    return Json(kUnknown);
  }

  /// Notes the results that `value` still needs.
  void wait_for_leaves(ValueId value) {
    std::vector<ValueId> left{value};
    while (!left.empty()) {
      const ValueId id = left.back();
      left.pop_back();
      if (!id.valid()) continue;
      if (values().kind(id) == ValueKind::Result) {
        const std::string address = result_leaf(values(), id).address;
        const Target* target = with_.targets.find(address);
        if (!target || !target->results) waits_for.push_back(address);
        continue;
      }
      const auto children = values().children(id);
      left.insert(left.end(), children.begin(), children.end());
    }
  }

  const Resolving& with_;
  const plan::Plan& plan_;
  const std::string& address_;
};

/// As rows keep inputs: what holds a secret stands as a commitment to its value.
class RowForm : public InputForm {
 public:
  using InputForm::InputForm;
  std::vector<Error> unread;

 private:
  Result<Json> deferred(ValueId value, const std::string& field) override {
    TargetLeaves leaves(with_, plan_, KnownLeaves::Everything);
    INFRA_ASSIGN(const ValueId revealed, value::evaluate(*plan_.values, value, leaves));
    if (!leaves.unread().empty()) {
      unread.insert(unread.end(), leaves.unread().begin(), leaves.unread().end());
      return Json(kUnknown);
    }
    if (plan_.values->is_deferred(revealed)) {
      wait_for_leaves(revealed);
      return Json(kUnknown);
    }
    INFRA_ASSIGN(const Json clear, lower(revealed, field));
    const std::string bytes = clear.is_string() ? clear.get<std::string>() : canonical_json(clear);
    INFRA_ASSIGN(const Digest commitment, with_.secrets.commit(address_, field, bytes));
    Json secret = {{"commitment", commitment.text()}};
    if (values().kind(value) == ValueKind::Secret) {
      secret["name"] = values().as_text(value);
      secret["source"] = values().secret_source(value);
    }
    return Json{{"$secret", std::move(secret)}};
  }
};

class ProviderForm : public InputForm {
 public:
  using InputForm::InputForm;

 private:
  Result<Json> deferred(ValueId value, const std::string&) override {
    wait_for_leaves(value);
    return Json(kUnknown);
  }

  /// With its files, whose bytes are blobs: they are laid down one by one.
  Result<Json> dir(const Digest& digest, uint64_t size) override {
    const auto found =
        std::find_if(plan_.dirs.begin(), plan_.dirs.end(), [&](const plan::Dir& dir) { return dir.digest == digest; });
    if (found == plan_.dirs.end()) return fail(diag::error(diag::DocumentMissing, "folder", digest.brief()));
    INFRA_ASSIGN(Json json, InputForm::dir(digest, size));
    json["files"] = Json::array();
    for (const auto& [path, entry] : found->tree) json["files"].push_back(file(path, entry));
    return json;
  }

  Json file(const std::string& path, const ContentEntry& entry) {
    if (entry.type == ContentEntry::Type::Link) return {{"link", entry.link}, {"path", path}};
    artifacts.push_back(entry.content);
    Json file = {{"digest", entry.content.text()}, {"path", path}};
    if (entry.type == ContentEntry::Type::Executable) file["executable"] = true;
    return file;
  }
};

void sort_distinct(std::vector<std::string>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

tl::unexpected<Error> of_resource(Error error, const std::string& address) {
  error.notes.push_back(fmt::format("while working out the inputs of `{}`", address));
  return fail(std::move(error));
}

Result<Resolved> resolve_inputs(const Resolving& with, const plan::Plan& plan, const plan::Resource& resource) {
  Resolved resolved;
  INFRA_ASSIGN(IdentityResult identity, identity_of(with, plan, resource));
  resolved.identity = identity.digest;

  TargetLeaves leaves(with, plan, KnownLeaves::AllResults);
  INFRA_ASSIGN(const ValueId inputs, value::evaluate(*plan.values, resource.inputs, leaves));
  RowForm form(with, plan, resource.address);
  resolved.inputs = Json::object();
  for (size_t i = 0; i < plan.values->size(inputs); ++i) {
    const ValueId child = plan.values->children(inputs)[i];
    if (plan.values->kind(child) == ValueKind::None) continue;
    const std::string name(plan.values->field_name(inputs, i));
    const size_t open = form.waits_for.size() + form.unread.size();
    INFRA_ASSIGN(Json lowered, form.lower(child, name));
    if (form.waits_for.size() + form.unread.size() == open) resolved.settled.push_back(name);
    resolved.inputs[name] = std::move(lowered);
  }
  resolved.complete = form.waits_for.empty() && form.unread.empty();
  resolved.unread = std::move(form.unread);
  resolved.waits_for = std::move(form.waits_for);
  resolved.waits_for.insert(resolved.waits_for.end(), identity.waits_for.begin(), identity.waits_for.end());
  sort_distinct(resolved.waits_for);

  std::map<std::string, Json> made_with = std::move(form.referred);
  for (const auto& [address, results] : leaves.read())
    for (const auto& [field, value] : results.items()) made_with[address][field] = value;
  for (auto& [address, results] : made_with)
    resolved.made_with.push_back({address, with.targets.find(address)->instance, std::move(results)});
  return resolved;
}

}  // namespace

Result<Resolved> resolve(const Resolving& with, const plan::Plan& plan, const plan::Resource& resource) {
  auto resolved = resolve_inputs(with, plan, resource);
  if (!resolved) return of_resource(std::move(resolved).error(), resource.address);
  return resolved;
}

Result<Desired> reveal(const Resolving& with, const plan::Plan& plan, const plan::Resource& resource,
                       const std::string& blob_folder, const std::vector<std::string>& empty) {
  TargetLeaves leaves(with, plan, KnownLeaves::Everything);
  auto inputs = value::evaluate(*plan.values, resource.inputs, leaves);
  if (!inputs) return of_resource(std::move(inputs).error(), resource.address);
  if (!leaves.unread().empty()) return of_resource(leaves.unread().front(), resource.address);
  ProviderForm form(with, plan, resource.address);
  Desired desired;
  desired.kind = plan.kind_of(resource).name;
  desired.inputs = Json::object();
  for (size_t i = 0; i < plan.values->size(*inputs); ++i) {
    const ValueId child = plan.values->children(*inputs)[i];
    const std::string name(plan.values->field_name(*inputs, i));
    if (plan.values->kind(child) == ValueKind::None) continue;
    if (std::find(empty.begin(), empty.end(), name) != empty.end()) continue;
    INFRA_ASSIGN(desired.inputs[name], form.lower(child, name));
  }
  empty_fields(plan, resource, empty, desired.inputs);
  if (!form.waits_for.empty())
    return fail(diag::error(diag::StillUnknown, resource.address,
                            fmt::format("`{}` has not been made", form.waits_for.front())));
  const plan::BlobStore blobs(blob_folder);
  for (const Digest& digest : form.artifacts) desired.blobs[digest.text()] = blobs.path(digest);
  return desired;
}

Result<std::vector<std::string>> pointing_fields(const plan::Plan& plan, const plan::Resource& resource) {
  std::vector<std::string> fields;
  for (const plan::KindField& field : plan.kind_of(resource).fields) {
    if (field.edge != plan::EdgeKind::Points) continue;
    const types::TypeKind kind = plan.types->kind(field.type);
    if (kind != types::TypeKind::List && kind != types::TypeKind::Set && kind != types::TypeKind::Map &&
        kind != types::TypeKind::Optional)
      return fail(diag::error(diag::CannotStartEmpty, resource.address, field.name));
    fields.push_back(field.name);
  }
  return fields;
}

void empty_fields(const plan::Plan& plan, const plan::Resource& resource, const std::vector<std::string>& fields,
                  Json& inputs) {
  for (const plan::KindField& field : plan.kind_of(resource).fields) {
    if (std::find(fields.begin(), fields.end(), field.name) == fields.end()) continue;
    switch (plan.types->kind(field.type)) {
      case types::TypeKind::List:
      case types::TypeKind::Set: inputs[field.name] = Json::array(); break;
      case types::TypeKind::Map: inputs[field.name] = Json::object(); break;
      default: inputs.erase(field.name); break;
    }
  }
}

Result<ValueId> evaluate_known(const Resolving& with, const plan::Plan& plan, ValueId value, bool reveal_secrets) {
  TargetLeaves leaves(with, plan, reveal_secrets ? KnownLeaves::Everything : KnownLeaves::AllResults);
  INFRA_ASSIGN(const ValueId result, value::evaluate(*plan.values, value, leaves));
  if (!leaves.unread().empty()) return fail(leaves.unread().front());
  return result;
}

Digest inputs_digest(const Json& inputs) { return sha256(canonical_json(inputs)); }

}  // namespace infra::runtime
