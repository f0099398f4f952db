#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin ip_family = {
    .name = "family",
    .on = "Ip",
    .signature = "Ip.family -> Int",
    .doc = "4 or 6.",
    .example = R"(a.family == 6, with a: Ip = "2001:db8::1")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Ip, {}, kInt);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(IpAddress address, ip_of(values, arguments[0]));
      return values.integer(address.bits == 32 ? 4 : 6);
    },
};

}  // namespace infra::value::builtin
