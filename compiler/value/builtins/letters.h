// Simple case mapping (Unicode), one code point at a time: the same in every locale.
#pragma once

#include <utf8proc.h>

#include <string>
#include <string_view>

namespace infra::value::builtin {

std::string map_letters(std::string_view text, utf8proc_int32_t (*map)(utf8proc_int32_t));

}  // namespace infra::value::builtin
