// The typed program as text, for `--emit=types`.
#pragma once

#include <string>

#include "compiler/sema/program.h"
#include "compiler/source/source_map.h"

namespace infra::sema {

/// One line a param, let, resource, module use and output of every file of the package, with its type and phase.
std::string print_types(const Program& program, const SourceMap& sources);

}  // namespace infra::sema
