// From a typed program and its parameters to the model.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "compiler/diag/sink.h"
#include "compiler/sema/kept.h"
#include "compiler/sema/load/load.h"
#include "compiler/sema/model.h"
#include "compiler/sema/program.h"
#include "compiler/source/source_map.h"

namespace infra::sema {

/// The params of the root, read by their types (params.h).
struct RootParams {
  std::vector<value::ValueId> values;  ///< By param; invalid where none was given.
  std::vector<std::string> origins;    ///< "given by `--param x=1`".
  Contents contents = {};              ///< Of the files and folders that they name.
};

struct EvaluationRequest {
  const Program& program;
  const SourceMap& sources;
  const LoadedSources& loaded;
  RootParams params;
  /// `infra check`: a param of the root without a value stands for any value.
  bool open = false;
  bool shapes_reported = false;               ///< phases/ found deferred shapes: they are not reported again.
  std::string as_of = {};                     ///< The day on which waivers are judged, `2026-12-01`; empty: not judged.
  std::vector<PolicyRef> also_enforced = {};  ///< By the command line.
  KnownValues* known = nullptr;               ///< Of the compilation before, and for the next; null where neither is.
};

Model evaluate(const EvaluationRequest& request, diag::Sink& sink);

/// One body of constants, outside of any instance: a value from outside, a default of a type.
/// What it reads is added to `contents`.
value::ValueId evaluate_alone(const EvaluationRequest& request, ModuleId module, const Body& body, Contents& contents,
                              diag::Sink& sink);

}  // namespace infra::sema
