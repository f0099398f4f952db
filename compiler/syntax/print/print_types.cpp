#include "compiler/syntax/print/printer.h"

namespace infra::syntax {

std::string Printer::type_parameters(List<Ident> names) const {
  std::string text;
  for (const Ident& parameter : names) text += (text.empty() ? "<" : ", ") + name(parameter);
  return text.empty() ? text : text + ">";
}

std::string Printer::type(TypeId id) const {
  if (!id.valid()) return "<none>";
  const TypeNode& node = ast_.types[id].node;
  if (const auto* named = std::get_if<NamedType>(&node)) {
    std::string text = named->module.name.valid() ? name(named->module) + "." : "";
    text += name(named->name);
    for (size_t i = 0; i < named->arguments.size(); ++i) text += (i == 0 ? "<" : ", ") + type(named->arguments[i]);
    return named->arguments.empty() ? text : text + ">";
  }
  if (const auto* optional = std::get_if<OptionalType>(&node)) {
    const TypeNode& inner = ast_.types[optional->inner].node;
    const bool parts = std::holds_alternative<UnionType>(inner) || std::holds_alternative<FunctionType>(inner);
    return parts ? "(" + type(optional->inner) + ")?" : type(optional->inner) + "?";
  }
  if (const auto* record = std::get_if<RecordType>(&node)) return record->fields.empty() ? "{}" : "{…}";
  if (const auto* either = std::get_if<UnionType>(&node)) {
    std::string text;
    for (TypeId member : either->members) text += (text.empty() ? "" : " | ") + type(member);
    return text;
  }
  if (const auto* function = std::get_if<FunctionType>(&node)) {
    std::string text = "fn(";
    for (size_t i = 0; i < function->parameters.size(); ++i)
      text += (i == 0 ? "" : ", ") + type(function->parameters[i]);
    return text + ") -> " + type(function->result);
  }
  if (const auto* refined = std::get_if<RefinedType>(&node)) return "(" + type(refined->base) + " where …)";
  return "<error>";
}

/// What a written type holds that its name does not say: the fields of records, the rules of refinements.
void Printer::type_fields(TypeId id) {
  if (!id.valid()) return;
  const TypeNode& node = ast_.types[id].node;
  if (const auto* named = std::get_if<NamedType>(&node)) {
    for (TypeId argument : named->arguments) type_fields(argument);
  } else if (const auto* optional = std::get_if<OptionalType>(&node)) {
    type_fields(optional->inner);
  } else if (const auto* record = std::get_if<RecordType>(&node)) {
    for (const FieldDecl& member : record->fields) field(member);
  } else if (const auto* either = std::get_if<UnionType>(&node)) {
    for (TypeId member : either->members) type_fields(member);
  } else if (const auto* function = std::get_if<FunctionType>(&node)) {
    for (TypeId parameter : function->parameters) type_fields(parameter);
    type_fields(function->result);
  } else if (const auto* refined = std::get_if<RefinedType>(&node)) {
    type_fields(refined->base);
    wheres(refined->wheres);
  }
}

}  // namespace infra::syntax
