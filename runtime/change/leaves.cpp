#include "runtime/change/leaves.h"

#include <algorithm>

#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/error.h"
#include "runtime/change/raise.h"

namespace infra::runtime {

using value::ValueId;
using value::ValueKind;
using value::ValueStore;

ResultLeaf result_leaf(const ValueStore& values, ValueId id) {
  return {std::string(values.as_text(values.children(id)[0])), std::string(values.as_text(id))};
}

Result<ValueId> TargetLeaves::leaf(ValueStore& values, ValueId id) {
  return values.kind(id) == ValueKind::Secret ? secret(values, id) : result(values, id);
}

Result<ValueId> TargetLeaves::result(ValueStore& values, ValueId id) {
  const auto [address, field] = result_leaf(values, id);
  const Target* target = with_.targets.find(address);
  if (!target || !target->results) return ValueId();
  if (known_ == KnownLeaves::OfOthers && target->lifecycle == plan::Lifecycle::Immutable) return ValueId();
  const plan::Resource* resource = plan_.find(address);
  if (!resource) return ValueId();
  const plan::Kind& kind = plan_.kind_of(*resource);
  const auto declared =
      std::find_if(kind.results.begin(), kind.results.end(), [&](const auto& f) { return f.name == field; });
  if (declared == kind.results.end()) return ValueId();
  const auto given = target->results->find(field);
  const Json json = given == target->results->end() ? Json(nullptr) : *given;
  const auto raised = raise(*plan_.types, values, declared->type, json, fmt::format("{}.{}", address, field));
  if (!raised) return fail(diag::error(diag::ProviderAnswer, kind.provider, raised.error()));
  read_[address][field] = json;
  return *raised;
}

Result<ValueId> TargetLeaves::secret(ValueStore& values, ValueId id) {
  if (known_ != KnownLeaves::Everything) return ValueId();
  auto value = with_.secrets.value(values.secret_source(id), values.as_text(id));
  if (value) return values.string(value->reveal());
  unread_.push_back(std::move(value).error());
  return ValueId();
}

}  // namespace infra::runtime
