#include "compiler/diag/render.h"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "compiler/base/sanitize.h"
#include "compiler/base/text.h"

namespace infra::diag {
namespace {

constexpr std::string_view kReset = "\x1b[0m";
constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kRed = "\x1b[1;31m";
constexpr std::string_view kYellow = "\x1b[1;33m";
constexpr std::string_view kBlue = "\x1b[1;34m";
constexpr std::string_view kGreen = "\x1b[1;32m";

constexpr size_t kWidestLine = 160;

struct Painter {
  bool colors;
  std::string operator()(std::string_view color, std::string_view text) const {
    return colors ? fmt::format("{}{}{}", color, text, kReset) : std::string(text);
  }
};

std::string_view severity_name(Severity severity) { return severity == Severity::Error ? "error" : "warning"; }
std::string_view severity_color(Severity severity) { return severity == Severity::Error ? kRed : kYellow; }

struct Mark {
  uint32_t line, column, width;
  std::string_view text;
  bool primary;
};

Mark mark_of(const Label& label, const SourceFile& file, bool primary) {
  LineColumn begin = file.locate(label.span.begin);
  LineColumn end = file.locate(label.span.end);
  // A span of several lines is marked to the end of its first one.
  auto last = end.line == begin.line ? end.column : static_cast<uint32_t>(count_code_points(file.line(begin.line))) + 1;
  uint32_t width = last > begin.column ? last - begin.column : 1;
  return {begin.line, begin.column, width, label.text, primary};
}

/// The source line as shown: tabs as one space, so that columns hold, controls escaped, long lines cut.
std::string shown_line(std::string_view line) {
  std::string text(line);
  std::replace(text.begin(), text.end(), '\t', ' ');
  return sanitize_line(text);
}

std::string cut(std::string text) {
  if (text.size() <= kWidestLine) return text;
  size_t end = kWidestLine;
  while (end > 0 && (static_cast<uint8_t>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

void append_snippets(std::string& out, const Diagnostic& d, const SourceMap& sources, const Painter& paint) {
  std::map<uint32_t, std::vector<Mark>> files;  // by file index
  files[d.primary.span.file.index].push_back(mark_of(d.primary, sources.file(d.primary.span.file), true));
  for (const Label& label : d.secondary) {
    if (label.span.valid()) {
      files[label.span.file.index].push_back(mark_of(label, sources.file(label.span.file), false));
    }
  }
  uint32_t widest = 1;
  for (auto& [index, marks] : files) {
    for (const Mark& mark : marks) widest = std::max(widest, mark.line);
  }
  size_t gutter = std::to_string(widest).size();
  std::string pad(gutter, ' ');

  // The file of the primary place comes first.
  std::vector<uint32_t> order = {d.primary.span.file.index};
  for (auto& [index, marks] : files) {
    if (index != order[0]) order.push_back(index);
  }
  for (uint32_t index : order) {
    auto& marks = files[index];
    const SourceFile& file = sources.file(FileId(index));
    const Mark& first = marks.front();
    std::string arrow = index == order[0] ? "-->" : ":::";
    out +=
        fmt::format("{}{} {}:{}:{}\n", pad, paint(kBlue, arrow), sanitize_line(file.name()), first.line, first.column);
    std::stable_sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) {
      return std::tie(a.line, a.column) < std::tie(b.line, b.column);
    });
    out += fmt::format("{} {}\n", pad, paint(kBlue, "|"));
    for (size_t i = 0; i < marks.size(); ++i) {
      const Mark& mark = marks[i];
      if (i > 0 && mark.line > marks[i - 1].line + 1) out += paint(kBlue, "...") + "\n";
      if (i == 0 || mark.line != marks[i - 1].line) {
        out += fmt::format("{} {}\n", paint(kBlue, fmt::format("{:>{}} |", mark.line, gutter)),
                           cut(shown_line(file.line(mark.line))));
      }
      if (mark.column > kWidestLine) continue;
      uint32_t width = std::min<uint32_t>(mark.width, static_cast<uint32_t>(kWidestLine) - mark.column + 1);
      std::string under(width, mark.primary ? '^' : '-');
      if (!mark.text.empty()) under += " " + sanitize_line(mark.text);
      out += fmt::format("{} {} {}{}\n", pad, paint(kBlue, "|"), std::string(mark.column - 1, ' '),
                         paint(mark.primary ? severity_color(d.severity) : kBlue, under));
    }
  }
}

void append_trailer(std::string& out, std::string_view word, std::string_view text, const Painter& paint,
                    std::string_view color) {
  std::string clean = sanitize(text);
  std::string indented;
  for (char c : clean) {
    indented.push_back(c);
    if (c == '\n') indented += "          ";
  }
  out += fmt::format("  {} {}: {}\n", paint(kBlue, "="), paint(color, word), indented);
}

}  // namespace

std::string render_human(const Diagnostic& d, const SourceMap& sources, RenderOptions options) {
  Painter paint{options.colors};
  std::string out = fmt::format(
      "{}: {}\n", paint(severity_color(d.severity), fmt::format("{}[{}]", severity_name(d.severity), d.code)),
      paint(kBold, sanitize_line(d.message)));
  if (d.primary.span.valid()) append_snippets(out, d, sources, paint);
  for (const std::string& note : d.notes) append_trailer(out, "note", note, paint, kBold);
  if (!d.help.empty()) append_trailer(out, "help", d.help, paint, kGreen);
  for (const Fix& fix : d.fixes) append_trailer(out, "fix", fix.title, paint, kGreen);
  return out;
}

std::string render_human(const Error& error, RenderOptions options) {
  Painter paint{options.colors};
  std::string out = fmt::format("{}: {}\n", paint(kRed, fmt::format("error[{}]", error.code)),
                                paint(kBold, sanitize_line(error.message)));
  for (const std::string& note : error.notes) append_trailer(out, "note", note, paint, kBold);
  if (!error.help.empty()) append_trailer(out, "help", error.help, paint, kGreen);
  return out;
}

namespace {

Json place(Span span, const SourceMap& sources) {
  const SourceFile& file = sources.file(span.file);
  LineColumn begin = file.locate(span.begin);
  LineColumn end = file.locate(span.end);
  return Json{{"file", std::string(file.name())},
              {"line", begin.line},
              {"column", begin.column},
              {"end_line", end.line},
              {"end_column", end.column}};
}

}  // namespace

Json render_json(std::span<const Diagnostic> diagnostics, const SourceMap& sources) {
  Json list = Json::array();
  for (const Diagnostic& d : diagnostics) {
    Json item = {{"code", std::string(d.code)},    {"severity", std::string(severity_name(d.severity))},
                 {"message", sanitize(d.message)}, {"label", sanitize(d.primary.text)},
                 {"notes", Json::array()},         {"labels", Json::array()},
                 {"fixes", Json::array()},         {"help", sanitize(d.help)}};
    if (d.primary.span.valid()) item.update(place(d.primary.span, sources));
    for (const std::string& note : d.notes) item["notes"].push_back(sanitize(note));
    for (const Label& label : d.secondary) {
      if (!label.span.valid()) continue;
      Json entry = place(label.span, sources);
      entry["text"] = sanitize(label.text);
      item["labels"].push_back(std::move(entry));
    }
    for (const Fix& fix : d.fixes) {
      Json entry = place(fix.span, sources);
      entry["title"] = fix.title;
      entry["replacement"] = fix.replacement;
      item["fixes"].push_back(std::move(entry));
    }
    list.push_back(std::move(item));
  }
  return Json{{"diagnostics", std::move(list)}};
}

Json render_json(const Error& error) {
  Json notes = Json::array();
  for (const std::string& note : error.notes) notes.push_back(sanitize(note));
  return Json{{"diagnostics", Json::array({Json{{"code", error.code},
                                                {"severity", "error"},
                                                {"message", sanitize(error.message)},
                                                {"notes", std::move(notes)},
                                                {"help", sanitize(error.help)}}})}};
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
