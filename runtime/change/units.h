// Sizes and durations as a person writes them. In inputs they are bytes and milliseconds, which nobody reads.
#pragma once

#include "compiler/base/json.h"
#include "compiler/plan/plan.h"

namespace infra::runtime {

/// Inputs of `kind` with `10s` for 10000 milliseconds and `256MiB` for bytes, wherever their types say so. Equal values
/// give equal text, and what is not known yet stays as it is.
Json with_units(const types::TypeStore& types, const plan::Kind& kind, Json inputs);

}  // namespace infra::runtime
