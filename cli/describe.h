// What verbs take, as data: read out of the same tables that parse the command line, for help, completion and manuals.
#pragma once

#include <string>
#include <vector>

#include "cli/verbs.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace infra::cli {

struct OptionDescription {
  std::vector<std::string> short_names;  ///< Without dashes: `o`.
  std::vector<std::string> long_names;   ///< Without dashes: `output`; the first is what it is called.
  std::string type;                      ///< `FILE`; empty for a flag, which takes nothing.
  std::string help;                      ///< One sentence.
  std::vector<std::string> choices;      ///< The only values that it takes; empty: any.
  bool is_argument = false;              ///< It has no dashes and stands at its place.
  bool is_required = false;
};

struct VerbDescription {
  std::string name;                        ///< `check`, `audit verify`
  std::string group;                       ///< Empty for one that no overview lists.
  std::string summary;                     ///< One line without a full stop.
  bool passes_on = false;                  ///< It is a door to another program, which has its own help.
  std::vector<OptionDescription> options;  ///< Arguments first, `--help` last.
};

/// One option as it was declared.
OptionDescription describe(const CLI::Option& option);
/// What a verb has declared.
std::vector<OptionDescription> describe_options(const CLI::App& app);
/// What an option takes, for people: `FILE`, `dot|svg`.
std::string value_text(const OptionDescription& option);

/// All of them, in the order of the table.
std::vector<VerbDescription> describe_verbs(Context& context);

}  // namespace infra::cli
