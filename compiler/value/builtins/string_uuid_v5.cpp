#include <algorithm>

#include "compiler/value/builtins/codecs.h"
#include "compiler/value/builtins/hashes.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_uuid_v5 = {
    .name = "uuid_v5",
    .on = "String",
    .signature = "String.uuid_v5(space: String) -> String",
    .doc = "The UUID of this name in a namespace: a UUID, or `dns`, `url`, `oid` or `x500` (RFC 9562).",
    .example = R"("shop.example".uuid_v5("dns") == "746f4b90-23d9-561a-8215-09fd380eccee")",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kString}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      static constexpr std::pair<std::string_view, std::string_view> kKnown[] = {
          {"dns", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"},
          {"url", "6ba7b811-9dad-11d1-80b4-00c04fd430c8"},
          {"oid", "6ba7b812-9dad-11d1-80b4-00c04fd430c8"},
          {"x500", "6ba7b814-9dad-11d1-80b4-00c04fd430c8"},
      };
      std::string space(values.as_text(arguments[1]));
      for (const auto& [name, uuid] : kKnown) {
        if (space == name) space = uuid;
      }
      bool shaped = space.size() == 36;
      for (size_t at : {23, 18, 13, 8}) {
        shaped = shaped && space[at] == '-';
        if (shaped) space.erase(at, 1);
      }
      std::optional<std::string> bytes = shaped ? from_hex(space) : std::nullopt;
      if (!bytes) {
        return out_of_range("String.uuid_v5", values, arguments[1], "space",
                            "it must be a UUID, or `dns`, `url`, `oid` or `x500`");
      }
      std::array<uint8_t, 16> raw{};
      std::copy(bytes->begin(), bytes->end(), raw.begin());
      return values.string(uuid_v5(raw, values.as_text(arguments[0])));
    },
};

}  // namespace infra::value::builtin
