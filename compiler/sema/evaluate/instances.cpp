// Declarations as values: params, lets, how many resources and module uses there are, inputs and outputs; each is
// computed once, when it is first needed.
#include "compiler/base/json.h"
#include "compiler/diag/codes/sema.h"
#include "compiler/sema/evaluate/evaluation.h"
#include "compiler/sema/evaluate/renames.h"
#include "compiler/value/keys.h"

namespace infra::sema {
namespace {

using value::ValueId;
using value::ValueKind;

/// Marks a slot as being computed, and reports a circle when it is so already.
class Computing {
 public:
  Computing(Evaluation& e, Slot& slot, InstanceId instance, std::string_view name, Span span,
            ResourceInstanceId resource = {})
      : e_(e), slot_(slot), standing_(e) {
    // What only stands for others may turn out not to exist.
    bool is_probe = resource.valid() ? e.resources[resource.index].is_probe : e.instances[instance.index].is_probe;
    if (is_probe) e.behind.emplace_back();
    slot.state = Slot::State::Open;
    e.active.push_back({&slot, instance, resource, name, span});
  }
  ~Computing() { e_.active.pop_back(); }
  Computing(const Computing&) = delete;
  ValueId finish(ValueId value) {
    slot_.state = Slot::State::Done;
    slot_.value = value;
    return value;
  }

