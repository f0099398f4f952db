#include "compiler/value/scalars.h"

#include <array>
#include <span>

#include <fmt/format.h>

#include "compiler/base/json.h"
#include "compiler/diag/codes/value.h"
#include "compiler/diag/error.h"
#include "compiler/value/scalars/parsers.h"

namespace infra::value {
namespace {

std::string_view a_type(types::TypeKind type) {
  switch (type) {
    case types::TypeKind::Ip: return "an Ip";
    case types::TypeKind::Cidr: return "a Cidr";
    case types::TypeKind::Url: return "a Url";
    case types::TypeKind::Path: return "a Path";
    case types::TypeKind::Digest: return "a Digest";
    case types::TypeKind::Version: return "a Version";
    case types::TypeKind::Date: return "a Date";
    case types::TypeKind::Regex: return "a Regex";
    default: return "a value that is written as text";
  }
}

struct Unit {
  std::string_view name;
  int64_t amount;
};

std::string in_largest_unit(int64_t amount, std::span<const Unit> units, std::string_view zero) {
  if (amount == 0) return std::string(zero);
  for (const Unit& unit : units) {
    if (amount % unit.amount == 0) return fmt::format("{}{}", amount / unit.amount, unit.name);
  }
  return fmt::format("{}", amount);
}

}  // namespace

Error unparsable(types::TypeKind type, std::string_view text, std::string_view reason, std::string help) {
  return diag::error(diag::UnparsableText, text, a_type(type), reason).way_out(std::move(help));
}

Result<std::string> parse_scalar(types::TypeKind type, std::string_view text) {
  switch (type) {
    case types::TypeKind::Ip: return parse_ip_text(text);
    case types::TypeKind::Cidr: return parse_cidr_text(text);
    case types::TypeKind::Url: return parse_url_text(text);
    case types::TypeKind::Path: return parse_path_text(text);
    case types::TypeKind::Digest: return parse_digest_text(text);
    case types::TypeKind::Version: return parse_version_text(text);
    case types::TypeKind::Date: return parse_date_text(text);
    case types::TypeKind::Regex: return parse_regex_text(text);
    default: return fail(unparsable(type, text, "its type is not parsed from text"));
  }
}

std::string print_size(int64_t bytes) {
  static constexpr auto kUnits =
      std::to_array<Unit>({{"TiB", 1ll << 40}, {"GiB", 1ll << 30}, {"MiB", 1ll << 20}, {"KiB", 1ll << 10}, {"B", 1}});
  return in_largest_unit(bytes, kUnits, "0B");
}

std::string print_float_literal(double value) {
  std::string out;
  append_json_number(out, value);
  if (out.find_first_not_of("-0123456789") == std::string::npos) out += ".0";
  return out;
}

std::string print_duration(int64_t milliseconds) {
  static constexpr auto kUnits =
      std::to_array<Unit>({{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}});
  return in_largest_unit(milliseconds, kUnits, "0s");
}

}  // namespace infra::value
