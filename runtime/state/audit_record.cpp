#include "runtime/state/audit_record.h"

namespace infra::runtime {

Json audit_content(const AuditRecord& record) {
  return {
      {"sequence", record.sequence}, {"run", record.run},   {"time_ms", record.time_ms},         {"who", record.who},
      {"event", record.event},       {"body", record.body}, {"previous", record.previous.text()}};
}

Digest audit_digest(const AuditRecord& record) { return sha256(canonical_json(audit_content(record))); }

Json join_body(uint64_t run, const Digest& head) { return {{"run", run}, {"head", head.text()}}; }

}  // namespace infra::runtime
