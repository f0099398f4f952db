#include "runtime/journal/found.h"

#include "compiler/diag/codes/state.h"
#include "compiler/diag/error.h"

namespace infra::runtime {
namespace {

constexpr const char* kCommitmentKey = "commitment_key";
constexpr size_t kCommitmentKeyBytes = 32;

SecretText random_key(System& system) {
  std::string bytes(kCommitmentKeyBytes, '\0');
  system.random.fill({reinterpret_cast<uint8_t*>(bytes.data()), bytes.size()});
  return SecretText(std::move(bytes));
}

}  // namespace

Result<std::unique_ptr<State>> found_deployment(System& system, const std::string& folder,
                                                const std::string& deployment, bool explicit_place,
                                                const std::string& who) {
  system.failpoints.hit("journal.found.before");
  const auto founding = [&](const std::string& lineage, StateWriter& writer) -> Result<void> {
    INFRA_ASSIGN(const SealingKey key, SealingKey::create(system, lineage));
    system.failpoints.hit("journal.found.key_made");
    INFRA_TRY(writer.put_value(kCommitmentKey, key.seal(system, random_key(system).reveal())));
    AuditRecord record;
    record.time_ms = system.clock.wall().count();
    record.who = who;
    record.event = "init";
    record.body = {{"deployment", deployment}, {"lineage", lineage}};
    return writer.append_audit(record);
  };
  INFRA_ASSIGN(std::unique_ptr<State> state, init_sqlite_state(system, folder, deployment, explicit_place, founding));
  system.failpoints.hit("journal.found.after");
  return state;
}

Result<SecretText> load_commitment_key(System& system, State& state) {
  INFRA_ASSIGN(const std::unique_ptr<StateReader> reader, state.read());
  INFRA_ASSIGN(const std::optional<std::string> sealed, reader->value(kCommitmentKey));
  if (!sealed) {
    return fail(
        diag::error(diag::StateDamaged, state.folder(), "it holds no commitment key, which `infra init` puts into it"));
  }
  INFRA_ASSIGN(const SealingKey key, SealingKey::load(system, state.lineage()));
  return key.open(*sealed);
}

}  // namespace infra::runtime
