#include "cli/table.h"

#include <algorithm>

#include "compiler/base/sanitize.h"

namespace infra::cli {

std::string Table::text(Painter paint) const {
  std::vector<size_t> widths;
  for (std::string_view heading : headings_) widths.push_back(columns(heading));
  for (const auto& row : rows_) {
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns(sanitize_line(row[i].text)));
  }
  // The last cell of a line has nothing behind it.
  auto spaced = [&](const std::string& text, size_t i, size_t count) {
    return i + 1 == count ? text : padded(text, widths[i] + 2);
  };
  std::string out;
  size_t headed = headings_.size();
  while (headed > 0 && headings_[headed - 1].empty()) --headed;
  for (size_t i = 0; i < headed; ++i) out += paint(Style::Dim, spaced(std::string(headings_[i]), i, headed));
  out += "\n";
  for (const auto& row : rows_) {
    size_t used = row.size();
    while (used > 0 && row[used - 1].text.empty()) --used;
    for (size_t i = 0; i < used; ++i) out += paint(row[i].style, spaced(sanitize_line(row[i].text), i, used));
    out += "\n";
  }
  return out;
}

}  // namespace infra::cli
