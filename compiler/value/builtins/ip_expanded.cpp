#include <fmt/format.h>

#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin ip_expanded = {
    .name = "expanded",
    .on = "Ip",
    .signature = "Ip.expanded -> String",
    .doc = "The address with all its digits, as IPv6 is written in full; IPv4 as it is.",
    .example = R"(a.expanded == "2001:0db8:0000:0000:0000:0000:0000:0001", with a: Ip = "2001:db8::1")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Ip, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(IpAddress address, ip_of(values, arguments[0]));
      if (address.bits == 32) return arguments[0];
      std::string out;
      for (int shift = 112; shift >= 0; shift -= 16) {
        out += fmt::format("{:04x}{}", static_cast<unsigned>(address.number >> shift) & 0xFFFF, shift > 0 ? ":" : "");
      }
      return values.string(out);
    },
};

}  // namespace infra::value::builtin
