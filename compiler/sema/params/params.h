// The params of the root, from the command line and from JSON, read by their types: what does not fit says so with
// the param and, inside JSON, the path.
#pragma once

#include <map>
#include <string>

#include "compiler/diag/sink.h"
#include "compiler/sema/evaluate/evaluate.h"
#include "compiler/sema/load/load.h"

namespace infra::sema {

struct GivenParams {
  std::map<std::string, std::string> texts;  ///< `--param name=text`; they win over the JSON.
  std::string json;                          ///< The content of `--params`; empty for none.
  bool required = true;                      ///< A param without value and default is an error (E0217).
};

/// E0217, E0218, E0317, E0405.
RootParams read_params(const GivenParams& given, LoadedSources& loaded, Program& program, SourceMap& sources,
                       FileSystem& package, diag::Sink& sink);

}  // namespace infra::sema
