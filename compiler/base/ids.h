// Typed 32-bit ids: an index into a store that the id's type names. An id is as cheap as an int and cannot be
// given to the wrong store.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>

namespace infra {

template <typename Tag>
struct Id {
  static constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();

  uint32_t index = kNone;

  constexpr Id() = default;
  constexpr explicit Id(uint32_t i) : index(i) {}
  constexpr bool valid() const { return index != kNone; }
  constexpr explicit operator bool() const { return valid(); }
  friend constexpr bool operator==(Id, Id) = default;
  friend constexpr auto operator<=>(Id, Id) = default;
};

}  // namespace infra

template <typename Tag>
struct std::hash<infra::Id<Tag>> {
  size_t operator()(infra::Id<Tag> id) const noexcept { return id.index * 0x9E3779B97F4A7C15ull >> 16; }
};

/// Declares an id type: INFRA_ID(ExprId).
#define INFRA_ID(Name) using Name = ::infra::Id<struct Name##Tag>
