// What an audit record's digest is taken of.
#pragma once

#include "compiler/base/digest.h"
#include "compiler/base/json.h"
#include "runtime/state/rows.h"

namespace infra::runtime {

/// Every member but the digest; digests as `sha256:…`.
Json audit_content(const AuditRecord& record);
/// SHA-256 of the canonical JSON of audit_content().
Digest audit_digest(const AuditRecord& record);

/// The body of the deployment's record `join`, with which a run's chain joins the deployment's.
Json join_body(uint64_t run, const Digest& head);

}  // namespace infra::runtime
