// Diagnostics as text: one record, and a file under render/ for each format, listed in one table.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "compiler/base/json.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/source/source_map.h"

namespace infra::diag {

/// Diagnostics with the texts that they point into; null for those without a place.
struct Batch {
  std::span<const Diagnostic> diagnostics;
  const SourceMap* sources;
};

struct RenderOptions {
  bool colors = false;
  std::string version = {};  ///< Of this program, for documents that name who wrote them.
  /// The page `docs/errors/CODE.md`, for documents that explain their codes; it may be left out.
  std::function<std::optional<std::string>(std::string_view code)> page = {};
};

enum class Format : uint8_t { Human, Short, Json, Sarif, Github };

struct FormatEntry {
  Format format;
  std::string_view name;     ///< As after `--format`.
  std::string_view summary;  ///< One line.
  std::string (*render)(std::span<const Batch> batches, const RenderOptions& options);
};

/// All formats, the one for people first. Every text in them has passed the sanitizer; they end in a line break.
std::span<const FormatEntry> formats();
const FormatEntry& entry_of(Format format);
/// The format of this name, or nothing.
std::optional<Format> find_format(std::string_view name);

/// One diagnostic as rustc and Elm show theirs; ends with a line break.
std::string render_human(const Diagnostic& diagnostic, const SourceMap& sources, RenderOptions options = {});
/// An error without a place, in the same look.
std::string render_human(const Error& error, RenderOptions options = {});

/// One item of the JSON document: {code, severity, message, label, notes, labels, fixes, help}, and where it has a place
/// {file, line, column, end_line, end_column}; lines and columns from 1, columns in code points. Its schema is
/// docs/schemas/diagnostics.schema.json.
Json json_of(const Diagnostic& diagnostic, const SourceMap* sources);
Json json_of(const Error& error);

/// An error without a place as a diagnostic; its code points into `error` where the table does not know it.
Diagnostic diagnostic_of(const Error& error);

/// Sorts by file, place and code, and drops what was said twice.
void sort_and_deduplicate(std::vector<Diagnostic>& diagnostics, const SourceMap& sources);

}  // namespace infra::diag
