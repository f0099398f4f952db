// For people: the line of the source, a caret under it, and the way out.
#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "compiler/base/sanitize.h"
#include "compiler/base/text.h"
#include "compiler/diag/render/renderers.h"

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
  return render_human(diagnostic_of(error), SourceMap(), std::move(options));
}

std::string render_human_document(std::span<const Batch> batches, const RenderOptions& options) {
  static const SourceMap kNone;
  std::string out;
  for (const Batch& batch : batches) {
    for (const Diagnostic& d : batch.diagnostics) {
      if (!out.empty()) out += "\n";
      out += render_human(d, batch.sources ? *batch.sources : kNone, options);
    }
  }
  return out;
}

}  // namespace infra::diag
