// The order of files, and the imports that have none.
#pragma once

#include "compiler/sema/load/load.h"

namespace infra::sema {

/// Fills `loaded.order`; each cycle is one error that shows it (E0208), and its last import is cut.
void order_groups(LoadedSources& loaded, diag::Sink& sink);

}  // namespace infra::sema
