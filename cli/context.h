// What every verb gets from the process around it.
#pragma once

#include <string>
#include <vector>

#include "cli/diagnostics.h"
#include "cli/places.h"
#include "cli/terminal.h"
#include "compiler/base/json.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/source/source_map.h"

namespace infra::cli {

using diag::Format;

struct Context {
  Places places;
  Terminal& terminal;
  std::string version;
  /// How what is found is shown on the terminal. For people it goes to the standard error at once; a format for tools
  /// goes to the standard output, as one document at the end.
  Format format = Format::Human;
  /// `--output FILE`: the document of `output_format` goes there, and the terminal shows text for people.
  std::string output = {};
  Format output_format = Format::Human;
  Diagnostics diagnostics = {};
  /// What a verb gives as JSON in place of the diagnostics; null when it gives none.
  Json document = nullptr;
  /// The folder of the sources that are reported on; files are named as they can be opened from here.
  std::string source_folder = ".";
};

/// Shows an error in the format asked for; gives kError.
int report(Context& context, const Error& error);
int report(Context& context, const std::vector<Error>& errors);
/// Shows diagnostics: warnings too; in a document also when there are none, so that a tool always gets one.
void report(Context& context, const std::vector<diag::Diagnostic>& diagnostics, const SourceMap& sources);

/// Whether what is found ends up in a document; then `keep` puts it there and shows nothing.
bool keeps_document(const Context& context);
void keep(Context& context, const std::vector<diag::Diagnostic>& diagnostics, const SourceMap& sources);

/// Writes the document of what was reported, where one is due. Gives `status`, or kError when it cannot be written.
int finish_report(Context& context, int status);

/// Writes a document for tools: pretty, one line break at its end.
void print_json(Context& context, const Json& json);

}  // namespace infra::cli
