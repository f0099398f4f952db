// The debug section: where things stand in the sources. Beside the plan, never in its digest.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/digest.h"
#include "compiler/base/result.h"

namespace infra::plan {

struct DebugPlace {
  std::string file;
  uint32_t line = 0;
  uint32_t column = 0;
};

struct DebugInfo {
  Digest plan;                               ///< The plan that it belongs to.
  std::map<std::string, DebugPlace> places;  ///< By address; outputs as `output.name`.
  std::map<std::string, std::string> names;  ///< What an oldest address is called in the sources, where it differs.
  std::vector<std::string> checks;           ///< What each check of the plan asks of: "`replicas`", "`app.memory`".
  std::string compiler_version;
};

std::string to_json(const DebugInfo& debug);
Result<DebugInfo> debug_from_json(std::string_view bytes);

}  // namespace infra::plan
