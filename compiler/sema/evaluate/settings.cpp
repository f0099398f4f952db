#include "compiler/sema/evaluate/settings.h"

#include <algorithm>
#include <set>

#include "compiler/diag/codes/sema.h"
#include "compiler/sema/evaluate/renames.h"

namespace infra::sema {
namespace {

using value::ValueId;
using value::ValueKind;

/// A setting, which must be known.
ValueId known(Evaluation& e, InstanceId instance, const Body& body, std::string_view what,
              llvm::ArrayRef<ValueId> loop = {}) {
  if (!body.valid()) return {};
  ValueId value = eval_body(e, instance, body, loop);
  if (!value.valid() || !e.values().is_deferred(value)) return value;
  deferred_shape(e, e.program.nodes[body.root].span, what, value);
  return {};
}

/// A number of at least `least`, or nothing after a report.
std::optional<int64_t> at_least(Evaluation& e, Span place, types::TypeKind kind, std::string_view name, ValueId value,
                                int64_t least) {
  if (!value.valid() || value == e.values().none()) return std::nullopt;
  int64_t number = e.values().as_int(value);
  if (number >= least) return number;
  if (say_once(e, place, diag::SettingRange.code)) {
    types::TypeId type = types::TypeStore::scalar(kind);
    std::string bound = least == 1 && kind == types::TypeKind::Duration
                            ? "above zero"
                            : fmt::format("at least {}", show_value(e.program, type, e.values().integer(least)));
    e.sink.emit(diag::SettingRange, place, name, bound, show_value(e.program, type, value));
  }
  return std::nullopt;
}

/// Where an entry of the written record stands, or the whole of it.
Span place_of(Evaluation& e, const Body& body, std::string_view name) {
  const Node& node = e.program.nodes[body.root];
  auto* record = std::get_if<RecordNode>(&node.is);
  if (!record) return node.span;
  const std::vector<types::Field>& fields = e.types()[node.type].fields;
  for (size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name == name) return e.program.nodes[record->values[i]].span;
  }
  return node.span;
}

/// The key or place of an instance, as `order` names it.
ValueId key_of(Evaluation& e, const Resource& resource, const ResourceInstance& instance, size_t place) {
  const Head& head = resource.head;
  if (head.shape == Shape::List) return e.values().integer(static_cast<int64_t>(place));
  if (head.key.valid()) return eval_body(e, instance.owner, head.key, instance.loop);
  return instance.loop[kKeySlot];
}

class RolloutBuilder {
 public:
  RolloutBuilder(Evaluation& e, const Resource& resource, std::vector<ResourceInstanceId> members)
      : e_(e), resource_(resource), members_(std::move(members)) {}

  ModelRollout build(std::string address, ValueId settings) {
    ModelRollout out;
    out.address = std::move(address);
    auto number = [&](std::string_view name, types::TypeKind kind, int64_t least) {
      ValueId value = e_.values().field(settings, name);
      return at_least(e_, place(name), kind, fmt::format("rollout.{}", name), value, least);
    };
    using types::TypeKind;
    out.batch = number("batch", TypeKind::Int, 1);
    out.canary = number("canary", TypeKind::Int, 1);
    out.min_available = number("min_available", TypeKind::Int, 0);
    out.healthy_for_ms = number("healthy_for", TypeKind::Duration, 0);
    out.deadline_ms = number("deadline", TypeKind::Duration, 1);
    out.confirm_ms = number("confirm", TypeKind::Duration, 1);
    compare(out);
    for (ResourceInstanceId member : members_) out.members.push_back(e_.resources[member.index].oldest);
    if (ValueId order = e_.values().field(settings, "order"); order.valid()) put_in_order(order, out);
    return out;
  }

 private:
  Span place(std::string_view name) { return place_of(e_, resource_.with.rollout, name); }

  void compare(const ModelRollout& rollout) {
    bool several = resource_.head.shape == Shape::List || resource_.head.shape == Shape::Map;
    auto count = static_cast<int64_t>(members_.size());
    if (several && rollout.min_available && *rollout.min_available > count) {
      e_.sink.emit(diag::SettingRange, place("min_available"), "rollout.min_available",
                   fmt::format("at most {}, of which there are", count), std::to_string(*rollout.min_available));
    }
    if (rollout.deadline_ms && rollout.healthy_for_ms && *rollout.healthy_for_ms >= *rollout.deadline_ms) {
      types::TypeId type = types::TypeStore::scalar(types::TypeKind::Duration);
      auto show = [&](int64_t ms) { return show_value(e_.program, type, e_.values().integer(ms)); };
      e_.sink
          .emit(diag::SettingRange, place("deadline"), "rollout.deadline",
                fmt::format("above `healthy_for`, {}", show(*rollout.healthy_for_ms)), show(*rollout.deadline_ms))
          .label("no batch could stay healthy for that long before it");
    }
  }

  /// Each instance once, by its key.
  void put_in_order(ValueId order, ModelRollout& rollout) {
    struct Member {
      ValueId key;
      std::string address;
    };
    std::map<std::string, Member> free;  // By the key as addresses have it: members of enums have no one id.
    for (size_t i = 0; i < members_.size(); ++i) {
      ValueId key = key_of(e_, resource_, e_.resources[members_[i].index], i);
      if (!key.valid()) return;
      free[key_suffix(e_, key)] = {key, rollout.members[i]};
    }
    std::vector<std::string> ordered;
    types::TypeId key_type = element_of_order();
    for (ValueId key : e_.values().children(order)) {
      auto found = free.find(key_suffix(e_, key));
      if (found == free.end())
        return complain(
            fmt::format("names {} twice, or no instance is called so", show_value(e_.program, key_type, key)));
      ordered.push_back(std::move(found->second.address));
      free.erase(found);
    }
    if (!free.empty()) {
      return complain(fmt::format("leaves out {}", show_value(e_.program, key_type, free.begin()->second.key)));
    }
    rollout.members = std::move(ordered);
  }

