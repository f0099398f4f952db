#include <fmt/format.h>

#include "compiler/base/sanitize.h"
#include "compiler/base/text.h"
#include "compiler/syntax/parse.h"
#include "compiler/syntax/scan/scan.h"

namespace infra::syntax {

std::string print_tokens(FileId file, const SourceMap& sources) {
  const SourceFile& source = sources.file(file);
  std::string out;
  if (first_invalid_utf8(source.text())) return out;  // parse() says so
  for (const Token& token : scan(source.text()).tokens) {
    const LineColumn place = source.locate(token.begin);
    fmt::format_to(std::back_inserter(out), "{}:{} {} {}\n", place.line, place.column, token_symbol(token.kind),
                   sanitize_line(source.text().substr(token.begin, token.end - token.begin)));
  }
  return out;
}

}  // namespace infra::syntax