 private:
  Evaluation& e_;
  Slot& slot_;
  Standing standing_;
};

std::string qualified(Evaluation& e, InstanceId id, std::string_view name) {
  const std::string& address = e.instances[id.index].address;
  return address.empty() ? std::string(name) : fmt::format("{}.{}", address, name);
}

std::string name_of(Evaluation& e, const Active& active) {
  if (active.resource.valid()) return fmt::format("{}.{}", e.resources[active.resource.index].address, active.name);
  return qualified(e, active.instance, active.name);
}

ValueId circle(Evaluation& e, const Slot& slot) {
  size_t from = e.active.size();
  while (from > 0 && e.active[from - 1].slot != &slot) --from;
  if (from == 0) return {};
  --from;
  const Active& first = e.active[from];
  if (!say_once(e, first.span, diag::DefinitionCycle.code)) return {};
  std::string path;
  for (size_t i = from; i < e.active.size() && i < from + 32; ++i)
    path += fmt::format("`{}` → ", name_of(e, e.active[i]));
  auto builder = e.sink.emit(diag::DefinitionCycle, first.span, name_of(e, first));
  builder.label("has no value without itself").note(path + fmt::format("`{}`", name_of(e, first)));
  for (size_t i = from + 1; i < e.active.size() && i < from + 8; ++i) {
    builder.also(e.active[i].span, fmt::format("`{}` needs this", name_of(e, e.active[i - 1])));
  }
  return {};
}

/// One of the things that a head makes.
struct Made {
  ValueId loop[kHeadSlots];
  ValueId key;  ///< Of a Map.
  std::string suffix;
};

struct Expansion {
  bool failed = false;
  bool open = false;  ///< How many there are hangs on an open param.
  std::vector<Made> made;
};

/// Asks the `if` of a head; nothing when it failed or is not known.
std::optional<bool> asked(Evaluation& e, InstanceId id, const Head& head, llvm::ArrayRef<ValueId> loop,
                          Expansion& out) {
  if (!head.condition.valid()) return true;
  ValueId condition = eval_body(e, id, head.condition, loop);
  if (condition.valid() && !e.values().is_deferred(condition)) return e.values().as_bool(condition);
  if (is_open(e, condition)) {
    out.open = true;
    return std::nullopt;
  }
  out.failed = true;
  if (condition.valid()) {
    deferred_shape(e, e.program.nodes[head.condition.root].span, "whether this exists", condition);
  }
  return std::nullopt;
}

void complain_about_key(Evaluation& e, const Head& head, ValueId key, ValueId first, ValueId second) {
  Span place = head.key.valid() ? e.program.nodes[head.key.root].span : head.span;
  if (!say_once(e, place, diag::DuplicateKey.code)) return;
  types::TypeId type = head.key.valid() ? e.program.nodes[head.key.root].type : types::TypeId();
  e.sink.emit(diag::DuplicateKey, place, show_value(e.program, type, key))
      .label("each item needs a key of its own")
      .note(fmt::format("the items are {} and {}", show_value(e.program, head.item_type, first),
                        show_value(e.program, head.item_type, second)));
}

Expansion expand(Evaluation& e, InstanceId id, const Head& head) {
  Expansion out;
  value::ValueStore& values = e.values();
  if (head.shape == Shape::Single || head.shape == Shape::Optional) {
    std::optional<bool> exists = asked(e, id, head, {}, out);
    if (exists.value_or(false)) out.made.push_back({});
    return out;
  }
  ValueId source = eval_body(e, id, head.source);
  if (!source.valid() || values.is_deferred_itself(source)) {
    out.open = is_open(e, source);
    out.failed = !out.open;
    if (source.valid()) {
      deferred_shape(e, e.program.nodes[head.source.root].span, "how many there are", source);
    }
    return out;
  }
  bool is_map = values.kind(source) == ValueKind::Map;
  bool is_range = values.kind(source) == ValueKind::Range;
  size_t count = values.size(source);
  int64_t begin = is_range ? values.as_range(source).first : 0;
  if (!head.condition.valid() && e.resources.size() + count > kMaxResources) {
    stop(e, head.span, fmt::format("it has more than {} resources", kMaxResources));
    out.failed = true;
    return out;
  }
  std::unordered_map<std::string, ValueId> seen;
  for (size_t i = 0; i < count && !e.stopped; ++i) {
    if (e.resources.size() + out.made.size() >= kMaxResources) {
      stop(e, head.span, fmt::format("it has more than {} resources", kMaxResources));
      break;
    }
    Made made;
    if (is_range) {
      made.loop[kItemSlot] = values.integer(begin + static_cast<int64_t>(i));
    } else {
      made.loop[kItemSlot] = values.children(source)[is_map ? 2 * i + 1 : i];
      if (is_map) made.key = made.loop[kKeySlot] = values.children(source)[2 * i];
    }
    std::optional<bool> exists = asked(e, id, head, made.loop, out);
    if (!exists.value_or(false)) continue;
    if (head.key.valid()) {
      made.key = eval_body(e, id, head.key, made.loop);
      if (!made.key.valid() || values.is_deferred(made.key)) {
        out.open |= is_open(e, made.key);
        out.failed |= !is_open(e, made.key);
        if (made.key.valid()) {
          deferred_shape(e, e.program.nodes[head.key.root].span, "what this is called", made.key);
        }
        continue;
      }
    }
    if (head.shape == Shape::List) {
      made.suffix = fmt::format("[{}]", i);
    } else {
      if (auto normal = value::normal_key(values, made.key); !normal) {
        fail_at(e, head.key.valid() ? e.program.nodes[head.key.root].span : head.span, normal.error());
        out.failed = true;
        continue;
      }
      made.suffix = key_suffix(e, made.key);
      auto [other, is_new] = seen.try_emplace(made.suffix, made.loop[kItemSlot]);
      if (!is_new) {
        complain_about_key(e, head, made.key, other->second, made.loop[kItemSlot]);
        out.failed = true;
        continue;
      }
    }
    out.made.push_back(std::move(made));
  }
  return out;
}

/// What the name of a head stands for: one reference, an optional one, a list or a map.
ValueId gather(Evaluation& e, const Head& head, const std::vector<Made>& made, const std::vector<ValueId>& references) {
  switch (head.shape) {
    case Shape::Single: return references[0];
    case Shape::Optional: return references.empty() ? e.values().none() : references[0];
    case Shape::List: return e.values().list(references);
    case Shape::Map: break;
  }
  std::vector<value::MapItem> items;
  for (size_t i = 0; i < made.size(); ++i) items.push_back({made[i].key, references[i]});
  return e.values().map(items);
}

/// One instance with open loop variables, looked at only for its own errors.
Made probe(Evaluation& e) {
  Made made;
  for (ValueId& slot : made.loop) slot = marker(e);
  made.suffix = "[_]";
  return made;
}

/// What may be missing: known when it was looked for.
ValueId maybe_existing(Evaluation& e, ValueId reference) {
  ValueId exists = result_of(e, reference, kExists);
  return folded(e, Span(), value::Op::If, {exists, reference, e.values().none()});
}

}  // namespace

std::string key_suffix(Evaluation& e, ValueId key) {
  value::ValueStore& values = e.values();
  switch (values.kind(key)) {
    case ValueKind::Int: return fmt::format("[{}]", values.as_int(key));
    case ValueKind::Bool: return values.as_bool(key) ? "[true]" : "[false]";
    default: {
      std::string out = "[";
      append_json_string(out, values.as_text(key));
      return out + "]";
    }
  }
}

ValueId reference_in(Evaluation& e, ValueId object) {
  value::ValueStore& values = e.values();
  if (values.kind(object) == ValueKind::Reference) return object;
  bool is_choice = values.kind(object) == ValueKind::Apply && values.op(object) == value::Op::If;
  if (!is_choice || values.children(object)[2] != values.none()) return {};
  ValueId reference = values.children(object)[1];
  return values.kind(reference) == ValueKind::Reference ? reference : ValueId();
}

std::string given_name(std::string_view address, std::string_view field) {
  return fmt::format("{}->{}", address, field);
}

ValueId result_of(Evaluation& e, ValueId reference, std::string_view field) {
  if (e.given.empty()) return e.values().result(reference, field);
  auto given = e.given.find(given_name(e.values().as_text(reference), field));
  return given == e.given.end() ? e.values().result(reference, field) : given->second;
}

InstanceId add_instance(Evaluation& e, ModuleInstance instance) {
  const Module& module = e.program.modules[instance.module];
  instance.params.resize(module.params.size());
  instance.lets.resize(module.lets.size());
  instance.resources.resize(module.resources.size());
  instance.uses.resize(module.uses.size());
  instance.outputs.resize(module.outputs.size());
  e.instances.push_back(std::move(instance));
  return InstanceId(static_cast<uint32_t>(e.instances.size() - 1));
}

InstanceId constant_instance(Evaluation& e, ModuleId module) {
  auto [known, is_new] = e.constants.try_emplace(module, InstanceId());
  if (is_new) {
    ModuleInstance instance;
    instance.module = module;
    instance.is_constant = true;
    known->second = add_instance(e, std::move(instance));
  }
  return known->second;
}

ValueId param_value(Evaluation& e, InstanceId id, uint32_t index) {
  ModuleInstance& instance = e.instances[id.index];
  Slot& slot = instance.params[index];
  if (slot.state == Slot::State::Done) return slot.value;
  if (slot.state == Slot::State::Open) return circle(e, slot);
  const Param& param = e.program.modules[instance.module].params[index];
  Computing computing(e, slot, id, e.program.text(param.name), param.span);
  if (!instance.parent.valid() && !instance.arguments.empty() && instance.arguments[index].valid()) {
    return computing.finish(prove(e, param.span, param.type, instance.arguments[index]));
  }
  if (instance.parent.valid()) {
    const Use& use = e.module_of(instance.parent).uses[instance.use];
    for (const Input& argument : use.arguments) {
      if (argument.field == index)
        return computing.finish(eval_body(e, instance.parent, argument.value, instance.loop));
    }
  }
  if (param.default_value.valid()) return computing.finish(eval_body(e, id, param.default_value));
  if (e.types().kind(param.type) == types::TypeKind::Optional) return computing.finish(e.values().none());
  // A param without a value has been reported, or stands for any value.
  return computing.finish(e.open && !instance.parent.valid() ? marker(e) : ValueId());
}

ValueId let_value(Evaluation& e, InstanceId id, ModuleId module, uint32_t index) {
  if (e.instances[id.index].module != module) id = constant_instance(e, module);
  Slot& slot = e.instances[id.index].lets[index];
  if (slot.state == Slot::State::Done) return slot.value;
  if (slot.state == Slot::State::Open) return circle(e, slot);
  const Let& let = e.program.modules[module].lets[index];
  Computing computing(e, slot, id, e.program.text(let.name), let.span);
  return computing.finish(eval_body(e, id, let.value));
}

ValueId resource_value(Evaluation& e, InstanceId id, uint32_t index) {
  Slot& slot = e.instances[id.index].resources[index];
  if (slot.state == Slot::State::Done) return slot.value;
  if (slot.state == Slot::State::Open) return circle(e, slot);
  const Resource& resource = e.module_of(id).resources[index];
  std::string address = qualified(e, id, e.program.text(resource.name));
  Computing computing(e, slot, id, e.program.text(resource.name), resource.span);
  if (!resource.kind.valid() || e.types().kind(resource.type) == types::TypeKind::Error) return computing.finish({});
  Expansion expansion = expand(e, id, resource.head);
  bool whole = !expansion.failed && !expansion.open && !e.stopped;
  bool is_probe = expansion.open || e.instances[id.index].is_probe;
  if (expansion.open) expansion.made.assign(1, probe(e));
  std::vector<ValueId> references;
  for (const Made& made : expansion.made) {
    ResourceInstance instance;
    instance.owner = id;
    instance.resource = index;
    std::copy(std::begin(made.loop), std::end(made.loop), std::begin(instance.loop));
    instance.address = address + made.suffix;
    instance.oldest = oldest_address(e, id, fmt::format("{}{}", e.program.text(resource.name), made.suffix));
    instance.self = e.values().reference(instance.oldest);
    instance.is_probe = is_probe;
    instance.inputs.resize(e.program.kinds[resource.kind].fields.size());
    references.push_back(resource.is_optional ? maybe_existing(e, instance.self) : instance.self);
    e.resource_of[instance.self] = ResourceInstanceId(static_cast<uint32_t>(e.resources.size()));
    e.resources.push_back(std::move(instance));
    if (e.resources.size() > kMaxResources) {
      stop(e, resource.span, fmt::format("it has more than {} resources", kMaxResources));
      whole = false;
      break;
    }
  }
  if (expansion.open) return computing.finish(marker(e));
  return computing.finish(whole ? gather(e, resource.head, expansion.made, references) : ValueId());
}

ValueId use_value(Evaluation& e, InstanceId id, uint32_t index) {
  Slot& slot = e.instances[id.index].uses[index];
  if (slot.state == Slot::State::Done) return slot.value;
  if (slot.state == Slot::State::Open) return circle(e, slot);
  const Use& use = e.module_of(id).uses[index];
  std::string address = qualified(e, id, e.program.text(use.name));
  Computing computing(e, slot, id, e.program.text(use.name), use.span);
  if (!use.module.valid() || e.types().kind(use.type) == types::TypeKind::Error) return computing.finish({});
  Expansion expansion = expand(e, id, use.head);
  bool is_probe = expansion.open || e.instances[id.index].is_probe;
  if (expansion.open) expansion.made.assign(1, probe(e));
  std::vector<ValueId> references;
  for (const Made& made : expansion.made) {
    if (e.instances.size() >= kMaxResources) {
      stop(e, use.span, fmt::format("it has more than {} module uses", kMaxResources));
      return computing.finish({});
    }
    ModuleInstance instance;
    instance.module = use.module;
    instance.parent = id;
    instance.use = index;
    std::copy(std::begin(made.loop), std::end(made.loop), std::begin(instance.loop));
    instance.address = address + made.suffix;
    instance.self = e.values().reference(instance.address);
    instance.is_probe = is_probe;
    references.push_back(instance.self);
    ValueId self = instance.self;
    InstanceId made_id = add_instance(e, std::move(instance));
    e.instance_of[self] = made_id;
  }
  if (expansion.open) return computing.finish(marker(e));
  bool whole = !expansion.failed && !e.stopped;
  return computing.finish(whole ? gather(e, use.head, expansion.made, references) : ValueId());
}

ValueId output_value(Evaluation& e, InstanceId id, uint32_t index) {
  Slot& slot = e.instances[id.index].outputs[index];
  if (slot.state == Slot::State::Done) return slot.value;
  if (slot.state == Slot::State::Open) return circle(e, slot);
  const Output& output = e.module_of(id).outputs[index];
  Computing computing(e, slot, id, e.program.text(output.name), output.span);
  return computing.finish(eval_body(e, id, output.value));
}

ValueId default_value(Evaluation& e, const FieldInfo& field, ModuleId module) {
  auto known = e.defaults.find(&field);
  if (known != e.defaults.end()) return known->second;
  Standing standing(e);
  ValueId value = eval_body(e, constant_instance(e, module), field.default_value);
  e.defaults[&field] = value;
  return value;
}

ValueId input_value(Evaluation& e, ResourceInstanceId id, uint32_t field) {
  ResourceInstance& instance = e.resources[id.index];
  Slot& slot = instance.inputs[field];
  if (slot.state == Slot::State::Done) return slot.value;
  if (slot.state == Slot::State::Open) return circle(e, slot);
  const Resource& resource = e.module_of(instance.owner).resources[instance.resource];
  const KindInfo& kind = e.program.kinds[resource.kind];
  const FieldInfo& info = kind.fields[field];
  for (const Input& input : resource.inputs) {
    if (input.field != field) continue;
    Computing computing(e, slot, instance.owner, info.text, input.name_span, id);
    return computing.finish(eval_body(e, instance.owner, input.value, instance.loop));
  }
  slot.state = Slot::State::Done;
  if (resource.is_existing) return slot.value = result_of(e, instance.self, info.text);
  slot.value = info.default_value.valid() ? default_value(e, info, kind.module) : e.values().none();
  return slot.value;
}

}  // namespace infra::sema
