#include "compiler/sema/show.h"

#include <fmt/format.h>

#include "compiler/base/json.h"
#include "compiler/base/text.h"
#include "compiler/value/scalars.h"

namespace infra::sema {
namespace {

constexpr size_t kLongest = 60;

std::string quoted(std::string_view text) {
  std::string out;
  if (text.size() > kLongest) {
    size_t end = kLongest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    append_json_string(out, text.substr(0, end));
    out.insert(out.size() - 1, "…");
    return out;
  }
  append_json_string(out, text);
  return out;
}

}  // namespace

std::string show_value(const Program& program, types::TypeId type, value::ValueId id) {
  using types::TypeKind;
  using value::ValueKind;
  const value::ValueStore& values = *program.values;
  if (!id.valid()) return "nothing";
  TypeKind kind = type.valid() ? program.types->kind(type) : TypeKind::Error;
  while (kind == TypeKind::Optional || kind == TypeKind::Secret || kind == TypeKind::Refined) {
    type = (*program.types)[type].element;
    kind = program.types->kind(type);
  }
  switch (values.kind(id)) {
    case ValueKind::None: return "none";
    case ValueKind::Bool: return values.as_bool(id) ? "true" : "false";
    case ValueKind::Int:
      if (kind == TypeKind::Size) return value::print_size(values.as_int(id));
      if (kind == TypeKind::Duration) return value::print_duration(values.as_int(id));
      return std::to_string(values.as_int(id));
    case ValueKind::Float: return fmt::format("{}", values.as_float(id));
    case ValueKind::String: return quoted(values.as_text(id));
    case ValueKind::Range: {
      auto [begin, end] = values.as_range(id);
      return fmt::format("{}..{}", begin, end);
    }
    case ValueKind::List: return values.size(id) == 0 ? "[]" : fmt::format("a list of {}", values.size(id));
    case ValueKind::Set: return values.size(id) == 0 ? "[]" : fmt::format("a set of {}", values.size(id));
    case ValueKind::Lambda:
    case ValueKind::Closure: return "a function";
    case ValueKind::Map: return values.size(id) == 0 ? "{}" : fmt::format("a map of {}", values.size(id));
    case ValueKind::Record: return "a record";
    case ValueKind::Variant: return fmt::format(".{}", values.as_text(id));
    case ValueKind::Reference: return std::string(values.as_text(id));
    case ValueKind::Artifact:
    case ValueKind::Dir: return values.content_digest(id).text();
    case ValueKind::Secret: return "<secret>";
    default: return "known only when it is deployed";
  }
}

std::string one_line(std::string_view text) {
  std::string out;
  for (char c : text) {
    bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!space)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  return out;
}

}  // namespace infra::sema
