// The table of formats, and what the renderers share.
#include <algorithm>
#include <tuple>

#include "compiler/diag/render/renderers.h"
#include "compiler/diag/table.h"

namespace infra::diag {
namespace {

constexpr FormatEntry kFormats[] = {
    {Format::Human, "human", "for people: the line of the source, a caret, the way out", render_human_document},
    {Format::Short, "short", "one line each, `file:line:column: error[CODE]: message`", render_short},
    {Format::Json, "json", "one JSON document of a stable shape", render_json},
    {Format::Sarif, "sarif", "SARIF 2.1.0, for code scanning", render_sarif},
    {Format::Github, "github", "annotations of GitHub Actions", render_github},
};

}  // namespace

std::span<const FormatEntry> formats() { return kFormats; }

const FormatEntry& entry_of(Format format) { return kFormats[static_cast<size_t>(format)]; }

std::optional<Format> find_format(std::string_view name) {
  for (const FormatEntry& entry : kFormats) {
    if (entry.name == name) return entry.format;
  }
  return std::nullopt;
}

std::string_view severity_name(Severity severity) { return severity == Severity::Error ? "error" : "warning"; }

Region region_of(Span span, const SourceMap& sources) {
  const SourceFile& file = sources.file(span.file);
  return {file, file.locate(span.begin), file.locate(span.end)};
}

std::string document(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

Diagnostic diagnostic_of(const Error& error) {
  Diagnostic d;
  const Entry* known = find(error.code);
  d.code = known ? known->code : std::string_view(error.code);
  d.message = error.message;
  d.notes = error.notes;
  d.help = error.help;
  return d;
}

void sort_and_deduplicate(std::vector<Diagnostic>& diagnostics, const SourceMap& sources) {
  auto key = [&](const Diagnostic& d) {
    std::string_view name = d.primary.span.valid() ? sources.file(d.primary.span.file).name() : std::string_view();
    return std::make_tuple(name, d.primary.span.begin, d.code, std::string_view(d.message));
  };
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
  auto last = std::unique(diagnostics.begin(), diagnostics.end(),
                          [&](const Diagnostic& a, const Diagnostic& b) { return key(a) == key(b); });
  diagnostics.erase(last, diagnostics.end());
}

}  // namespace infra::diag
