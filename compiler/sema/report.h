// Errors of the libraries below, shown at a place of the source.
#pragma once

#include "compiler/diag/report.h"

namespace infra::sema {

using diag::report;

}  // namespace infra::sema
