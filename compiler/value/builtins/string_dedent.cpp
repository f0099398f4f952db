#include <algorithm>

#include "compiler/value/builtins/support.h"
#include "compiler/value/builtins/texts.h"

namespace infra::value::builtin {

extern const Builtin string_dedent = {
    .name = "dedent",
    .on = "String",
    .signature = "String.dedent() -> String",
    .doc = "The text without the spaces and tabs that all its lines begin with; blank lines do not count.",
    .example = R"("  a:\n    b".dedent() == "a:\n  b")",
    .operands = {Operand::Text},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::string_view self = values.as_text(arguments[0]);
      auto blank = [](std::string_view line) { return line.find_first_not_of(kBlank) == line.npos; };
      std::optional<std::string_view> common;
      for (std::string_view line : lines_of(self)) {
        if (blank(line)) continue;
        std::string_view margin = line.substr(0, line.find_first_not_of(" \t"));
        if (!common) common = margin;
        auto [a, b] = std::mismatch(common->begin(), common->end(), margin.begin(), margin.end());
        common = common->substr(0, static_cast<size_t>(a - common->begin()));
      }
      std::string out;
      for (size_t i = 0; i < self.size();) {
        size_t end = std::min(self.find('\n', i), self.size() - 1) + 1;
        std::string_view line = self.substr(i, end - i);
        out += blank(line) ? (line.ends_with('\n') ? "\n" : "") : line.substr(common->size());
        i = end;
      }
      return values.string(out);
    },
};

}  // namespace infra::value::builtin
