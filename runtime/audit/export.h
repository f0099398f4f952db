// The audit log for others: JSON lines, one record each, in a form whose digests anybody can recompute.
#pragma once

#include <span>
#include <string>

#include "runtime/state/rows.h"

namespace infra::runtime {

/// Per line the canonical JSON (RFC 8785) of all members; `digest` is the SHA-256 of the same line without it.
std::string export_audit(std::span<const AuditRecord> records);

}  // namespace infra::runtime
