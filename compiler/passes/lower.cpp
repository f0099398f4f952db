#include <algorithm>
#include <numeric>
#include <set>
#include <unordered_map>

#include "compiler/passes/passes.h"

namespace infra::passes {
namespace {

using sema::KindId;
using value::ValueId;
using value::ValueKind;

plan::Lifecycle lowered(sema::Lifecycle lifecycle) {
  switch (lifecycle) {
    case sema::Lifecycle::Immutable: return plan::Lifecycle::Immutable;
    case sema::Lifecycle::Persistent: return plan::Lifecycle::Persistent;
    case sema::Lifecycle::Pointer: return plan::Lifecycle::Pointer;
    case sema::Lifecycle::Attachment: return plan::Lifecycle::Attachment;
    case sema::Lifecycle::Singleton: return plan::Lifecycle::Singleton;
  }
  return plan::Lifecycle::Immutable;
}

plan::EdgeKind lowered(syntax::EdgeMark mark) {
  switch (mark) {
    case syntax::EdgeMark::Uses:
    case syntax::EdgeMark::Permits:
    case syntax::EdgeMark::Spans: return plan::EdgeKind::Uses;
    case syntax::EdgeMark::Contains: return plan::EdgeKind::Contains;
    case syntax::EdgeMark::Points: return plan::EdgeKind::Points;
    case syntax::EdgeMark::Reaches: return plan::EdgeKind::Reaches;
  }
  return plan::EdgeKind::Uses;
}

plan::EdgeKind lowered(sema::ModelEdge::Kind kind) {
  switch (kind) {
    case sema::ModelEdge::Kind::Uses: return plan::EdgeKind::Uses;
    case sema::ModelEdge::Kind::Contains: return plan::EdgeKind::Contains;
    case sema::ModelEdge::Kind::Points: return plan::EdgeKind::Points;
    case sema::ModelEdge::Kind::Reaches: return plan::EdgeKind::Reaches;
    case sema::ModelEdge::Kind::After: return plan::EdgeKind::After;
  }
  return plan::EdgeKind::Uses;
}

std::vector<plan::KindField> lowered(const std::vector<sema::FieldInfo>& fields) {
  std::vector<plan::KindField> result;
  for (const sema::FieldInfo& field : fields) {
    result.push_back({field.text, field.type, lowered(field.edge), field.is_unique, field.is_exclusive, field.is_find});
  }
  std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return result;
}

class Lowering {
 public:
  Lowering(const sema::Program& program, const sema::Model& model) : program_(program), model_(model) {}

  plan::Plan run(const std::string& deployment, std::vector<std::string>& subjects) {
    plan_.deployment = deployment;
    plan_.types = program_.types;
    plan_.values = program_.values;
    add_kinds();
    add_resources();
    add_outputs();
    add_checks(subjects);
    add_providers();
    add_rollouts();
    add_policies();
    plan_.removal_limit = model_.removal_limit;
    add_artifacts();
    return std::move(plan_);
  }

 private:
  void add_kinds() {
    std::set<std::pair<std::string, uint32_t>> used;
    for (const sema::ModelResource& resource : model_.resources) {
      used.insert({program_.kinds[resource.kind].name, resource.kind.index});
    }
    for (const auto& [name, id] : used) {
      const sema::KindInfo& kind = program_.kinds[KindId(id)];
      kind_index_[KindId(id)] = static_cast<uint32_t>(plan_.kinds.size());
      plan_.kinds.push_back({kind.name, lowered(kind.lifecycle), kind.provider, kind.version, lowered(kind.fields),
                             lowered(kind.results)});
    }
  }

  void add_resources() {
    std::vector<uint32_t> order(model_.resources.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
      return plan::address_less(model_.resources[a].oldest, model_.resources[b].oldest);
    });
    plan_.resources.reserve(order.size());
    for (uint32_t index : order) {
      const sema::ModelResource& from = model_.resources[index];
      if (from.is_existing) {
        plan_.lookups.push_back(lookup(from));
      } else {
        plan_.resources.push_back(resource(from));
      }
    }
  }

  plan::Lookup lookup(const sema::ModelResource& from) {
    return {from.oldest, kind_index_.at(from.kind), inputs(from), edges(from), from.is_optional, from.provider};
  }

  plan::Resource resource(const sema::ModelResource& from) {
    plan::Resource to;
    to.address = from.oldest;
    to.kind = kind_index_.at(from.kind);
    to.inputs = inputs(from);
    to.edges = edges(from);
    to.with = {from.protect, from.timeout_ms, from.retain, from.provider, from.ignore};
    return to;
  }

  ValueId inputs(const sema::ModelResource& from) {
    const std::vector<sema::FieldInfo>& fields = program_.kinds[from.kind].fields;
    std::vector<std::string_view> names;
    std::vector<ValueId> values;
    for (size_t i = 0; i < fields.size(); ++i) {
      if (!from.inputs[i].valid()) continue;
      names.push_back(fields[i].text);
      values.push_back(from.inputs[i]);
    }
    return program_.values->record(names, values);
  }

  std::vector<plan::Edge> edges(const sema::ModelResource& from) {
    std::vector<plan::Edge> edges;
    for (const sema::ModelEdge& edge : from.edges) {
      edges.push_back({lowered(edge.kind), model_.resources[edge.target].oldest});
    }
    std::sort(edges.begin(), edges.end());
    return edges;
  }

