// What every verb gets from the process around it.
#pragma once

#include <string>
#include <vector>

#include "cli/places.h"
#include "cli/terminal.h"
#include "compiler/base/json.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/source/source_map.h"

namespace infra::cli {

enum class Format : uint8_t { Human, Json };

struct Context {
  Places places;
  Terminal& terminal;
  std::string version;
  Format format = Format::Human;  ///< Of what goes wrong; JSON goes to the standard output.
};

/// Shows an error in the format asked for; gives kError.
int report(Context& context, const Error& error);
int report(Context& context, const std::vector<Error>& errors);
/// Shows diagnostics: warnings too; in JSON also when there are none, so that a tool always gets a document.
void report(Context& context, const std::vector<diag::Diagnostic>& diagnostics, const SourceMap& sources);

/// Writes a document for tools: pretty, one line break at its end.
void print_json(Context& context, const Json& json);

}  // namespace infra::cli
