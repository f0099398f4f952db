// Text within XML and HTML.
#pragma once

#include <string>
#include <string_view>

namespace infra {

/// For content and for quoted attributes.
std::string escape_xml(std::string_view text);

}  // namespace infra
