#include <fmt/format.h>

#include "compiler/value/builtins/domain.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin ip_reverse_name = {
    .name = "reverse_name",
    .on = "Ip",
    .signature = "Ip.reverse_name -> String",
    .doc = "Its name in the domain of reverse lookups: under `in-addr.arpa` or `ip6.arpa`.",
    .example = R"(a.reverse_name == "7.0.20.10.in-addr.arpa", with a: Ip = "10.20.0.7")",
    .without_arguments = true,
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::Ip, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(IpAddress address, ip_of(values, arguments[0]));
      int step = address.bits == 32 ? 8 : 4;
      std::string out;
      for (int shift = 0; shift < address.bits; shift += step) {
        auto part = static_cast<unsigned>(address.number >> shift) & ((1u << step) - 1);
        out += step == 8 ? fmt::format("{}.", part) : fmt::format("{:x}.", part);
      }
      return values.string(out.append(step == 8 ? "in-addr.arpa" : "ip6.arpa"));
    },
};

}  // namespace infra::value::builtin
