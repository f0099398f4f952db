// One way to lay a file out. Only spaces, line breaks and the commas that are optional change: the tree stays the
// same, and so does every comment.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace infra::syntax {

/// The longest line that is not broken where it can be, in code points, without the spaces that align `=`.
inline constexpr uint32_t kFormatColumns = 100;

struct Formatted {
  std::string text;
  /// Where declarations begin that the grammar does not read: they are left as they were, byte offsets in the input.
  std::vector<uint32_t> untouched;
};

/// Formats a text, which is valid UTF-8 of less than 4 GiB. Never fails, in linear time; what it gives it leaves as it
/// is.
Formatted format(std::string_view text);

}  // namespace infra::syntax
