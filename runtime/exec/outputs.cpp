// Outputs: evaluated when they are asked for, from the head's plan and the rows of its map.
#include "compiler/diag/error.h"
#include "compiler/types/print.h"
#include "compiler/types/relations.h"
#include "runtime/change/lower.h"
#include "runtime/exec/inspect.h"
#include "runtime/exec/live_run.h"
#include "runtime/exec/world_reader.h"

namespace infra::runtime {

namespace {

constexpr int kMaxDepth = 100;

class OutputForm : public Lowering {
 public:
  OutputForm(const value::ValueStore& values, const std::string& name) : Lowering(values, name, kMaxDepth) {}

 private:
  Result<Json> reference(std::string_view address, const std::string&) override { return Json(address); }
  Result<Json> artifact(const Digest& digest, uint64_t) override { return Json(digest.text()); }
  Result<Json> dir(const Digest& digest, uint64_t) override { return Json(digest.text()); }
  /// A secret, or what was computed from one; its value is not asked for.
  Result<Json> deferred(value::ValueId, const std::string&) override { return Json("<secret>"); }
};

}  // namespace

Result<Json> read_outputs(Session& session) {
  INFRA_ASSIGN(const auto reader, session.state.read());
  INFRA_ASSIGN(World world, read_world(session, *reader));
  INFRA_TRY(show_committed(world, *reader));
  Json outputs = Json::object();
  if (!world.head || world.head->plan == Digest{}) return outputs;
  INFRA_ASSIGN(const PlanPointer plan, load_plan(session, *reader, world.head->plan));
  LiveTargets targets;
  for (const auto& [address, entry] : world.map)
    if (const Instance* row = world.current(address)) targets.set(*row);
  const Resolving resolving{world.lineage, targets, session.secrets};
  for (const plan::Output& output : plan->outputs) {
    INFRA_ASSIGN(const value::ValueId value, evaluate_known(resolving, *plan, output.value, false));
    Json shown = "<secret>";
    if (!types::contains_secret(*plan->types, output.type)) {
      OutputForm form(*plan->values, output.name);
      INFRA_ASSIGN(shown, form.lower(value, output.name));
    }
    outputs[output.name] = {{"type", types::print(*plan->types, output.type)}, {"value", std::move(shown)}};
  }
  return session.redactor.redact(outputs);
}

}  // namespace infra::runtime
