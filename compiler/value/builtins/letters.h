// Letters by Unicode, the same in every locale: simple case mapping, one code point at a time, and normal forms.
#pragma once

#include <utf8proc.h>

#include <string>
#include <string_view>

namespace infra::value::builtin {

std::string map_letters(std::string_view text, utf8proc_int32_t (*map)(utf8proc_int32_t));

std::string normal_form_c(std::string_view text);
/// In lower case and taken apart (normal form KD, case folding), without marks: `É` is `e`, `ß` is `ss`.
std::string plain_letters(std::string_view text);

}  // namespace infra::value::builtin
