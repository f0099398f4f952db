#include <charconv>
#include <limits>
#include <string>

#include "compiler/base/units.h"
#include "compiler/diag/codes/syntax.h"
#include "compiler/syntax/build/build.h"

namespace infra::syntax {
namespace {

__extension__ using Wide = __int128;
constexpr int64_t kMax = std::numeric_limits<int64_t>::max();

std::string without_separators(std::string_view digits) {
  std::string plain;
  plain.reserve(digits.size());
  for (char c : digits) {
    if (c != '_') plain += c;
  }
  return plain;
}

/// The digits as a number, saturated above `kMax`.
Wide parse_digits(std::string_view digits) {
  Wide value = 0;
  for (char c : digits) {
    value = value * 10 + (c - '0');
    if (value > kMax) return static_cast<Wide>(kMax) + 1;
  }
  return value;
}

void report_too_large(Build& b, const Token& token, std::string_view limit) {
  b.problems.emit(diag::NumberTooLarge, b.span(token), b.text_of(token), limit);
}

}  // namespace

ExprNode build_number(Build& b, const Token& token, bool negative) {
  const std::string digits = without_separators(b.text_of(token));
  if (token.kind == TokenKind::Float) {
    double value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error == std::errc()) return FloatLiteral{negative ? -value : value};
    report_too_large(b, token, "a Float has about 300 digits before the dot at most");
    return ErrorExpr{};
  }
  const Wide value = parse_digits(digits);
  // 2^63 itself has only its negative: `-9223372036854775808`.
  if (value > kMax && !(negative && digits == "9223372036854775808")) {
    report_too_large(b, token, "an Int is at most 9223372036854775807");
    return ErrorExpr{};
  }
  return IntLiteral{static_cast<int64_t>(negative ? -value : value)};
}

ExprNode build_quantity(Build& b, const Token& token) {
  const std::string_view written = b.text_of(token);
  const size_t end = written.find_first_not_of("0123456789_.");
  const Unit& unit = *find_unit(written.substr(end));
  const std::string number = without_separators(written.substr(0, end));
  const auto value = scaled(number, unit.factor);
  if (!value && value.error() == QuantityProblem::NotWhole) {
    b.problems.emit(diag::QuantityNotWhole, b.span(token), written, unit.is_size ? "bytes" : "milliseconds")
        .help("write it in a smaller unit");
    return ErrorExpr{};
  }
  if (!value) {
    report_too_large(b, token,
                     unit.is_size ? "a Size is less than 8192PiB" : "a Duration is less than 292 million years");
    return ErrorExpr{};
  }
  if (unit.is_size) return SizeLiteral{*value};
  return DurationLiteral{*value};
}

}  // namespace infra::syntax
