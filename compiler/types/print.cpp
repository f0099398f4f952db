#include "compiler/types/print.h"

namespace infra::types {
namespace {

std::string_view scalar_name(TypeKind kind) {
  switch (kind) {
#define INFRA_SCALAR_TYPE(Name, Written, Doc) \
  case TypeKind::Name:                        \
    return Written;
#include "compiler/types/scalar_types.def"
#undef INFRA_SCALAR_TYPE
    case TypeKind::None: return "none";
    case TypeKind::Range: return "Range";
    default: return "<error>";
  }
}

void append_fields(std::string& out, const TypeStore& types, const std::vector<Field>& fields) {
  bool first = true;
  for (const Field& field : fields) {
    if (!first) out += ", ";
    first = false;
    if (!field.name.empty()) out += field.name + ": ";
    out += print(types, field.type);
  }
}

std::string print_enum(const TypeStore& types, const Type& type) {
  std::string out = "enum { ";
  for (size_t i = 0; i < type.members.size(); ++i) {
    const Member& member = type.members[i];
    if (i > 0) out += ", ";
    out += member.name;
    if (member.payload.empty()) continue;
    out += "(";
    append_fields(out, types, member.payload);
    out += ")";
  }
  return out + " }";
}

std::string print_arguments(const TypeStore& types, const Type& type) {
  std::string out;
  for (TypeId argument : type.parts) out += (out.empty() ? "<" : ", ") + print(types, argument);
  return out.empty() ? out : out + ">";
}

std::string print_union(const TypeStore& types, const Type& type) {
  std::string out;
  for (TypeId part : type.parts) {
    if (!out.empty()) out += " | ";
    bool loose = types.kind(part) == TypeKind::Function || types.kind(part) == TypeKind::Refined;
    out += loose ? "(" + print(types, part) + ")" : print(types, part);
  }
  return out;
}

std::string print_function(const TypeStore& types, const Type& type) {
  std::string out = "fn(";
  for (size_t i = 0; i < type.parts.size(); ++i) out += (i > 0 ? ", " : "") + print(types, type.parts[i]);
  return out + ") -> " + print(types, type.element);
}

}  // namespace

std::string print(const TypeStore& types, TypeId id) {
  const Type& type = types[id];
  switch (type.kind) {
    case TypeKind::Optional: {
      // `?` binds tighter than `|` and `where`, and a function's result takes it.
      TypeKind inner = types.kind(type.element);
      bool loose = inner == TypeKind::Union || inner == TypeKind::Function ||
                   (inner == TypeKind::Refined && types[type.element].label.find(' ') != std::string::npos);
      return loose ? "(" + print(types, type.element) + ")?" : print(types, type.element) + "?";
    }
    case TypeKind::List: return "List<" + print(types, type.element) + ">";
    case TypeKind::Set: return "Set<" + print(types, type.element) + ">";
    case TypeKind::Secret: return "Secret<" + print(types, type.element) + ">";
    case TypeKind::Union: return print_union(types, type);
    case TypeKind::Refined: return type.label;
    case TypeKind::Function: return print_function(types, type);
    case TypeKind::Variable: return type.name.substr(type.name.find_last_of(".?") + 1);
    case TypeKind::Map: return "Map<" + print(types, type.key) + ", " + print(types, type.element) + ">";
    case TypeKind::Kind: return type.name;
    case TypeKind::Module: return "module " + type.name;
    case TypeKind::Enum: return type.name.empty() ? print_enum(types, type) : type.name;
    case TypeKind::Record: {
      if (!type.name.empty()) return type.name + print_arguments(types, type);
      if (type.fields.empty()) return "{}";
      std::string out = "{ ";
      append_fields(out, types, type.fields);
      return out + " }";
    }
    default: return std::string(scalar_name(type.kind));
  }
}

}  // namespace infra::types
