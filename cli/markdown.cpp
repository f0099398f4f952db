#include "cli/markdown.h"

#include <fmt/format.h>

#include "compiler/base/sanitize.h"

namespace infra::cli {
namespace {

/// `code` and **strong** of one line; an opening mark without its end stays as it is.
std::string inline_styles(std::string_view line, Painter paint) {
  std::string out;
  while (!line.empty()) {
    std::string_view mark = line.starts_with("`") ? "`" : line.starts_with("**") ? "**" : "";
    size_t end = mark.empty() ? std::string_view::npos : line.find(mark, mark.size());
    if (end == std::string_view::npos) {
      out.push_back(line[0]);
      line.remove_prefix(1);
      continue;
    }
    std::string_view inside = line.substr(mark.size(), end - mark.size());
    if (paint.colors()) {
      out += paint(mark == "`" ? Style::Cyan : Style::Bold, inside);
    } else {
      out += line.substr(0, end + mark.size());
    }
    line.remove_prefix(end + mark.size());
  }
  return out;
}

}  // namespace

std::string render_markdown(std::string_view text, Painter paint) {
  std::string clean = sanitize(text);
  std::string_view rest = clean;
  std::string out;
  bool code = false, comment = false;
  while (!rest.empty()) {
    size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    comment |= !code && line.starts_with("<!--");
    if (comment) {
      comment = line.find("-->") == std::string_view::npos;
    } else if (line.starts_with("```")) {
      code = !code;
    } else if (code) {
      out += line.empty() ? "\n" : fmt::format("  {} {}\n", paint(Style::Blue, "│"), line);
    } else if (line.starts_with("#")) {
      line.remove_prefix(std::min(line.find_first_not_of("# "), line.size()));
      out += paint(Style::Bold, line) + "\n";
    } else {
      out += inline_styles(line, paint) + "\n";
    }
  }
  return out;
}

}  // namespace infra::cli
