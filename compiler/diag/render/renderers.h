// What the renderers share, and their names for the table in formats.cpp.
#pragma once

#include <span>
#include <string>

#include "compiler/diag/render.h"

namespace infra::diag {

std::string render_human_document(std::span<const Batch> batches, const RenderOptions& options);
std::string render_short(std::span<const Batch> batches, const RenderOptions& options);
std::string render_json(std::span<const Batch> batches, const RenderOptions& options);
std::string render_sarif(std::span<const Batch> batches, const RenderOptions& options);
std::string render_github(std::span<const Batch> batches, const RenderOptions& options);

/// `error`, `warning`: the same word in every format.
std::string_view severity_name(Severity severity);

/// A span as lines and columns from 1, columns in code points; the end is the first place behind it.
struct Region {
  const SourceFile& file;
  LineColumn begin, end;
};
Region region_of(Span span, const SourceMap& sources);

/// JSON that is UTF-8 whatever a file's name holds, pretty, with a line break at its end.
std::string document(const Json& json);

}  // namespace infra::diag
