#include "compiler/diag/table.h"

#include <algorithm>
#include <vector>

namespace infra::diag {

std::span<const Entry> entries() {
  static const std::vector<Entry> table = [] {
    std::vector<Entry> lines = {
#define INFRA_DIAGNOSTIC(Name, Code, Level, Format, ...) {#Name, Code, Severity::Level, Format},
#include "compiler/diag/codes/all.def"
#undef INFRA_DIAGNOSTIC
    };
    std::sort(lines.begin(), lines.end(), [](const Entry& a, const Entry& b) { return a.code < b.code; });
    return lines;
  }();
  return table;
}

const Entry* find(std::string_view code) {
  auto lines = entries();
  auto line = std::lower_bound(lines.begin(), lines.end(), code,
                               [](const Entry& entry, std::string_view wanted) { return entry.code < wanted; });
  return line != lines.end() && line->code == code ? &*line : nullptr;
}

}  // namespace infra::diag
