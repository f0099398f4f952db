// The ```infra blocks of a page of Markdown, in the one style.
#pragma once

#include <string>
#include <string_view>

namespace infra::syntax {

/// Formats what stands between fences whose first word is `infra`. A block that does not read, or whose fence says
/// `unformatted`, is left as it is, and so is everything around the blocks. In linear time; the text is valid UTF-8.
std::string format_blocks(std::string_view page);

}  // namespace infra::syntax
