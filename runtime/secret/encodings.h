// The forms in which a secret turns up in other people's texts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace infra::runtime {

/// Plain; its lines; base64 of both alphabets, also from the middle of a longer text; hex of both cases; URL, in the
/// three usual ways; JSON, with and without escaped non-ASCII; shell, with both kinds of quotes and with backslashes.
/// Distinct, none shorter than `shortest`.
std::vector<std::string> encodings_of(std::string_view secret, size_t shortest);

}  // namespace infra::runtime
