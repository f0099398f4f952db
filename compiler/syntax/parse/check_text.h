// What is refused before the first token is read.
#pragma once

#include <string_view>

#include "compiler/syntax/parse/problems.h"

namespace infra::syntax {

/// Reports a text that is too long (E0054) or not UTF-8 (E0056) and gives false: it is not read at all. Reports
/// characters that change the direction of text (E0114), which hide what a program says, and gives true.
bool check_text(std::string_view text, std::string_view file_name, Problems& problems);

}  // namespace infra::syntax
