// The text of `///` lines: the part of Markdown that such text uses. Paragraphs, lists with `-`, fenced code, `code`,
// **strong**, [text](target), and [`Name`], which is a link to what is documented under that name.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace infra::document {

/// Where a target within the documentation leads, as an address; empty when there is no such thing.
using Resolve = std::function<std::string(std::string_view target)>;

/// Clean, escaped HTML.
std::string prose_html(std::string_view text, const Resolve& resolve);
/// The first sentence, without links.
std::string first_sentence(std::string_view text);
/// The same Markdown, clean, with links to names resolved.
std::string prose_markdown(std::string_view text, const Resolve& resolve);

/// The targets of links that are not addresses of the web, in order.
std::vector<std::string> link_targets(std::string_view text);

}  // namespace infra::document
