// Paths by their segments, for the builtins of Path.
#pragma once

#include <string>
#include <string_view>

namespace infra::value::builtin {

/// The last segment without a final `/`; empty of `/`. `.` has the name `.`.
std::string_view name_of_path(std::string_view path);
/// All before the last segment: `/` or `.` when there is nothing.
std::string_view folder_of_path(std::string_view path);
/// The name up to its last dot, and what follows the dot; a name that begins with its only dot has no extension.
std::string_view stem_of_path(std::string_view path);
std::string_view extension_of_path(std::string_view path);
/// `name` in the folder of `path`.
std::string sibling(std::string_view path, std::string_view name);

/// What of `path` follows `base`, or `.`; nothing (null data) when it does not lie there.
std::string_view path_under(std::string_view path, std::string_view base);

}  // namespace infra::value::builtin
