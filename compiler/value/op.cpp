#include "compiler/value/op.h"

#include <algorithm>
#include <array>

namespace infra::value {
namespace {

struct Line {
  std::string_view text;
  int operands;
};

constexpr auto kLines = std::to_array<Line>({
#define INFRA_OP(Name, Text, Operands, Doc) {Text, Operands},
#include "compiler/value/ops.def"
#undef INFRA_OP
});

}  // namespace

std::string_view op_text(Op op) { return kLines[static_cast<size_t>(op)].text; }

int op_operands(Op op) { return kLines[static_cast<size_t>(op)].operands; }

std::optional<Op> op_from_text(std::string_view text) {
  auto line = std::find_if(kLines.begin(), kLines.end(), [&](const Line& l) { return l.text == text; });
  if (line == kLines.end()) return std::nullopt;
  return static_cast<Op>(line - kLines.begin());
}

}  // namespace infra::value
