#include "compiler/value/builtins/letters.h"

#include <cstdlib>

#include "compiler/base/text.h"

namespace infra::value::builtin {
namespace {

std::string mapped(std::string_view text, int options) {
  utf8proc_uint8_t* out = nullptr;
  utf8proc_ssize_t size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &out, static_cast<utf8proc_option_t>(options));
  std::string result =
      size < 0 ? std::string(text) : std::string(reinterpret_cast<char*>(out), static_cast<size_t>(size));
  std::free(out);
  return result;
}

}  // namespace

std::string map_letters(std::string_view text, utf8proc_int32_t (*map)(utf8proc_int32_t)) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    auto letter = static_cast<utf8proc_int32_t>(decode_utf8(text, i));
    append_utf8(out, static_cast<uint32_t>(map(letter)));
  }
  return out;
}

std::string normal_form_c(std::string_view text) { return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE); }

std::string plain_letters(std::string_view text) {
  return mapped(text, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
}

}  // namespace infra::value::builtin
