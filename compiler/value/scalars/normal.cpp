#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>

#include "compiler/value/scalars.h"

namespace infra::value {

bool is_nfc(std::string_view text) {
  bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) return true;
  utf8proc_uint8_t* normal = nullptr;
  utf8proc_ssize_t size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &normal, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  bool same = size >= 0 && std::string_view(reinterpret_cast<const char*>(normal), static_cast<size_t>(size)) == text;
  std::free(normal);
  return same;
}

}  // namespace infra::value
