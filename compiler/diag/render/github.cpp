// Workflow commands of GitHub Actions: a line on the output becomes a note beside the line of the source.
// Escaping as the runner undoes it: `%`, CR and LF everywhere, `:` and `,` in properties too.
#include <fmt/format.h>

#include "compiler/base/sanitize.h"
#include "compiler/diag/render/renderers.h"

namespace infra::diag {
namespace {

std::string escaped(std::string_view text, bool property) {
  std::string out;
  for (char c : text) {
    bool special = c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ','));
    if (special) {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      out.push_back(c);
    }
  }
  return out;
}

/// All that the annotation says: it has no other room for the label, the other places and the way out.
std::string body(const Diagnostic& d, const SourceMap* sources) {
  std::string text = sanitize_line(d.message);
  if (!d.primary.text.empty()) text += ": " + sanitize_line(d.primary.text);
  for (const Label& label : d.secondary) {
    if (!label.span.valid()) continue;
    Region at = region_of(label.span, *sources);
    text += fmt::format("\n{}:{}:{}: {}", sanitize_line(at.file.name()), at.begin.line, at.begin.column,
                        label.text.empty() ? "see here" : sanitize_line(label.text));
  }
  for (const std::string& note : d.notes) text += "\nnote: " + sanitize(note);
  if (!d.help.empty()) text += "\nhelp: " + sanitize(d.help);
  return text;
}

}  // namespace

std::string render_github(std::span<const Batch> batches, const RenderOptions&) {
  std::string out;
  for (const Batch& batch : batches) {
    for (const Diagnostic& d : batch.diagnostics) {
      std::string place;
      if (d.primary.span.valid()) {
        Region at = region_of(d.primary.span, *batch.sources);
        place =
            fmt::format("file={},line={},endLine={},col={},endColumn={},", escaped(sanitize_line(at.file.name()), true),
                        at.begin.line, at.end.line, at.begin.column, at.end.column);
      }
      out += fmt::format("::{} {}title={}::{}\n", severity_name(d.severity), place, d.code,
                         escaped(body(d, batch.sources), false));
    }
  }
  return out;
}

}  // namespace infra::diag
