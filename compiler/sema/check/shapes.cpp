#include "compiler/sema/check/shapes.h"

#include "compiler/base/text.h"
#include "compiler/diag/codes/sema.h"
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/expr.h"
#include "compiler/types/print.h"
#include "compiler/value/documents/shape.h"

namespace infra::sema {
namespace {

using types::TypeKind;
using value::ShapeOf;

NodeId text_node(BodyScope& b, Span span, std::string_view text) {
  return constant_node(b, span, scalar(TypeKind::String), b.values().string(text));
}
NodeId list_node(BodyScope& b, Span span, std::vector<NodeId> items) {
  return add_node(b, span, b.types().list(scalar(TypeKind::String)), ListNode{std::move(items)});
}

NodeId fields_node(BodyScope& b, Span span, types::TypeId owner, uint32_t member,
                   const std::vector<types::Field>& fields) {
  std::vector<NodeId> nodes;
  for (uint32_t i = 0; i < fields.size(); ++i) {
    std::string name = fields[i].name.empty() ? std::to_string(i) : fields[i].name;
    std::vector<NodeId> field = {text_node(b, span, name), shape_node(b, fields[i].type, span)};
    if (fields[i].has_default) field.push_back(add_node(b, span, fields[i].type, DefaultNode{owner, member, i}));
    nodes.push_back(list_node(b, span, std::move(field)));
  }
  return list_node(b, span, std::move(nodes));
}

}  // namespace

NodeId shape_node(BodyScope& b, types::TypeId id, Span span) {
  // A copy: making types moves them.
  const types::Type type = b.types()[id];
  auto around = [&](std::string_view word, std::vector<NodeId> parts) {
    parts.insert(parts.begin(), text_node(b, span, word));
    return list_node(b, span, std::move(parts));
  };
  switch (type.kind) {
    case TypeKind::Secret:
    case TypeKind::Refined: return shape_node(b, type.element, span);
    case TypeKind::Optional: return around("optional", {shape_node(b, type.element, span)});
    case TypeKind::List: return around("list", {shape_node(b, type.element, span)});
    case TypeKind::Set: return around("set", {shape_node(b, type.element, span)});
    case TypeKind::Map: return around("map", {shape_node(b, type.key, span), shape_node(b, type.element, span)});
    case TypeKind::Record: return around("record", {fields_node(b, span, id, 0, type.fields)});
    case TypeKind::Enum: {
      std::vector<NodeId> members;
      for (uint32_t i = 0; i < type.members.size(); ++i) {
        members.push_back(list_node(
            b, span, {text_node(b, span, type.members[i].name), fields_node(b, span, id, i, type.members[i].payload)}));
      }
      return around("enum", {list_node(b, span, std::move(members))});
    }
    default: return text_node(b, span, types::print(b.types(), id));
  }
}

NodeId check_shaped_call(BodyScope& b, const value::Builtin& builtin, NodeId object,
                         syntax::List<syntax::Argument> arguments, Span span, types::TypeId hint) {
  types::TypeId self = plain_type(b, type_of(b, object));
  bool secret = is_secret(b, type_of(b, object));
  types::TypeId shaped = self;
  value::Signature signature =
      *builtin.check(b.types(), builtin.shape_of == ShapeOf::Receiver ? self : scalar(TypeKind::String));
  auto wrong_count = [&] {
    for (const syntax::Argument& argument : arguments) infer_expr(b, argument.value);
    b.sink()
        .emit(diag::Arguments, span, builtin.name, count_noun(signature.required, "argument"), arguments.size())
        .help(fmt::format("`{}`", builtin.signature));
    return error_node(b, span);
  };
  if (arguments.size() < signature.required || arguments.size() > signature.parameters.size()) return wrong_count();

  std::vector<NodeId> operands = {object};
  bool failed = false;
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i].label.name.valid()) {
      b.sink()
          .emit(diag::UnexpectedLabel, arguments[i].label.span, builtin.name)
          .help("leave out the label: the arguments of builtins go by their place");
      failed = true;
    }
    types::TypeId wanted = signature.parameters[i];
    NodeId argument = wanted.valid() ? check_expr(b, arguments[i].value, wanted) : infer_expr(b, arguments[i].value);
    failed |= is_error(b, argument);
    if (!wanted.valid()) shaped = type_of(b, argument);
    secret |= types::contains_secret(b.types(), type_of(b, argument));
    operands.push_back(argument);
  }
  if (failed) return error_node(b, span);

  bool reading = builtin.shape_of == ShapeOf::Result;
  if (reading && !hint.valid()) {
    b.sink()
        .emit(diag::TypeNeeded, span, fmt::format("`.{}()`", builtin.name))
        .label("what does the document hold?")
        .help("give it a type: `let name: Type = …`");
    return error_node(b, span);
  }
  // A reader gives what is expected and not a secret of it: the conversion takes care of that.
  if (reading) shaped = signature.result = plain_type(b, hint);
  if (is_error(b, object) || b.types().kind(shaped) == TypeKind::Error) return error_node(b, span);
  if (!value::documents::has_shape(b.types(), shaped, reading)) {
    b.sink()
        .emit(diag::NoDocument, span, type_text(b, shaped))
        .label(reading ? "no document holds one" : "cannot be written into a text")
        .help(
            "documents hold Bools, numbers, text and what is written as text, enums, and lists, sets, maps, records "
            "and optionals of these");
    return error_node(b, span);
  }
  secret |= types::contains_secret(b.types(), shaped);
  operands.insert(operands.begin() + 1, shape_node(b, shaped, span));
  NodeId call = add_node(b, span, tainted(b, signature.result, secret), CallNode{&builtin, std::move(operands)});
  // What is read must keep the rules of its type.
  return reading ? add_node(b, span, type_of(b, call), FitNode{call}) : call;
}

}  // namespace infra::sema
