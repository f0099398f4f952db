#include "compiler/sema/evaluate/exclusive.h"

#include "compiler/diag/codes/sema.h"

namespace infra::sema {
namespace {

using value::ValueId;
using value::ValueKind;

void collect(const value::ValueStore& values, ValueId id, std::vector<ValueId>& found) {
  if (values.kind(id) == ValueKind::Reference) found.push_back(id);
  for (ValueId child : values.children(id)) collect(values, child, found);
}

}  // namespace

void check_exclusive(Evaluation& e, const Model& model) {
  std::unordered_map<ValueId, const ModelResource*> holders;
  for (const ModelResource& resource : model.resources) {
    const KindInfo& kind = e.program.kinds[resource.kind];
    for (size_t i = 0; i < kind.fields.size(); ++i) {
      if (!kind.fields[i].is_exclusive || !resource.inputs[i].valid()) continue;
      std::vector<ValueId> held;
      collect(e.values(), resource.inputs[i], held);
      for (ValueId reference : held) {
        auto [holder, is_new] = holders.try_emplace(reference, &resource);
        if (is_new || holder->second == &resource) continue;
        if (!say_once(e, resource.span, diag::SharedExclusive.code)) continue;
        e.sink
            .emit(diag::SharedExclusive, resource.span, holder->second->address, resource.address,
                  e.values().as_text(reference))
            .label(fmt::format("holds it by `{}`, which is `exclusive`", kind.fields[i].text))
            .also(holder->second->span, "held here already")
            .help("give each one of its own");
      }
    }
  }
}

}  // namespace infra::sema
