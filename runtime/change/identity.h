// Identities: what makes one instance of a kind the same as another.
#pragma once

#include "runtime/change/resolve.h"

namespace infra::runtime {

struct IdentityResult {
  std::optional<Digest> digest;
  std::vector<std::string> waits_for;
  std::vector<Error> unread;
};

/// SHA-256 of the canonical JSON of kind, kind version and inputs. In it a reference to something immutable counts as
/// its oldest address and identity, to anything else as lineage and oldest address; a result of something immutable
/// as that reference and the field, of anything else as its value; a secret as its commitment; an artifact as its
/// digest. Operations over what stays deferred stand as they are, in the normal form of the plan. Absent optionals
/// and, for immutable kinds, fields marked `unique` are left out.
Result<IdentityResult> identity_of(const Resolving& with, const plan::Plan& plan, const plan::Resource& resource);

}  // namespace infra::runtime
