// What stands bare in the text form, for its writer and its reader.
#pragma once

#include <optional>
#include <string_view>

#include "compiler/source/tree.h"

namespace infra::plan {

/// How much of the front of `text` is a word (`[A-Za-z_][A-Za-z0-9_]*`), a dotted name, or an address
/// (`cell["tyo"].app[0]`); 0 for nothing.
size_t word_length(std::string_view text);
size_t dotted_length(std::string_view text);
size_t address_length(std::string_view text);

/// What stands before an entry of a `dir`: `file`, `executable`, `link`.
std::string_view entry_word(ContentEntry::Type type);
std::optional<ContentEntry::Type> entry_from_word(std::string_view word);

}  // namespace infra::plan
