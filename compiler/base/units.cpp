#include "compiler/base/units.h"

#include <algorithm>
#include <limits>

namespace infra {
namespace {

constexpr Unit kUnits[] = {
    {"B", true, 1},
    {"kB", true, 1'000},
    {"MB", true, 1'000'000},
    {"GB", true, 1'000'000'000},
    {"TB", true, 1'000'000'000'000},
    {"PB", true, 1'000'000'000'000'000},
    {"KiB", true, int64_t{1} << 10},
    {"MiB", true, int64_t{1} << 20},
    {"GiB", true, int64_t{1} << 30},
    {"TiB", true, int64_t{1} << 40},
    {"PiB", true, int64_t{1} << 50},
    {"ms", false, 1},
    {"s", false, 1'000},
    {"m", false, 60'000},
    {"h", false, 3'600'000},
    {"d", false, 86'400'000},
    {"w", false, 604'800'000},
};

__extension__ using Wide = __int128;  // a number of 19 digits times a factor fits
constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
/// More digits after the dot than this name no whole number of bytes or milliseconds that anybody means.
constexpr size_t kMaxFraction = 18;

/// The digits as a number, saturated above `kMax`.
Wide parse_digits(std::string_view digits) {
  Wide value = 0;
  for (char c : digits) {
    value = value * 10 + (c - '0');
    if (value > kMax) return static_cast<Wide>(kMax) + 1;
  }
  return value;
}

bool are_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::span<const Unit> units() { return kUnits; }

const Unit* find_unit(std::string_view name) {
  for (const Unit& unit : kUnits) {
    if (unit.name == name) return &unit;
  }
  return nullptr;
}

tl::expected<int64_t, QuantityProblem> scaled(std::string_view number, int64_t factor) {
  const size_t dot = number.find('.');
  std::string_view fraction = dot == number.npos ? "" : number.substr(dot + 1);
  while (fraction.ends_with('0')) fraction.remove_suffix(1);

  const Wide whole = parse_digits(number.substr(0, dot)) * factor;
  Wide scale = 1;
  for (size_t i = 0; i < fraction.size() && i <= kMaxFraction; ++i) scale *= 10;
  const Wide part = fraction.size() > kMaxFraction ? 1 : parse_digits(fraction) * factor;
  if (part % scale != 0) return tl::unexpected(QuantityProblem::NotWhole);
  const Wide value = whole + part / scale;
  if (value > kMax) return tl::unexpected(QuantityProblem::TooLarge);
  return static_cast<int64_t>(value);
}

std::optional<int64_t> read_quantity(std::string_view text, bool is_size) {
  const size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
  const Unit* unit = find_unit(text.substr(end));
  if (unit == nullptr || unit->is_size != is_size) return std::nullopt;
  std::string_view number = text.substr(0, end);
  const size_t dot = number.find('.');
  if (!are_digits(number.substr(0, dot))) return std::nullopt;
  if (dot != number.npos && !are_digits(number.substr(dot + 1))) return std::nullopt;
  auto value = scaled(number, unit->factor);
  return value ? std::optional(*value) : std::nullopt;
}

}  // namespace infra
