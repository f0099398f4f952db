#include "runtime/audit/export.h"

#include "runtime/state/audit_record.h"

namespace infra::runtime {

std::string export_audit(std::span<const AuditRecord> records) {
  std::string lines;
  for (const AuditRecord& record : records) {
    Json json = audit_content(record);
    json["digest"] = record.digest.text();
    lines += canonical_json(json) + "\n";
  }
  return lines;
}

}  // namespace infra::runtime
