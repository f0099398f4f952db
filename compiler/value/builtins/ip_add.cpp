#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin ip_add = {
    .name = "add",
    .on = "Ip",
    .signature = "Ip.add(count: Int) -> Ip",
    .doc = "The address that is `count` after it, or before it when `count` is below zero.",
    .example = R"(a.add(300) == "10.0.1.45", with a: Ip = "10.0.0.1")",
    .operands = {Operand::Text, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Ip, {kInt}, kIp);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(IpAddress address, ip_of(values, arguments[0]));
      int64_t count = values.as_int(arguments[1]);
      Uint128 distance = count < 0 ? Uint128{0} - static_cast<Uint128>(count) : static_cast<Uint128>(count);
      Uint128 room = count < 0 ? address.number : low_bits(address.bits) - address.number;
      if (distance > room) return out_of_range("Ip.add", values, arguments[1], "count", "no address is so far away");
      address.number = count < 0 ? address.number - distance : address.number + distance;
      return values.string(print_ip(address));
    },
};

}  // namespace infra::value::builtin
