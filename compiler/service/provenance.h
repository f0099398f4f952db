// What a plan was compiled from, by digest: what a signature over it says beside its name.
#pragma once

#include <string>
#include <vector>

#include "compiler/base/digest.h"

namespace infra::service {

struct Compilation;

/// A file that was read, by its name in messages: `shop.infra`, `std/net/balancer.infra`, `shapes@1.2.0/cell.infra`.
struct ReadFile {
  std::string name;
  Digest digest;
};

/// A policy that is enforced, with the file that declares it.
struct EnforcedPolicy {
  std::string name;  ///< As in the plan.
  ReadFile file;
};

struct Provenance {
  /// Of the program, of the stdlib and of packages; `infra.toml` and `infra.lock`; what `embed` has read. By name. What
  /// `file` has read stands in the plan itself.
  std::vector<ReadFile> sources;
  std::vector<EnforcedPolicy> policies;  ///< By name.
};

Provenance provenance_of(const Compilation& compilation);

}  // namespace infra::service
