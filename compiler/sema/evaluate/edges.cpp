#include "compiler/sema/evaluate/edges.h"

#include "compiler/diag/codes/sema.h"

#include <algorithm>

namespace infra::sema {
namespace {

using value::ValueId;
using value::ValueKind;

ModelEdge::Kind edge_kind(syntax::EdgeMark mark) {
  switch (mark) {
    case syntax::EdgeMark::Uses:
    case syntax::EdgeMark::Permits:
    case syntax::EdgeMark::Spans: return ModelEdge::Kind::Uses;
    case syntax::EdgeMark::Contains: return ModelEdge::Kind::Contains;
    case syntax::EdgeMark::Points: return ModelEdge::Kind::Points;
    case syntax::EdgeMark::Reaches: return ModelEdge::Kind::Reaches;
  }
  return ModelEdge::Kind::Uses;
}

/// Finds the references inside values. Values are shared between resources, so what holds none is remembered.
class References {
 public:
  explicit References(Evaluation& e) : e_(e), empty_(e.values().cell_count(), 0) {}

  /// Calls `found` for each reference in `value`.
  template <typename Found>
  bool collect(ValueId value, const Found& found) {
    if (!value.valid() || empty_[value.index]) return false;
    value::ValueStore& values = e_.values();
    if (values.kind(value) == ValueKind::Reference) {
      found(value);
      return true;
    }
    bool any = false;
    for (ValueId child : values.children(value)) any |= collect(child, found);
    if (!any) empty_[value.index] = 1;
    return any;
  }

 private:
  Evaluation& e_;
  std::vector<uint8_t> empty_;
};

/// All resources inside a module use, those of the modules in it included.
void resources_inside(InstanceId id, const std::vector<std::vector<uint32_t>>& resources_of,
                      const std::vector<std::vector<uint32_t>>& instances_of, std::vector<uint32_t>& out) {
  std::vector<uint32_t> pending = {id.index};
  while (!pending.empty()) {
    uint32_t next = pending.back();
    pending.pop_back();
    out.insert(out.end(), resources_of[next].begin(), resources_of[next].end());
    pending.insert(pending.end(), instances_of[next].begin(), instances_of[next].end());
  }
}

class EdgeBuilder {
 public:
  EdgeBuilder(Evaluation& e, Model& model, const std::vector<uint32_t>& model_index)
      : e_(e),
        model_(model),
        model_index_(model_index),
        resources_of_(e.instances.size()),
        instances_of_(e.instances.size()) {
    for (uint32_t i = 0; i < e.resources.size(); ++i) resources_of_[e.resources[i].owner.index].push_back(i);
    for (uint32_t i = 0; i < e.instances.size(); ++i) {
      if (e.instances[i].parent.valid()) instances_of_[e.instances[i].parent.index].push_back(i);
    }
  }

  void run() {
    evaluate_after();
    References references(e_);
    for (uint32_t i = 0; i < e_.resources.size(); ++i) {
      if (model_index_[i] == UINT32_MAX) continue;
      ModelResource& resource = model_.resources[model_index_[i]];
      const KindInfo& kind = e_.program.kinds[resource.kind];
      for (size_t f = 0; f < resource.inputs.size(); ++f) {
        ModelEdge::Kind mark = edge_kind(kind.fields[f].edge);
        references.collect(resource.inputs[f], [&](ValueId reference) { add(resource, mark, reference); });
      }
      // What makes it must be configured before.
      if (ValueId config = config_of(resource.provider); config.valid()) {
        references.collect(config, [&](ValueId reference) { add(resource, ModelEdge::Kind::Uses, reference); });
      }
      for (uint32_t after : after_[i]) {
        uint32_t target = model_index_[after];
        if (target != UINT32_MAX) resource.edges.push_back({ModelEdge::Kind::After, target});
      }
      std::sort(resource.edges.begin(), resource.edges.end());
      resource.edges.erase(std::unique(resource.edges.begin(), resource.edges.end()), resource.edges.end());
    }
  }

 private:
  ValueId config_of(std::string_view provider) const {
    if (provider.empty()) return {};
    auto found = std::find_if(model_.providers.begin(), model_.providers.end(),
                              [&](const ModelProvider& known) { return known.name == provider; });
    return found == model_.providers.end() ? ValueId() : found->config;
  }

  void add(ModelResource& resource, ModelEdge::Kind kind, ValueId reference) {
    auto found = e_.resource_of.find(reference);
    if (found == e_.resource_of.end()) return;
    uint32_t target = model_index_[found->second.index];
    if (target != UINT32_MAX) resource.edges.push_back({kind, target});
  }

