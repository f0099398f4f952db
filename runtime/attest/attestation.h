// An envelope beside a plan: whether it is about this plan, and whether who must have signed it has.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "runtime/attest/envelope.h"
#include "runtime/attest/statement.h"

namespace infra::runtime {

/// What lies on the disk under the names that messages use.
struct AttestedPlan {
  std::string plan, debug, envelope;
  Digest plan_digest, debug_digest;
};

struct NamedKey {
  std::string shown;
  VerifyKey key;
};

/// The statement in the bytes of an envelope when it is about exactly these files and each key has signed it. Without
/// keys only that it is about them: anybody may have written it. E0642, E0643 another payload, E0644, E0645, E0646,
/// E0647, E0648, E0649 it is about something else. The signatures come first: what nobody vouches for is not read.
Result<Statement> check_attestation(std::string_view envelope, const AttestedPlan& about,
                                    std::span<const NamedKey> keys);

}  // namespace infra::runtime
