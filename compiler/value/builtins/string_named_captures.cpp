#include "compiler/value/builtins/patterns.h"
#include "compiler/value/builtins/support.h"

namespace infra::value::builtin {

extern const Builtin string_named_captures = {
    .name = "named_captures",
    .on = "String",
    .signature = "String.named_captures(pattern: Regex) -> Map<String, String>?",
    .doc = "What the named groups `(?P<name>…)` of the first match hold, or `none` without a match.",
    .example = R"example("web-7".named_captures(r"(?P<name>\w+)-(?P<n>\d+)") == { name = "web", n = "7" })example",
    .operands = {Operand::Text, Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kRegex}, types.optional(types.map(kString, kString)));
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(auto pattern, compile(values, values.as_text(arguments[1])));
      INFRA_ASSIGN(auto groups, first_match(values, values.as_text(arguments[0]), *pattern));
      if (groups.empty()) return values.none();
      std::vector<MapItem> items;
      for (const auto& [name, number] : pattern->NamedCapturingGroups()) {
        items.push_back({values.string(name), values.string(groups[static_cast<size_t>(number)])});
      }
      return values.map(items);
    },
};

}  // namespace infra::value::builtin
