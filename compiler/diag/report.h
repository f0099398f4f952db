// Errors of the libraries below, shown at a place of the source.
#pragma once

#include "compiler/base/result.h"
#include "compiler/diag/sink.h"

namespace infra::diag {

/// Emits `error` at `place` (invalid: without one), with its code, notes and help.
Builder report(Sink& sink, const Error& error, Span place);

}  // namespace infra::diag
