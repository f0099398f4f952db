#include "cli/diagnostics.h"

namespace infra::cli {

void Diagnostics::add(const Error& error) {
  errors_.push_back(error);
  parts_.push_back({{diag::diagnostic_of(errors_.back())}, {}});
}

void Diagnostics::add(std::vector<diag::Diagnostic> diagnostics, SourceMap sources) {
  parts_.push_back({std::move(diagnostics), std::move(sources)});
}

std::string Diagnostics::render(diag::Format format, const diag::RenderOptions& options) const {
  std::vector<diag::Batch> batches;
  for (const Part& part : parts_) batches.push_back({part.diagnostics, &part.sources});
  return diag::entry_of(format).render(batches, options);
}

}  // namespace infra::cli
