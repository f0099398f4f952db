// The operations that values know: one library for the folder and for the runtime's residual expressions.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace infra::value {

enum class Op : uint8_t {
#define INFRA_OP(Name, Text, Operands, Doc) Name,
#include "compiler/value/ops.def"
#undef INFRA_OP
};

std::string_view op_text(Op op);  ///< The name in plans: `add`.
std::optional<Op> op_from_text(std::string_view text);
int op_operands(Op op);  ///< −1: any number.

}  // namespace infra::value
