// A documentation as pages.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "compiler/document/links.h"
#include "compiler/document/model.h"

namespace infra::document {

/// One page of HTML with everything, search and links between names; it loads nothing.
std::string to_html(const Documentation& documentation, const Links& links);

/// Everything as one Markdown text.
std::string to_markdown(const Documentation& documentation, const Links& links);

/// A file a module and README.md, which lists them: name and text.
std::vector<std::pair<std::string, std::string>> to_markdown_files(const Documentation& documentation,
                                                                   const Links& links);

}  // namespace infra::document
