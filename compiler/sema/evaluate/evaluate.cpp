#include "compiler/sema/evaluate/evaluate.h"

#include <algorithm>
#include <optional>

#include "compiler/diag/codes/sema.h"
#include "compiler/sema/evaluate/checks.h"
#include "compiler/sema/evaluate/complete.h"
#include "compiler/sema/evaluate/contradictions/contradictions.h"
#include "compiler/sema/evaluate/edges.h"
#include "compiler/sema/evaluate/evaluation.h"
#include "compiler/sema/evaluate/exclusive.h"
#include "compiler/sema/evaluate/given.h"
#include "compiler/sema/evaluate/network.h"
#include "compiler/sema/evaluate/policies.h"
#include "compiler/sema/evaluate/renames.h"
#include "compiler/sema/evaluate/settings.h"

namespace infra::sema {
namespace {

using value::ValueId;

InstanceId add_root(Evaluation& e, ModuleId module, const std::string& address, const PlanArguments& arguments) {
  ModuleInstance root;
  root.module = module;
  root.address = address;
  root.arguments = arguments.values;
  if (!address.empty()) root.self = e.values().reference(address);
  ValueId self = root.self;
  InstanceId id = add_instance(e, std::move(root));
  if (self.valid()) e.instance_of[self] = id;
  return id;
}

/// What its type asks of an open value.
void ask_type(Evaluation& e, const Subject& subject, types::TypeId type) {
  value::ValueStore& values = e.values();
  while (e.types().kind(type) == types::TypeKind::Secret) type = e.types()[type].element;
  if (e.types().kind(type) == types::TypeKind::Port) {
    const std::string name = fmt::format("`{}`", subject.name);
    for (const auto& [low, high] :
         {std::pair(values.integer(1), subject.value), std::pair(subject.value, values.integer(65535))}) {
      ValueId holds = folded(e, subject.certain, value::Op::LessEqual, {low, high});
      if (is_open(e, holds)) e.open_conditions.push_back({holds, subject.certain, subject.certain, name});
    }
  }
  while (e.types().kind(type) == types::TypeKind::Refined) {
    auto info = e.program.refinements.find(e.types()[type].name);
    if (info == e.program.refinements.end()) return;
    InstanceId instance = constant_instance(e, info->second.module);
    for (const Rule& rule : info->second.rules) check_rule(e, instance, rule, subject, {subject.value});
    type = e.types()[type].element;
  }
}

/// The rules of the params of an instance, once all of them have values.
void check_params(Evaluation& e, InstanceId id) {
  const Module& module = e.module_of(id);
  for (uint32_t i = 0; i < module.params.size(); ++i) {
    const Param& param = module.params[i];
    ValueId value = param_value(e, id, i);
    if (!value.valid() || (param.rules.empty() && !is_open(e, value))) continue;
    Subject subject{
        std::string(e.program.text(param.name)), e.instances[id.index].address, param.type, value, Span(), ""};
    const ModuleInstance& instance = e.instances[id.index];
    if (instance.parent.valid()) {
      const Use& use = e.module_of(instance.parent).uses[instance.use];
      subject.place = use.span;
      for (const Input& argument : use.arguments) {
        if (argument.field == i) subject.place = argument.value_span;
      }
    } else {
      subject.origin = i < e.root_origins.size() ? e.root_origins[i] : "";
    }
    std::optional<Behind> behind;  // what only stands for others may turn out not to exist
    if (e.instances[id.index].is_probe) behind.emplace(e, ValueId());
    bool is_default = subject.origin.empty() && (!instance.parent.valid() ||
                                                 subject.place == e.module_of(instance.parent).uses[instance.use].span);
    if (is_default && param.default_value.valid()) {
      subject.place = e.program.nodes[param.default_value.root].span;
    }
    if (!instance.is_probe) subject.certain = subject.place.valid() ? subject.place : param.span;
    for (const Rule& rule : param.rules) check_rule(e, id, rule, subject, {value});
    if (is_open(e, value) && !instance.is_probe) ask_type(e, subject, param.type);
  }
}

/// Every value of an instance, in an order in which little has to wait for anything.
void complete_instance(Evaluation& e, InstanceId id) {
  const Module& module = e.module_of(id);
  for (const Unit& unit : module.order) {
    switch (unit.kind) {
      case Unit::Kind::Param: param_value(e, id, unit.index); break;
      case Unit::Kind::Let:
        if (!module.lets[unit.index].asks_network) let_value(e, id, unit.module, unit.index);
        break;
      case Unit::Kind::ResourceHead: resource_value(e, id, unit.index); break;
      case Unit::Kind::UseHead: use_value(e, id, unit.index); break;
    }
  }
  check_params(e, id);
}

Span place_of(const Resource& resource, uint32_t field) {
  for (const Input& input : resource.inputs) {
    if (input.field == field) return input.value_span;
  }
  return resource.span;
}

void check_kind_rules(Evaluation& e, const ResourceInstance& instance, const KindInfo& kind, const Resource& resource) {
  llvm::SmallVector<ValueId, 16> frame = {ValueId()};
  for (const Slot& slot : instance.inputs) {
    if (!slot.value.valid()) return;  // it failed, or is derived when it is deployed
    frame.push_back(slot.value);
  }
  InstanceId constants = constant_instance(e, kind.module);
  for (uint32_t i = 0; i < kind.fields.size(); ++i) {
    const FieldInfo& field = kind.fields[i];
    const bool is_asked = is_open(e, frame[i + 1]) && !instance.is_probe;
    if (field.rules.empty() && !is_asked) continue;
    frame[0] = frame[i + 1];
    Subject subject{
        fmt::format("{}.{}", instance.address, field.text), "", field.type, frame[0], place_of(resource, i), ""};
    if (!instance.is_probe) subject.certain = subject.place;
    for (const Rule& rule : field.rules) check_rule(e, constants, rule, subject, frame);
    if (is_asked) ask_type(e, subject, field.type);
  }
}

ModelResource complete_resource(Evaluation& e, ResourceInstanceId id) {
  ResourceInstance& instance = e.resources[id.index];
  const Resource& resource = e.module_of(instance.owner).resources[instance.resource];
  const KindInfo& kind = e.program.kinds[resource.kind];
  e.guarded = instance.oldest;
  ModelResource out;
  out.address = instance.address;
  out.oldest = instance.oldest;
  out.is_existing = resource.is_existing;
  out.is_optional = resource.is_optional;
  out.kind = resource.kind;
  out.span = resource.span;
  for (uint32_t i = 0; i < kind.fields.size(); ++i) {
    bool given = std::any_of(resource.inputs.begin(), resource.inputs.end(),
                             [&](const Input& input) { return input.field == i; });
    out.inputs.push_back(given || !resource.is_existing ? input_value(e, id, i) : ValueId());
  }
  if ((kind.has_rules || e.open) && !resource.is_existing) {
    std::optional<Behind> behind;
    if (instance.is_probe) behind.emplace(e, ValueId());
    check_kind_rules(e, instance, kind, resource);
  }
  complete_settings(e, instance, resource, out);
  for (ValueId& input : out.inputs) {
    if (input == e.values().none()) input = ValueId();
  }
  e.guarded = {};
  return out;
}

/// Bodies in the order of their modules, so that an input that reads an input finds it computed. Gives the place in
/// the model of each instance; those that only stand for others have none.
std::vector<uint32_t> complete_resources(Evaluation& e, Model& model, uint32_t first) {
  std::vector<std::vector<std::vector<uint32_t>>> by_declaration(e.instances.size());
  for (uint32_t i = first; i < e.resources.size(); ++i) {
    const ResourceInstance& instance = e.resources[i];
    auto& own = by_declaration[instance.owner.index];
    if (own.empty()) own.resize(e.module_of(instance.owner).resources.size());
    own[instance.resource].push_back(i);
  }
  std::vector<uint32_t> model_index(e.resources.size(), UINT32_MAX);
  for (uint32_t i = 0; i < by_declaration.size(); ++i) {
    if (by_declaration[i].empty()) continue;
    for (uint32_t declaration : e.module_of(InstanceId(i)).resource_order) {
      for (uint32_t id : by_declaration[i][declaration]) {
        if (e.stopped) return model_index;
        ModelResource resource = complete_resource(e, ResourceInstanceId(id));
        if (e.resources[id].is_probe) continue;
        model_index[id] = static_cast<uint32_t>(model.resources.size());
        model.resources.push_back(std::move(resource));
      }
    }
  }
  return model_index;
}

}  // namespace

InstanceId start_plan(Evaluation& e, ModuleId module, const std::string& address, const PlanArguments& arguments) {
  take_given(e, module, address, arguments);
  return add_root(e, module, address, arguments);
}

Model complete(Evaluation& e, InstanceId root) {
  auto first_resource = static_cast<uint32_t>(e.resources.size());
  for (uint32_t i = 0; i < e.resources.size(); ++i) {
    if (e.resources[i].owner == root) first_resource = std::min(first_resource, i);
  }
  for (ModuleId id : e.program.order) e.has_renames |= !e.program.modules[id].renames.empty();
  // Instances make instances: both lists grow while they are walked.
  Model model;
  for (uint32_t i = root.index; i < e.instances.size() && !e.stopped; ++i) {
    if (e.instances[i].is_constant) continue;
    InstanceId id(i);
    complete_instance(e, id);
    const Module& module = e.module_of(id);
    for (uint32_t output = 0; output < module.outputs.size(); ++output) output_value(e, id, output);
  }
  std::vector<uint32_t> model_index = complete_resources(e, model, first_resource);
  if (!e.stopped) {
    const ModuleId module_id = e.instances[root.index].module;
    const Module& module = e.module_of(root);
    for (uint32_t i = 0; i < module.outputs.size(); ++i) {
      const Output& output = module.outputs[i];
      ValueId value = output_value(e, root, i);
      model.outputs.push_back({std::string(e.program.text(output.name)), output.span, output.type, value});
    }
    for (uint32_t i = 0; i < module.lets.size(); ++i) {
      if (module.lets[i].asks_network) e.asked.clear();
      model.lets.push_back(let_value(e, root, module_id, i));
      if (module.lets[i].asks_network) model.ways = ways_asked(e);
    }
    model.providers = complete_providers(e, model, root);
    add_edges(e, model, model_index);
    check_oldest_addresses(e, model);
    check_exclusive(e, model);
    model.rollouts = complete_rollouts(e, model_index);
    model.removal_limit = removal_limit(e, root);
    judge_checks(e, root);
    judge_policies(e, model, root);
    model.checks = place_checks(e, model);
  }
  model.contents = std::move(e.contents);
  model.embedded_files = std::move(e.embedded_files);
  return model;
}

Model evaluate(const EvaluationRequest& request, diag::Sink& sink) {
  const Program& program = request.program;
  Evaluation e{program, request.loaded, request.sources, sink, request.open, request.shapes_reported};
  e.as_of = request.as_of;
  e.also_enforced = request.also_enforced;
  e.known = request.known;
  e.root_origins = request.params.origins;
  e.contents = request.params.contents;
  PlanArguments arguments;
  arguments.values = request.params.values;
  const InstanceId root = start_plan(e, program.root, "", arguments);
  Model model = complete(e, root);
  report_contradictions(e, request, root);
  return model;
}

ValueId evaluate_alone(const EvaluationRequest& request, ModuleId module, const Body& body, Contents& contents,
                       diag::Sink& sink) {
  Evaluation e{request.program, request.loaded, request.sources, sink};
  e.contents = std::move(contents);
  ValueId value = eval_body(e, constant_instance(e, module), body);
  contents = std::move(e.contents);
  return value;
}

}  // namespace infra::sema
