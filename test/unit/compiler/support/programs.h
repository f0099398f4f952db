// Programs in a test's text, through the whole front end.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "compiler/diag/render.h"
#include "compiler/sema/analyze.h"
#include "compiler/sema/show.h"
#include "test/unit/compiler/support/memory_files.h"

namespace infra::test {

/// The stdlib of these tests: small, and theirs.
inline MemoryFiles small_stdlib() {
  return MemoryFiles({
      {"net/endpoint.infra", "pub type Endpoint = { host: String, port: Port }\n"},
      {"net/balancer.infra",
       "pub kind Balancer: pointer via \"fake\" version 1 {\n  listen: Port\n  points backends: List<Endpoint>\n"
       "  drain: Duration = 30s\n} -> { url: Url }\n"},
      {"compute/service.infra",
       "import std.net { Endpoint }\npub kind Archive: immutable via \"fake\" version 1 { source: Artifact } -> { "
       "root: Path }\n"
       "pub enum Health { http(path: Path, port: Port?), tcp(port: Port?), command(List<String>) }\n"
       "pub kind Service: immutable via \"fake\" version 1 {\n  archive: Archive\n  command: List<String> = []\n"
       "  env: Map<String, Secret<String>> = {}\n  health: Health?\n  unique port: Port?\n"
       "  memory: Size = 256MiB where it >= 64MiB else \"a service needs 64MiB\"\n"
       "} -> { endpoint: Endpoint, url: Url, count: Int, names: List<String>, ready: Bool }\n"},
      {"data/volume.infra",
       "pub kind Volume: persistent via \"fake\" version 1 { shared: Bool = false, size: Size? } -> { path: Path }\n"},
      {"host/file.infra",
       "pub kind File: pointer via \"fake\" version 1 {\n  path: Path\n  content: String?\n"
       "  source: Artifact? where (it == none) != (content == none) else \"give `content` or `source`, one of them\"\n"
       "} -> { digest: Digest }\n"},
  });
}

/// A constant in full, to compare values of two stores.
inline std::string plain(const value::ValueStore& values, value::ValueId id) {
  using value::ValueKind;
  switch (values.kind(id)) {
    case ValueKind::None: return "none";
    case ValueKind::Bool: return values.as_bool(id) ? "true" : "false";
    case ValueKind::Int: return std::to_string(values.as_int(id));
    case ValueKind::Float: return std::to_string(values.as_float(id));
    case ValueKind::String:
    case ValueKind::Reference: return "\"" + std::string(values.as_text(id)) + "\"";
    default: break;
  }
  std::string out = values.kind(id) == ValueKind::Variant ? "." + std::string(values.as_text(id)) + "(" : "(";
  for (size_t i = 0; i < values.children(id).size(); ++i) {
    if (i > 0) out += " ";
    if (values.kind(id) == ValueKind::Record) out += std::string(values.field_name(id, i)) + "=";
    out += plain(values, values.children(id)[i]);
  }
  return std::to_string(static_cast<int>(values.kind(id))) + out + ")";
}

struct Outcome {
  SourceMap sources;
  std::vector<diag::Diagnostic> diagnostics;
  std::unique_ptr<sema::Analysis> analysis;

  std::vector<std::string> codes() const {
    std::vector<std::string> result;
    for (const diag::Diagnostic& d : diagnostics) result.emplace_back(d.code);
    return result;
  }
  std::string report() const {
    std::string text;
    for (const diag::Diagnostic& d : diagnostics) text += diag::render_human(d, sources) + "\n";
    return text;
  }
  /// What the caret of the only diagnostic stands under.
  std::string caret() const {
    if (diagnostics.size() != 1 || !diagnostics[0].primary.span.valid()) return "";
    return std::string(sources.text(diagnostics[0].primary.span));
  }
  const sema::ModelResource* find(const std::string& address) const {
    for (const sema::ModelResource& resource : analysis->model.resources) {
      if (resource.address == address) return &resource;
    }
    return nullptr;
  }
  std::vector<std::string> addresses() const {
    std::vector<std::string> result;
    for (const sema::ModelResource& resource : analysis->model.resources) result.push_back(resource.address);
    return result;
  }
  /// An input as it is shown to people; empty when it is absent.
  std::string input(const std::string& address, const std::string& field) const {
    const sema::ModelResource* resource = find(address);
    if (!resource) return "no such resource";
    const auto& fields = analysis->program.kinds[resource->kind].fields;
    for (size_t i = 0; i < fields.size(); ++i) {
      if (fields[i].text != field || !resource->inputs[i].valid()) continue;
      return sema::show_value(analysis->program, fields[i].type, resource->inputs[i]);
    }
    return "";
  }
  std::string output(const std::string& name) const {
    for (const sema::ModelOutput& output : analysis->model.outputs) {
      if (output.name == name) return sema::show_value(analysis->program, output.type, output.value);
    }
    return "no such output";
  }
};

struct ProgramOptions {
  std::map<std::string, std::string> params = {};
  std::string json = {};
  bool required = true;
};

/// `files` with the root `app.infra`.
inline Outcome analyze(std::map<std::string, std::string> files, ProgramOptions options = {}) {
  MemoryFiles package(std::move(files));
  MemoryFiles stdlib = small_stdlib();
  diag::Sink sink;
  Outcome outcome;
  sema::AnalysisRequest request{package, stdlib, "app.infra", {options.params, options.json, options.required}};
  outcome.analysis = sema::analyze(request, outcome.sources, sink);
  outcome.diagnostics = sink.take();
  diag::sort_and_deduplicate(outcome.diagnostics, outcome.sources);
  return outcome;
}

inline Outcome analyze(const std::string& text, ProgramOptions options = {}) {
  return analyze(std::map<std::string, std::string>{{"app.infra", text}}, std::move(options));
}

/// `output result: TYPE = EXPRESSION`, as it is shown; the report when it does not compile.
inline std::string evaluated(const std::string& type, const std::string& expression, const std::string& before = "") {
  Outcome outcome = analyze(before + "\noutput result: " + type + " = " + expression + "\n");
  return outcome.diagnostics.empty() ? outcome.output("result") : outcome.report();
}

}  // namespace infra::test
