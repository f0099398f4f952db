// One JSON document. Its shape is promised: docs/schemas/diagnostics.schema.json, docs/reference/output-formats.md.
#include "compiler/base/sanitize.h"
#include "compiler/diag/render/renderers.h"

namespace infra::diag {
namespace {

Json place(Span span, const SourceMap& sources) {
  Region at = region_of(span, sources);
  return Json{{"file", std::string(at.file.name())},
              {"line", at.begin.line},
              {"column", at.begin.column},
              {"end_line", at.end.line},
              {"end_column", at.end.column}};
}

}  // namespace

Json json_of(const Diagnostic& d, const SourceMap* sources) {
  Json item = {{"code", std::string(d.code)},    {"severity", std::string(severity_name(d.severity))},
               {"message", sanitize(d.message)}, {"label", sanitize(d.primary.text)},
               {"notes", Json::array()},         {"labels", Json::array()},
               {"fixes", Json::array()},         {"help", sanitize(d.help)}};
  for (const std::string& note : d.notes) item["notes"].push_back(sanitize(note));
  if (!d.primary.span.valid()) return item;
  item.update(place(d.primary.span, *sources));
  for (const Label& label : d.secondary) {
    if (!label.span.valid()) continue;
    Json entry = place(label.span, *sources);
    entry["text"] = sanitize(label.text);
    item["labels"].push_back(std::move(entry));
  }
  for (const Fix& fix : d.fixes) {
    Json entry = place(fix.span, *sources);
    entry["title"] = sanitize(fix.title);
    entry["replacement"] = fix.replacement;
    item["fixes"].push_back(std::move(entry));
  }
  return item;
}

Json json_of(const Error& error) { return json_of(diagnostic_of(error), nullptr); }

std::string render_json(std::span<const Batch> batches, const RenderOptions&) {
  Json list = Json::array();
  for (const Batch& batch : batches) {
    for (const Diagnostic& d : batch.diagnostics) list.push_back(json_of(d, batch.sources));
  }
  return document({{"diagnostics", std::move(list)}});
}

}  // namespace infra::diag