  /// `after` of resources, and of module uses for everything inside them.
  void evaluate_after() {
    after_.resize(e_.resources.size());
    for (uint32_t i = 0; i < e_.resources.size() && !e_.stopped; ++i) {
      const ResourceInstance& instance = e_.resources[i];
      const Resource& resource = e_.module_of(instance.owner).resources[instance.resource];
      for (const Body& body : resource.with.after)
        follow(eval_body(e_, instance.owner, body, instance.loop), after_[i]);
    }
    for (uint32_t i = 0; i < e_.instances.size() && !e_.stopped; ++i) {
      const ModuleInstance& instance = e_.instances[i];
      if (!instance.parent.valid()) continue;
      const Use& use = e_.module_of(instance.parent).uses[instance.use];
      std::vector<uint32_t> targets;
      for (const Body& body : use.with.after) follow(eval_body(e_, instance.parent, body, instance.loop), targets);
      if (targets.empty()) continue;
      std::vector<uint32_t> inside;
      resources_inside(InstanceId(i), resources_of_, instances_of_, inside);
      for (uint32_t resource : inside) after_[resource].insert(after_[resource].end(), targets.begin(), targets.end());
    }
  }

  void follow(ValueId value, std::vector<uint32_t>& targets) {
    if (!value.valid()) return;
    if (auto resource = e_.resource_of.find(value); resource != e_.resource_of.end()) {
      targets.push_back(resource->second.index);
    } else if (auto instance = e_.instance_of.find(value); instance != e_.instance_of.end()) {
      resources_inside(instance->second, resources_of_, instances_of_, targets);
    } else {
      auto children = e_.values().children(value);
      for (ValueId child : children) follow(child, targets);
    }
  }

  Evaluation& e_;
  Model& model_;
  const std::vector<uint32_t>& model_index_;
  std::vector<std::vector<uint32_t>> resources_of_;
  std::vector<std::vector<uint32_t>> instances_of_;
  std::vector<std::vector<uint32_t>> after_;
};

std::string_view verb(ModelEdge::Kind kind) {
  switch (kind) {
    case ModelEdge::Kind::Uses: return "uses";
    case ModelEdge::Kind::Contains: return "lies in";
    case ModelEdge::Kind::Points: return "points at";
    case ModelEdge::Kind::Reaches: return "reaches";
    case ModelEdge::Kind::After: return "comes after";
  }
  return "needs";
}

struct Visit {
  uint32_t resource;
  size_t next = 0;
};

void complain(Evaluation& e, const Model& model, const std::vector<Visit>& stack, size_t from) {
  auto edge = [&](size_t i) { return model.resources[stack[i].resource].edges[stack[i].next - 1]; };
  std::string path;
  for (size_t i = from; i < stack.size() && i < from + 32; ++i) {
    path += fmt::format("`{}` {} ", model.resources[stack[i].resource].address, verb(edge(i).kind));
  }
  const ModelResource& first = model.resources[stack[from].resource];
  if (!say_once(e, first.span, diag::ResourceCycle.code)) return;
  auto builder = e.sink.emit(diag::ResourceCycle, first.span, fmt::format("{}`{}`", path, first.address));
  builder.label("cannot be made before itself");
  for (size_t i = from + 1; i < stack.size() && i < from + 8; ++i) {
    builder.also(model.resources[stack[i].resource].span,
                 fmt::format("`{}` {} this", model.resources[stack[i - 1].resource].address, verb(edge(i - 1).kind)));
  }
  builder.help("only a field marked `points` may close a circle: it is filled after both are made");
}

/// Depth first with an explicit stack, over every edge that orders creation.
void find_cycles(Evaluation& e, const Model& model) {
  enum class State : uint8_t { New, Open, Done };
  std::vector<State> states(model.resources.size(), State::New);
  std::vector<Visit> stack;
  for (uint32_t start = 0; start < model.resources.size(); ++start) {
    if (states[start] != State::New) continue;
    stack.push_back({start});
    states[start] = State::Open;
    while (!stack.empty()) {
      Visit& top = stack.back();
      const auto& edges = model.resources[top.resource].edges;
      if (top.next == edges.size()) {
        states[top.resource] = State::Done;
        stack.pop_back();
        continue;
      }
      const ModelEdge& edge = edges[top.next++];
      if (edge.kind == ModelEdge::Kind::Points) continue;
      if (states[edge.target] == State::New) {
        states[edge.target] = State::Open;
        stack.push_back({edge.target});
      } else if (states[edge.target] == State::Open) {
        size_t from = stack.size() - 1;
        while (stack[from].resource != edge.target) --from;
        complain(e, model, stack, from);
      }
    }
  }
}

}  // namespace

void add_edges(Evaluation& e, Model& model, const std::vector<uint32_t>& model_index) {
  EdgeBuilder(e, model, model_index).run();
  find_cycles(e, model);
}

}  // namespace infra::sema
