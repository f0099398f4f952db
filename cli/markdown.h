// The pages of docs/errors on a terminal: headings, code and emphasis as styles, code set off by a rule.
#pragma once

#include <string>
#include <string_view>

#include "cli/style.h"

namespace infra::cli {

/// Takes the part of Markdown that the pages use: headings, paragraphs, lists, fenced code, `code`, **strong**. Without
/// colours the text stays as written, but for its fences, which become indentation. The result is clean.
std::string render_markdown(std::string_view text, Painter paint);

}  // namespace infra::cli
