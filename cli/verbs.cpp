#include "cli/verbs.h"

#include "cli/verbs/verbs.h"

namespace infra::cli {

std::span<const Verb> verbs() {
  static constexpr std::string_view kWrite = "Write", kTool = "This tool";
  static constexpr Verb kVerbs[] = {
      {kWrite, "check", "FILE", "Find what is wrong with a file, and change nothing", check_verb},
      {kWrite, "compile", "FILE [-o PLAN]", "From sources and params to a plan, offline", compile_verb},
      {kWrite, "explain", "CODE", "What an error means, with an example and the way out", explain_verb},
      {kTool, "host", "[…]", "The helper that looks after the processes of this host", host_verb},
      {kTool, "version", "", "Its version", version_verb},
  };
  return kVerbs;
}

}  // namespace infra::cli
