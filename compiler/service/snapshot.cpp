#include "compiler/service/snapshot.h"

#include "compiler/sema/load/known_files.h"
#include "compiler/service/compilation.h"

namespace infra::service {

Snapshot Snapshot::take(const CompileRequest& request, bool params_required) {
  return Snapshot(analyzed(request, params_required));
}

Snapshot Snapshot::take(const CompileRequest& request, bool params_required, Snapshot previous) {
  Compilation& before = previous.compilation();
  if (!before.analysis) return take(request, params_required);
  sema::KnownFiles known = sema::take_files(std::move(before.analysis), previous.sources(), previous.diagnostics());
  return Snapshot(analyzed(request, params_required, &known));
}

Snapshot::Snapshot(Compilation compilation) : compilation_(std::make_unique<Compilation>(std::move(compilation))) {}
Snapshot::Snapshot(Snapshot&&) noexcept = default;
Snapshot& Snapshot::operator=(Snapshot&&) noexcept = default;
Snapshot::~Snapshot() = default;

const SourceMap& Snapshot::sources() const { return compilation_->result.sources; }
const std::vector<diag::Diagnostic>& Snapshot::diagnostics() const { return compilation_->result.diagnostics; }
bool Snapshot::ok() const { return compilation_->result.ok(); }

}  // namespace infra::service
