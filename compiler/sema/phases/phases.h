// What must be known when the plan is made: everything that decides its shape. Which params that makes known is
// inferred across modules; what is deferred all the same is an error with the whole chain.
#pragma once

#include "compiler/diag/sink.h"
#include "compiler/sema/program.h"
#include "compiler/source/source_map.h"

namespace infra::sema {

/// E0401. Marks the params that must be known (`Param::must_be_known`). False when something was reported.
bool check_phases(Program& program, const SourceMap& sources, diag::Sink& sink);

enum class Phase : uint8_t { Known, PartlyDeferred, Deferred };

/// The phase of a body's value, with params taken for known.
Phase phase_of(const Program& program, const SourceMap& sources, ModuleId module, const Body& body);

}  // namespace infra::sema
