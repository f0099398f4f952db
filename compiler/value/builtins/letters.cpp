#include "compiler/value/builtins/letters.h"

#include "compiler/base/text.h"

namespace infra::value::builtin {

std::string map_letters(std::string_view text, utf8proc_int32_t (*map)(utf8proc_int32_t)) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    auto letter = static_cast<utf8proc_int32_t>(decode_utf8(text, i));
    append_utf8(out, static_cast<uint32_t>(map(letter)));
  }
  return out;
}

}  // namespace infra::value::builtin
