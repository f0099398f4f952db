#include "compiler/sema/check/defaults.h"

#include <set>

#include "compiler/diag/codes/sema.h"
#include "compiler/sema/walk.h"

namespace infra::sema {
namespace {

struct Need {
  Name name;
  Span span;     ///< In the default: of the resource, or of the let that leads to it.
  Span through;  ///< Where a let names it; invalid when the default does.
};

/// The first resource or module use that the value needs.
std::optional<Need> find_need(const CheckContext& c, ModuleId module, const Body& body) {
  struct Pending {
    NodeId node;
    ModuleId module;
    Span span;  ///< In the default; invalid for what stands in it itself.
  };
  std::vector<Pending> pending = {{body.root, module, Span()}};
  std::set<std::pair<ModuleId, uint32_t>> lets;
  while (!pending.empty()) {
    Pending at = pending.back();
    pending.pop_back();
    if (!at.node.valid()) continue;
    const Node& node = c.program.nodes[at.node];
    const Module& owner = c.program.modules[at.module];
    auto use = [&](Name name) {
      return at.span.valid() ? Need{name, at.span, node.span} : Need{name, node.span, Span()};
    };
    if (auto* resource = std::get_if<ResourceNode>(&node.is)) return use(owner.resources[resource->index].name);
    if (auto* module_use = std::get_if<UseNode>(&node.is)) return use(owner.uses[module_use->index].name);
    if (auto* let = std::get_if<LetRefNode>(&node.is); let && lets.insert({let->module, let->index}).second) {
      Span span = at.span.valid() ? at.span : node.span;
      pending.push_back({c.program.modules[let->module].lets[let->index].value.root, let->module, span});
    }
    for_each_part(c.program, node, [&](NodeId part) { pending.push_back({part, at.module, at.span}); });
  }
  return std::nullopt;
}

}  // namespace

void refuse_resources_in_defaults(CheckContext& c) {
  for (ModuleId id : c.program.order) {
    for (Param& param : c.program.modules[id].params) {
      if (!param.default_value.valid()) continue;
      std::optional<Need> use = find_need(c, id, param.default_value);
      if (!use) continue;
      auto builder = c.sink.emit(diag::NotConstant, use->span, c.text(use->name));
      builder.label("a default uses params, lets and functions, never a resource");
      if (use->through.valid()) builder.also(use->through, "through this");
      builder.help("what a resource gives is named where it is used");
      NodeId failed = c.program.nodes.add({use->span, error_type(), ErrorNode{}});
      param.default_value.root = failed;
    }
  }
}

}  // namespace infra::sema
