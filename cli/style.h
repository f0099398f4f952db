// Colours and other looks of terminal text. A Painter is told once whether its reader shows colours.
#pragma once

#include <string>
#include <string_view>

namespace infra::cli {

enum class Style : uint8_t {
  Plain,
  Bold,
  Dim,
  Red,
  Green,
  Yellow,
  Blue,
  Magenta,
  Cyan,
  BoldRed,
  BoldGreen,
  BoldYellow
};

class Painter {
 public:
  explicit Painter(bool colors) : colors_(colors) {}
  bool colors() const { return colors_; }
  std::string operator()(Style style, std::string_view text) const;

 private:
  bool colors_;
};

/// How many columns `text` (clean, without escapes) takes; East Asian wide characters take two.
size_t columns(std::string_view text);

/// `text` cut to at most `width` columns, the last of them `…` when something was left out.
std::string fit(std::string_view text, size_t width);

/// `text` with spaces behind it up to `width` columns.
std::string padded(std::string_view text, size_t width);

/// "0.4 s", "12 s", "3 m 05 s".
std::string duration_text(double seconds);

}  // namespace infra::cli
