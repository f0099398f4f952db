#include "runtime/change/identity.h"

#include <algorithm>

#include "compiler/diag/error.h"
#include "compiler/value/op.h"
#include "runtime/change/leaves.h"
#include "runtime/change/lower.h"

namespace infra::runtime {

namespace {

using value::ValueId;
using value::ValueKind;

constexpr int kIdentityFormat = 1;
constexpr int kMaxDepth = 1000;

class IdentityForm : public Lowering {
 public:
  IdentityForm(const Resolving& with, const plan::Plan& plan, const std::string& address)
      : Lowering(*plan.values, address, kMaxDepth), with_(with), address_(address) {}

  std::vector<std::string> waits_for;
  std::vector<Error> unread;
  bool known() const { return waits_for.empty() && unread.empty(); }

 private:
  Result<Json> reference(std::string_view address, const std::string&) override {
    INFRA_ASSIGN(Json counted, counted_as(std::string(address)));
    return Json{{"$ref", std::move(counted)}};
  }

  Result<Json> artifact(const Digest& digest, uint64_t) override { return Json{{"$artifact", digest.hex()}}; }
  Result<Json> dir(const Digest& digest, uint64_t) override { return Json{{"$dir", digest.hex()}}; }

  Result<Json> deferred(ValueId value, const std::string& field) override {
    switch (values().kind(value)) {
      case ValueKind::Secret: return secret(value, field);
      case ValueKind::Result: return result(value);
      case ValueKind::Var: return Json{{"$var", values().var_depth(value)}};
      default: break;
    }
    Json operation = Json::array({value::op_text(values().op(value))});
    for (size_t i = 0; i < values().children(value).size(); ++i) {
      INFRA_ASSIGN(Json lowered, lower(values().children(value)[i], field));
      operation.push_back(std::move(lowered));
    }
    return Json{{"$apply", std::move(operation)}};
  }

  /// A user's own `$ref` is not one of ours.
  std::string key(std::string text) const override { return text.starts_with('$') ? "$" + text : text; }

  Result<Json> counted_as(const std::string& address) {
    const Target* target = with_.targets.find(address);
    if (target && target->lifecycle != plan::Lifecycle::Immutable)
      return Json{{"address", address}, {"lineage", with_.lineage}};
    if (target && target->identity) return Json{{"address", address}, {"identity", target->identity->hex()}};
    waits_for.push_back(address);
    return Json(nullptr);
  }

  Result<Json> result(ValueId value) {
    const auto [address, field] = result_leaf(values(), value);
    const Target* target = with_.targets.find(address);
    if (target && target->lifecycle != plan::Lifecycle::Immutable) {
      waits_for.push_back(address);  // Known ones have been put in by value.
      return Json(nullptr);
    }
    INFRA_ASSIGN(Json counted, counted_as(address));
    return Json{{"$result", {{"of", std::move(counted)}, {"field", field}}}};
  }

  Result<Json> secret(ValueId value, const std::string& field) {
    auto text = with_.secrets.value(values().secret_source(value), values().as_text(value));
    if (!text) {
      unread.push_back(std::move(text).error());
      return Json(nullptr);
    }
    INFRA_ASSIGN(const Digest commitment, with_.secrets.commit(address_, field, text->reveal()));
    return Json{{"$secret", commitment.hex()}};
  }

  const Resolving& with_;
  const std::string& address_;
};

}  // namespace

Result<IdentityResult> identity_of(const Resolving& with, const plan::Plan& plan, const plan::Resource& resource) {
  const plan::Kind& kind = plan.kind_of(resource);
  TargetLeaves leaves(with, plan, KnownLeaves::OfOthers);
  INFRA_ASSIGN(const ValueId inputs, value::evaluate(*plan.values, resource.inputs, leaves));
  IdentityForm form(with, plan, resource.address);
  Json counted = Json::object();
  for (size_t i = 0; i < plan.values->size(inputs); ++i) {
    const ValueId child = plan.values->children(inputs)[i];
    const std::string name(plan.values->field_name(inputs, i));
    const auto field =
        std::find_if(kind.fields.begin(), kind.fields.end(), [&](const auto& f) { return f.name == name; });
    const bool derived = field != kind.fields.end() && field->is_unique && kind.lifecycle == plan::Lifecycle::Immutable;
    if (derived || plan.values->kind(child) == ValueKind::None) continue;
    INFRA_ASSIGN(Json lowered, form.lower(child, name));
    counted[name] = std::move(lowered);
  }
  IdentityResult result;
  result.waits_for = std::move(form.waits_for);
  result.unread = std::move(form.unread);
  if (result.waits_for.empty() && result.unread.empty())
    result.digest = sha256(canonical_json(
        {{"format", kIdentityFormat}, {"inputs", counted}, {"kind", kind.name}, {"version", kind.version}}));
  return result;
}

}  // namespace infra::runtime
