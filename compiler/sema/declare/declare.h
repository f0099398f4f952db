// Every declaration gets its place: names into scopes, params, lets, resources, uses and outputs into their modules.
#pragma once

#include "compiler/diag/sink.h"
#include "compiler/sema/declare/symbols.h"
#include "compiler/sema/program.h"

namespace infra::sema {

/// Fills `program.modules` with named, unchecked entries, in source order. E0202, E0203, E0205, E0206.
Declarations declare(const LoadedSources& loaded, Program& program, diag::Sink& sink);

}  // namespace infra::sema
