#include "compiler/base/text.h"
#include "compiler/value/builtins/support.h"
#include "compiler/value/builtins/texts.h"

namespace infra::value::builtin {

extern const Builtin string_wrap = {
    .name = "wrap",
    .on = "String",
    .signature = "String.wrap(width: Int) -> String",
    .doc = "The text in lines of at most `width` code points, broken at spaces; a longer word keeps a line of its own.",
    .example = R"("the quick brown fox".wrap(10) == "the quick\nbrown fox")",
    .operands = {Operand::Text, Operand::Int},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {kInt}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      INFRA_ASSIGN(int64_t width, int_between("String.wrap", values, arguments[1], "width", 1, 1'000'000));
      std::string out;
      for (std::string_view line : lines_of(values.as_text(arguments[0]))) {
        if (!out.empty()) out += '\n';
        size_t column = 0;
        while (true) {
          line = strip_start(line, " \t");
          if (line.empty()) break;
          std::string_view word = line.substr(0, line.find_first_of(" \t"));
          size_t length = count_code_points(word);
          if (column > 0) {
            bool fits = column + 1 + length <= static_cast<size_t>(width);
            out += fits ? ' ' : '\n';
            column = fits ? column + 1 : 0;
          }
          out += word;
          column += length;
          line.remove_prefix(word.size());
        }
      }
      return new_text(values, out);
    },
};

}  // namespace infra::value::builtin
