// The units of sizes and durations, and quantities as people write them: `1.5GiB`, `90s`.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <tl/expected.hpp>

namespace infra {

/// A unit of Size (factor in bytes) or Duration (factor in milliseconds).
struct Unit {
  std::string_view name;
  bool is_size;
  int64_t factor;
};
std::span<const Unit> units();
const Unit* find_unit(std::string_view name);
inline bool is_unit(std::string_view name) { return find_unit(name) != nullptr; }

enum class QuantityProblem : uint8_t {
  NotWhole,  ///< Not a whole number of bytes or milliseconds.
  TooLarge,  ///< More than an int64_t holds.
};

/// `number` (digits, with a dot and more digits or without) times `factor`.
tl::expected<int64_t, QuantityProblem> scaled(std::string_view number, int64_t factor);

/// `text` as a size, or as a duration; nothing when it is not one, not whole or too large.
std::optional<int64_t> read_quantity(std::string_view text, bool is_size);

}  // namespace infra
