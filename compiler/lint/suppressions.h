// `// infra: allow L0010: reason`: lints that somebody has looked at and wants as they are.
#pragma once

#include <vector>

#include "compiler/diag/sink.h"
#include "compiler/source/source_map.h"

namespace infra::lint {

/// Takes away what a comment on the same line, or on lines of its own right above, allows. Adds L0001 for a comment
/// without a reason, L0002 for one that allows nothing that is there, L0003 for one that names no lint.
void apply_suppressions(const SourceFile& file, FileId id, std::vector<diag::Diagnostic>& lints);

}  // namespace infra::lint
