// The fixed words of the language: those of the grammar, and the units of quantities.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "compiler/syntax/scan/token.h"

namespace infra::syntax {

/// The kind of a name-like word: its own when it is one of the grammar's, else Name.
TokenKind word_kind(std::string_view word);

/// A unit of Size (factor in bytes) or Duration (factor in milliseconds).
struct Unit {
  std::string_view name;
  bool is_size;
  int64_t factor;
};
std::span<const Unit> units();
const Unit* find_unit(std::string_view name);
inline bool is_unit(std::string_view name) { return find_unit(name) != nullptr; }

}  // namespace infra::syntax
