// The first moment of a deployment, and the key that it was given then.
#pragma once

#include <memory>
#include <string>

#include "runtime/secret/secret.h"
#include "runtime/state/state.h"

namespace infra::runtime {

/// `infra init`: makes the sealing key (or takes INFRA_KEY_FILE), a random commitment key, sealed, and the state that
/// holds it with the first audit record, all at once: there is no state without its key. Errors as init_sqlite_state.
Result<std::unique_ptr<State>> found_deployment(System& system, const std::string& folder,
                                                const std::string& deployment, bool explicit_place,
                                                const std::string& who);

/// The lineage's commitment key. E0620 without the sealing key, E0621 when it is another one: a commitment is never
/// recomputed under a new key.
Result<SecretText> load_commitment_key(System& system, State& state);

}  // namespace infra::runtime
