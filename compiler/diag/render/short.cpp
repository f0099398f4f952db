// One line a diagnostic, as compilers have written them for editors and scripts to read for decades.
#include <fmt/format.h>

#include "compiler/base/sanitize.h"
#include "compiler/diag/render/renderers.h"

namespace infra::diag {

std::string render_short(std::span<const Batch> batches, const RenderOptions&) {
  std::string out;
  for (const Batch& batch : batches) {
    for (const Diagnostic& d : batch.diagnostics) {
      if (d.primary.span.valid()) {
        Region at = region_of(d.primary.span, *batch.sources);
        out += fmt::format("{}:{}:{}: ", sanitize_line(at.file.name()), at.begin.line, at.begin.column);
      }
      out += fmt::format("{}[{}]: {}\n", severity_name(d.severity), d.code, sanitize_line(d.message));
    }
  }
  return out;
}

}  // namespace infra::diag
