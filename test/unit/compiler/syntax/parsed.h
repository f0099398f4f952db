// A text parsed for a test.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "compiler/diag/render.h"
#include "compiler/syntax/parse.h"

namespace infra::syntax {

struct Parsed {
  explicit Parsed(std::string_view text)
      : file(sources.add("test.infra", std::string(text))), ast(parse(file, sources, names, sink)) {}

  std::string tree() const { return print_ast(ast, sources, names); }

  /// The tree on one line, without places: `let x (binary + (int 1) (int 2))`.
  std::string shape() const {
    std::string out;
    size_t depth = 0;
    const std::string lines = tree();
    for (size_t at = 0; at < lines.size();) {
      const size_t end = lines.find('\n', at);
      std::string_view line(lines.data() + at, end - at);
      at = end + 1;
      const size_t level = line.find_first_not_of(' ') / 2;
      line.remove_prefix(level * 2);
      const size_t place = line.rfind(' ');
      const bool has_place = place != std::string_view::npos && line.find(':', place) != std::string_view::npos &&
                             line.find_first_not_of("0123456789:-", place + 1) == std::string_view::npos;
      if (has_place) line = line.substr(0, place);
      if (level == 0) {
        out += std::string(depth, ')') + (out.empty() ? "" : "; ");
        depth = 0;
      } else {
        for (; depth >= level; --depth) out += ')';
        out += " (";
        depth = level;
      }
      out += line;
    }
    return out + std::string(depth, ')');
  }

  /// `E0101 2:5 expected …`, one a line.
  std::string errors() const {
    std::string out;
    for (const diag::Diagnostic& d : sink.diagnostics()) {
      const LineColumn place = sources.file(file).locate(d.primary.span.begin);
      out += fmt::format("{} {}:{} {}\n", d.code, place.line, place.column, d.message);
    }
    return out;
  }

  SourceMap sources;
  Interner names;
  diag::Sink sink;
  FileId file;
  Ast ast;
};

}  // namespace infra::syntax
