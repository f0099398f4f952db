// SARIF 2.1.0 (OASIS, 27 March 2020): what code scanning services and editors read. Section numbers are of that standard.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "compiler/base/digest.h"
#include "compiler/base/sanitize.h"
#include "compiler/diag/render/renderers.h"
#include "compiler/diag/table.h"

namespace infra::diag {
namespace {

/// A path as RFC 3986 wants it: what is not unreserved is escaped, the slashes stay.
std::string uri_path(std::string_view path) {
  std::string out;
  for (char c : path) {
    auto byte = static_cast<unsigned char>(c);
    bool plain = byte < 0x80 && (std::isalnum(byte) || std::string_view("-._~/").find(c) != std::string_view::npos);
    if (plain) {
      out.push_back(c);
    } else {
      out += fmt::format("%{:02X}", byte);
    }
  }
  return out;
}

/// 3.4: relative to the folder that `infra` was started in, or to the stdlib of its installation.
Json artifact_location(const SourceFile& file) {
  std::string_view path = file.name();
  if (path.starts_with('/')) return {{"uri", "file://" + uri_path(path)}};
  if (path.starts_with("std/")) {
    return {{"uri", uri_path(path.substr(4))}, {"uriBaseId", "STDLIB"}};
  }
  return {{"uri", uri_path(path)}, {"uriBaseId", "%SRCROOT%"}};
}

Json region_json(const Region& at) {
  return {{"startLine", at.begin.line},
          {"startColumn", at.begin.column},
          {"endLine", at.end.line},
          {"endColumn", at.end.column}};
}

Json location_of(const Label& label, const SourceMap& sources) {
  Region at = region_of(label.span, sources);
  Json location = {
      {"physicalLocation", {{"artifactLocation", artifact_location(at.file)}, {"region", region_json(at)}}}};
  if (!label.text.empty()) location["message"] = {{"text", sanitize(label.text)}};
  return location;
}

/// The one text that every viewer shows: the message, then the facts and the way out.
std::string message_of(const Diagnostic& d) {
  std::string text = sanitize(d.message);
  for (const std::string& note : d.notes) text += "\nnote: " + sanitize(note);
  if (!d.help.empty()) text += "\nhelp: " + sanitize(d.help);
  return text;
}

/// 3.55: an edit that makes the problem go away.
Json fix_of(const Fix& fix, const SourceMap& sources) {
  Region at = region_of(fix.span, sources);
  Json replacement = {{"deletedRegion", region_json(at)}, {"insertedContent", {{"text", fix.replacement}}}};
  Json change = {{"artifactLocation", artifact_location(at.file)}, {"replacements", Json::array({replacement})}};
  return {{"description", {{"text", sanitize(fix.title)}}}, {"artifactChanges", Json::array({change})}};
}

/// The page's title without its code, and its first paragraph.
struct Summary {
  std::string title, paragraph;
};
Summary summary_of(std::string_view page, std::string_view code) {
  size_t line = page.find('\n');
  std::string_view title = page.substr(0, line);
  std::string prefix = fmt::format("# {}: ", code);
  if (title.starts_with(prefix)) title.remove_prefix(prefix.size());
  std::string_view rest = line == std::string_view::npos ? "" : page.substr(line);
  rest.remove_prefix(std::min(rest.find_first_not_of('\n'), rest.size()));
  std::string paragraph(rest.substr(0, rest.find("\n\n")));
  std::replace(paragraph.begin(), paragraph.end(), '\n', ' ');
  while (paragraph.ends_with(' ')) paragraph.pop_back();
  return {std::string(title), std::move(paragraph)};
}

/// 3.49: what a code means, from its page.
Json rule_of(std::string_view code, const RenderOptions& options) {
  Json rule = {{"id", std::string(code)}};
  if (const Entry* entry = find(code)) {
    rule["name"] = std::string(entry->name);
    rule["defaultConfiguration"] = {{"level", std::string(severity_name(entry->severity))}};
  }
  auto page = options.page ? options.page(code) : std::nullopt;
  if (!page) return rule;
  Summary summary = summary_of(*page, code);
  rule["shortDescription"] = {{"text", summary.title}};
  if (!summary.paragraph.empty()) rule["fullDescription"] = {{"text", summary.paragraph}};
  rule["help"] = {{"text", *page}, {"markdown", *page}};
  return rule;
}

class Results {
 public:
  Results(std::span<const Batch> batches, const RenderOptions& options) {
    std::set<std::string_view> codes;
    for (const Batch& batch : batches) {
      for (const Diagnostic& d : batch.diagnostics) codes.insert(d.code);
    }
    for (std::string_view code : codes) {
      rule_indices_.emplace(code, rules_.size());
      rules_.push_back(rule_of(code, options));
    }
    for (const Batch& batch : batches) {
      for (const Diagnostic& d : batch.diagnostics) add(d, batch.sources);
    }
  }

  Json run(const RenderOptions& options) && {
    Json driver = {{"name", "infra"}, {"rules", std::move(rules_)}};
    if (!options.version.empty()) driver["semanticVersion"] = options.version;
    Json bases = {{"%SRCROOT%", {{"description", {{"text", "the folder that infra was started in"}}}}},
                  {"STDLIB", {{"description", {{"text", "the standard library of the installation"}}}}}};
    return {{"tool", {{"driver", std::move(driver)}}},
            {"columnKind", "unicodeCodePoints"},
            {"originalUriBaseIds", std::move(bases)},
            {"results", std::move(results_)}};
  }

 private:
  void add(const Diagnostic& d, const SourceMap* sources) {
    Json result = {{"ruleId", std::string(d.code)},
                   {"ruleIndex", rule_indices_[d.code]},
                   {"level", std::string(severity_name(d.severity))},
                   {"message", {{"text", message_of(d)}}},
                   {"partialFingerprints", {{"infra/v1", fingerprint(d, sources)}}}};
    if (d.primary.span.valid()) {
      result["locations"] = Json::array({location_of(d.primary, *sources)});
      Json related = Json::array();
      for (const Label& label : d.secondary) {
        if (!label.span.valid()) continue;
        Json location = location_of(label, *sources);
        location["id"] = related.size() + 1;
        related.push_back(std::move(location));
      }
      if (!related.empty()) result["relatedLocations"] = std::move(related);
      Json fixes = Json::array();
      for (const Fix& fix : d.fixes) fixes.push_back(fix_of(fix, *sources));
      if (!fixes.empty()) result["fixes"] = std::move(fixes);
    }
    results_.push_back(std::move(result));
  }

  /// 3.27.17: the same for the same problem when lines above it come and go: code, message, file, the text of its line,
  /// and which of several equal ones it is.
  std::string fingerprint(const Diagnostic& d, const SourceMap* sources) {
    std::string text = fmt::format("{}\n{}\n", d.code, d.message);
    if (d.primary.span.valid()) {
      Region at = region_of(d.primary.span, *sources);
      std::string_view line = at.file.line(at.begin.line);
      size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
      text += fmt::format("{}\n{}\n", at.file.name(), line.substr(begin));
    }
    int occurrence = ++occurrences_[text];
    return sha256(text + std::to_string(occurrence)).hex();
  }

  std::map<std::string_view, size_t> rule_indices_;
  std::map<std::string, int> occurrences_;
  Json rules_ = Json::array();
  Json results_ = Json::array();
};

}  // namespace

std::string render_sarif(std::span<const Batch> batches, const RenderOptions& options) {
  Json runs = Json::array({Results(batches, options).run(options)});
  return document({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}, {"runs", runs}});
}

}  // namespace infra::diag