  types::TypeId element_of_order() {
    const types::Type& record = e_.types()[e_.program.nodes[resource_.with.rollout.root].type];
    const types::Field* field = record.field("order");
    if (!field) return {};
    types::TypeId list = e_.types()[field->type].element;
    return e_.types()[list].element;
  }

  void complain(const std::string& what) {
    if (!say_once(e_, place("order"), diag::RolloutOrder.code)) return;
    e_.sink.emit(diag::RolloutOrder, place("order"), what).label("each instance must stand in it once");
  }

  Evaluation& e_;
  const Resource& resource_;
  std::vector<ResourceInstanceId> members_;
};

}  // namespace

void complete_settings(Evaluation& e, const ResourceInstance& instance, const Resource& resource, ModelResource& out) {
  const With& with = resource.with;
  auto setting = [&](const Body& body, std::string_view what) {
    return known(e, instance.owner, body, what, instance.loop);
  };
  if (ValueId protect = setting(with.protect, "`protect`"); protect.valid()) out.protect = e.values().as_bool(protect);
  auto number = [&](const Body& body, types::TypeKind kind, std::string_view name, int64_t least) {
    ValueId value = setting(body, fmt::format("`{}`", name));
    return value.valid() ? at_least(e, e.program.nodes[body.root].span, kind, name, value, least) : std::nullopt;
  };
  out.timeout_ms = number(with.timeout, types::TypeKind::Duration, "timeout", 1);
  out.retain = number(with.retain, types::TypeKind::Int, "retain", 0);
  out.ignore = with.ignore;
  if (with.provider != kNoUse) {
    ValueId provider = use_value(e, instance.owner, with.provider);
    if (auto found = e.instance_of.find(provider); found != e.instance_of.end()) {
      out.provider = e.instances[found->second.index].address;
    }
  }
}

std::vector<ModelRollout> complete_rollouts(Evaluation& e, const std::vector<uint32_t>& model_index) {
  std::map<std::pair<uint32_t, uint32_t>, std::vector<ResourceInstanceId>> groups;
  for (uint32_t i = 0; i < e.resources.size(); ++i) {
    const ResourceInstance& instance = e.resources[i];
    if (i >= model_index.size() || model_index[i] == UINT32_MAX) continue;
    const Resource& resource = e.module_of(instance.owner).resources[instance.resource];
    if (resource.with.rollout.valid())
      groups[{instance.owner.index, instance.resource}].push_back(ResourceInstanceId(i));
  }
  std::vector<ModelRollout> rollouts;
  for (auto& [group, members] : groups) {
    InstanceId owner(group.first);
    const Resource& resource = e.module_of(owner).resources[group.second];
    ValueId settings = known(e, owner, resource.with.rollout, "`rollout`");
    if (!settings.valid() || e.values().kind(settings) != ValueKind::Record) continue;
    std::string address = oldest_address(e, owner, std::string(e.program.text(resource.name)));
    rollouts.push_back(RolloutBuilder(e, resource, std::move(members)).build(std::move(address), settings));
  }
  return rollouts;
}

std::optional<int64_t> removal_limit(Evaluation& e, InstanceId from) {
  std::optional<int64_t> limit;
  for (uint32_t i = from.index; i < e.instances.size() && !e.stopped; ++i) {
    if (e.instances[i].is_constant || e.instances[i].is_probe) continue;
    const Body& body = e.module_of(InstanceId(i)).removal_limit;
    ValueId value = known(e, InstanceId(i), body, "`limit`");
    if (!value.valid()) continue;
    auto own = at_least(e, e.program.nodes[body.root].span, types::TypeKind::Int, "limit.removals", value, 0);
    if (own && (!limit || *own < *limit)) limit = own;
  }
  return limit;
}

std::vector<ModelProvider> complete_providers(Evaluation& e, const Model& model, InstanceId from) {
  std::set<std::string_view> named;
  for (const ModelResource& resource : model.resources) named.insert(resource.provider);
  std::vector<ModelProvider> providers;
  for (uint32_t i = from.index; i < e.instances.size() && !e.stopped; ++i) {
    const ModuleInstance& instance = e.instances[i];
    if (!instance.parent.valid() || !named.contains(instance.address)) continue;
    if (!e.module_of(instance.parent).uses[instance.use].is_provider) continue;
    const Module& schema = e.module_of(InstanceId(i));
    llvm::SmallVector<std::string_view, 8> names;
    llvm::SmallVector<ValueId, 8> values;
    for (uint32_t p = 0; p < schema.params.size(); ++p) {
      ValueId value = param_value(e, InstanceId(i), p);
      if (!value.valid() || value == e.values().none()) continue;
      names.push_back(e.program.text(schema.params[p].name));
      values.push_back(value);
    }
    ValueId config = e.values().record({names.data(), names.size()}, {values.data(), values.size()});
    // Every kind of one file is made by one program: that of the resource that names this.
    std::string via;
    for (const ModelResource& resource : model.resources) {
      if (resource.provider == instance.address) via = e.program.kinds[resource.kind].provider;
    }
    providers.push_back({instance.address, std::move(via), config});
  }
  return providers;
}

}  // namespace infra::sema