  void add_providers() {
    for (const sema::ModelProvider& provider : model_.providers) {
      plan_.providers.push_back({provider.name, provider.via, provider.config});
    }
    std::sort(plan_.providers.begin(), plan_.providers.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
  }

  void add_rollouts() {
    for (const sema::ModelRollout& from : model_.rollouts) {
      if (from.members.empty()) continue;
      plan_.rollouts.push_back({from.address, from.members, from.batch, from.canary, from.min_available,
                                from.healthy_for_ms, from.deadline_ms, from.confirm_ms});
    }
    std::sort(plan_.rollouts.begin(), plan_.rollouts.end(),
              [](const auto& a, const auto& b) { return plan::address_less(a.address, b.address); });
  }

  void add_policies() {
    for (const sema::ModelPolicy& from : model_.policies) {
      plan::Policy policy{from.name, from.controls, from.passed, {}};
      for (const sema::ModelFinding& finding : from.findings) {
        policy.findings.push_back({finding.resource, finding.condition, finding.message});
      }
      std::stable_sort(policy.findings.begin(), policy.findings.end(),
                       [](const auto& a, const auto& b) { return plan::address_less(a.address, b.address); });
      plan_.policies.push_back(std::move(policy));
    }
    std::sort(plan_.policies.begin(), plan_.policies.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    for (const sema::ModelWaiver& from : model_.waivers) {
      plan_.waivers.push_back({from.policy, from.address, from.by, from.from, from.until, from.because});
    }
    std::sort(plan_.waivers.begin(), plan_.waivers.end(), [](const auto& a, const auto& b) {
      return a.policy != b.policy ? a.policy < b.policy : plan::address_less(a.address, b.address);
    });
  }

  void add_outputs() {
    for (const sema::ModelOutput& output : model_.outputs)
      plan_.outputs.push_back({output.name, output.type, output.value});
    std::sort(plan_.outputs.begin(), plan_.outputs.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  }

  void add_checks(std::vector<std::string>& subjects) {
    struct Placed {
      plan::Check check;
      std::string key;
      const std::string* subject;
    };
    std::vector<Placed> checks;
    for (const sema::ModelCheck& from : model_.checks) {
      plan::Check check{from.address, from.condition, from.message};
      std::string key = plan::check_key(*program_.values, check);
      checks.push_back({std::move(check), std::move(key), &from.subject});
    }
    std::stable_sort(checks.begin(), checks.end(), [](const Placed& a, const Placed& b) {
      if (a.check.address != b.check.address) return plan::address_less(a.check.address, b.check.address);
      return a.key < b.key;
    });
    for (Placed& placed : checks) {
      plan_.checks.push_back(std::move(placed.check));
      subjects.push_back(*placed.subject);
    }
  }

  /// Every artifact and folder that a value of the plan names. Values are shared, so each is looked at once.
  void add_artifacts() {
    std::vector<bool> seen(program_.values->cell_count());
    std::vector<ValueId> pending;
    for (const plan::Resource& resource : plan_.resources) pending.push_back(resource.inputs);
    for (const plan::Lookup& lookup : plan_.lookups) pending.push_back(lookup.find);
    for (const plan::Provider& provider : plan_.providers) pending.push_back(provider.config);
    for (const plan::Policy& policy : plan_.policies) {
      for (const plan::Finding& finding : policy.findings) {
        pending.push_back(finding.condition);
        if (finding.message.valid()) pending.push_back(finding.message);
      }
    }
    for (const plan::Output& output : plan_.outputs) pending.push_back(output.value);
    for (const plan::Check& check : plan_.checks) {
      pending.push_back(check.condition);
      if (check.message.valid()) pending.push_back(check.message);
    }
    std::set<plan::Artifact> artifacts;
    std::set<Digest> dirs;
    while (!pending.empty()) {
      ValueId next = pending.back();
      pending.pop_back();
      if (seen[next.index]) continue;
      seen[next.index] = true;
      if (program_.values->kind(next) == ValueKind::Artifact) {
        artifacts.insert({program_.values->content_digest(next), program_.values->content_size(next)});
      }
      if (program_.values->kind(next) == ValueKind::Dir) dirs.insert(program_.values->content_digest(next));
      auto children = program_.values->children(next);
      pending.insert(pending.end(), children.begin(), children.end());
    }
    for (const Digest& digest : dirs) {
      const sema::Contents::Folder& folder = model_.contents.folders.at(digest);
      for (const auto& [path, entry] : folder.tree) {
        if (entry.type != ContentEntry::Type::Link) artifacts.insert({entry.content, folder.sizes.at(entry.content)});
      }
      plan_.dirs.push_back({digest, folder.tree});
    }
    plan_.artifacts.assign(artifacts.begin(), artifacts.end());
  }

  const sema::Program& program_;
  const sema::Model& model_;
  plan::Plan plan_;
  std::unordered_map<KindId, uint32_t> kind_index_;
};

}  // namespace

plan::Plan lower(const sema::Program& program, const sema::Model& model, const std::string& deployment,
                 std::vector<std::string>& subjects) {
  return Lowering(program, model).run(deployment, subjects);
}

}  // namespace infra::passes
