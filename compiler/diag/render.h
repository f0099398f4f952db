// Diagnostics as text: for people with a snippet and a caret, for tools as JSON.
#pragma once

#include <span>
#include <string>

#include "compiler/base/json.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/source/source_map.h"

namespace infra::diag {

struct RenderOptions {
  bool colors = false;
};

/// One diagnostic as rustc and Elm show theirs; ends with a line break. All text passes the sanitizer.
std::string render_human(const Diagnostic& diagnostic, const SourceMap& sources, RenderOptions options = {});
/// An error without a place, in the same look.
std::string render_human(const Error& error, RenderOptions options = {});

/// `{"diagnostics": [{code, severity, message, file, line, column, end_line, end_column, labels, notes, help,
/// fixes}]}`; lines and columns from 1, columns in code points.
Json render_json(std::span<const Diagnostic> diagnostics, const SourceMap& sources);
Json render_json(const Error& error);

/// Sorts by file, place and code, and drops what was said twice.
void sort_and_deduplicate(std::vector<Diagnostic>& diagnostics, const SourceMap& sources);

}  // namespace infra::diag
