#include "compiler/syntax/parse/check_text.h"

#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/diag/codes/source.h"
#include "compiler/diag/codes/syntax.h"
#include "compiler/syntax/parse.h"

namespace infra::syntax {
namespace {

/// The bidirectional controls are all encoded with one of these first bytes: other text is not decoded.
bool may_begin_bidi(char c) { return c == '\xE2' || c == '\xD8'; }

void check_direction(std::string_view text, Problems& problems) {
  for (size_t at = 0; at < text.size();) {
    if (!may_begin_bidi(text[at])) {
      ++at;
      continue;
    }
    const size_t begin = at;
    const uint32_t code_point = decode_utf8(text, at);
    if (!is_bidi_control(code_point)) continue;
    problems.emit(diag::BidiControl, problems.span(static_cast<uint32_t>(begin), static_cast<uint32_t>(at)), code_point)
        .help(fmt::format("take it away; in a string it can be written as `\\u{{{:X}}}`", code_point));
  }
}

}  // namespace

bool check_text(std::string_view text, std::string_view file_name, Problems& problems) {
  if (text.size() > kMaxFileBytes) {
    problems.emit(diag::FileTooLarge, problems.span(0, 0), file_name, text.size(), kMaxFileBytes);
    return false;
  }
  if (const auto bad = first_invalid_utf8(text)) {
    const auto begin = static_cast<uint32_t>(*bad);
    problems
        .emit(diag::InvalidUtf8, problems.span(begin, begin + 1), file_name,
              static_cast<unsigned>(static_cast<unsigned char>(text[*bad])), *bad)
        .help("save the file as UTF-8");
    return false;
  }
  check_direction(text, problems);
  return true;
}

}  // namespace infra::syntax
