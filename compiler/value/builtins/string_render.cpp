#include "compiler/value/builtins/support.h"
#include "compiler/value/documents/template.h"

namespace infra::value::builtin {

extern const Builtin string_render = {
    .name = "render",
    .on = "String",
    .signature = "String.render(values: { … }) -> String",
    .doc =
        "The template with the values of a record in it: `{{ name }}`, `{{ for x in xs }}`, `{{ if flag }}`, `{{ else "
        "}}`, `{{ end }}`. A name that is missing, and one that is not used, is an error.",
    .example = R"("listen {{ port }};".render({ port = 443 }) == "listen 443;")",
    .shape_of = ShapeOf::Argument,
    .operands = {Operand::Text, Operand::Shape, Operand::Passed},
    .check = [](types::TypeStore& types, types::TypeId self) -> std::optional<Signature> {
      return method(types, self, TypeKind::String, {types::TypeId()}, kString);
    },
    .fold = [](ValueStore& values, std::span<const ValueId> arguments) -> Result<ValueId> {
      std::optional<documents::Shape> shape = documents::read_shape(values, arguments[1]);
      if (shape->kind != documents::Shape::Kind::Record) {
        return out_of_range("String.render", values, arguments[2], "values", "it is not a record");
      }
      INFRA_ASSIGN(auto parts, documents::parse_template(values.as_text(arguments[0])));
      INFRA_TRY(documents::check_template(parts, *shape));
      if (values.is_deferred(arguments[2])) {
        // The names have been looked at: only the text waits.
        const std::array<ValueId, 4> operands = {values.string("String.render"), arguments[0], arguments[1],
                                                 arguments[2]};
        return folding::keep(values, Op::Call, operands);
      }
      INFRA_TRY(folding::spend(values, values.weight(arguments[2])));
      INFRA_ASSIGN(std::string text, documents::render_template(values, parts, arguments[2], *shape));
      return new_text(values, text);
    },
};

}  // namespace infra::value::builtin
