// A text parsed for a test.
#pragma once

#include <string>
#include <string_view>

#include "compiler/diag/render.h"
#include "compiler/syntax/parse.h"

namespace infra::syntax {

struct Parsed {
  explicit Parsed(std::string_view text)
      : file(sources.add("test.infra", std::string(text))), ast(parse(file, sources, names, sink)) {}

  std::string tree() const { return print_ast(ast, sources, names); }
  /// `E0101 2:5 expected …`, one line each.
  std::string errors() const;
  const diag::Diagnostic& error(size_t index) const { return sink.diagnostics().at(index); }

  SourceMap sources;
  Interner names;
  diag::Sink sink;
  FileId file;
  Ast ast;
};

inline std::string Parsed::errors() const {
  std::string out;
  for (const diag::Diagnostic& d : sink.diagnostics()) {
    const LineColumn place = sources.file(file).locate(d.primary.span.begin);
    out += fmt::format("{} {}:{} {}\n", d.code, place.line, place.column, d.message);
  }
  return out;
}

}  // namespace infra::syntax
