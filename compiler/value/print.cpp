#include "compiler/value/print.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "compiler/base/json.h"
#include "compiler/value/scalars.h"

namespace infra::value {
namespace {

using types::TypeId;
using types::TypeKind;

constexpr size_t kWidth = 100;
constexpr std::string_view kNothing = "<nothing>", kTooLarge = "<a value too large to print>";

bool is_word(std::string_view text) {
  auto letter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) || c == '_'; };
  return !text.empty() && letter(text[0]) && std::all_of(text.begin(), text.end(), [&](char c) {
    return letter(c) || std::isdigit(static_cast<unsigned char>(c));
  });
}

std::string quoted(std::string_view text) {
  std::string json, out;
  append_json_string(json, text);
  // The one escape that our strings have more than JSON's.
  for (size_t i = 0; i < json.size(); ++i) {
    if (json[i] == '$' && i + 1 < json.size() && json[i + 1] == '{') out += '\\';
    out += json[i];
  }
  return out;
}

/// A value laid out: first tried on one line, and opened where that is too wide.
class Printer {
 public:
  Printer(const types::TypeStore& types, const ValueStore& values) : types_(types), values_(values) {}

  std::string lay_out(TypeId type, ValueId value, size_t indent, size_t used) const {
    std::string line;
    if (flat(line, type, value, used < kWidth ? kWidth - used : 0)) return line;
    return open(type, value, indent);
  }
  std::string line(TypeId type, ValueId value) const {
    std::string out;
    flat(out, type, value, SIZE_MAX);
    return out;
  }

 private:
  struct Part {
    std::string head;  ///< `name = `, or nothing.
    TypeId type;
    ValueId value;
  };

  TypeId bare(TypeId type) const {
    while (type.valid() && (types_.kind(type) == TypeKind::Optional || types_.kind(type) == TypeKind::Secret)) {
      type = types_[type].element;
    }
    return type;
  }
  TypeId element_of(TypeId type) const { return type.valid() ? types_[type].element : TypeId(); }

  std::vector<Part> parts(TypeId type, ValueId value) const {
    std::vector<Part> out;
    auto children = values_.children(value);
    if (values_.kind(value) == ValueKind::Map) {
      for (size_t i = 0; i + 1 < children.size(); i += 2) {
        std::string key;
        flat(key, type.valid() ? types_[type].key : TypeId(), children[i], SIZE_MAX);
        bool is_text = values_.kind(children[i]) == ValueKind::String;
        out.push_back({is_text ? key + " = " : "[" + key + "] = ", element_of(type), children[i + 1]});
      }
    } else if (values_.kind(value) == ValueKind::Record) {
      for (size_t i = 0; i < children.size(); ++i) {
        std::string_view name = values_.field_name(value, i);
        const types::Field* field = type.valid() ? types_[type].field(name) : nullptr;
        out.push_back(
            {(is_word(name) ? std::string(name) : quoted(name)) + " = ", field ? field->type : TypeId(), children[i]});
      }
    } else {
      for (ValueId child : children) out.push_back({"", element_of(type), child});
    }
    return out;
  }

  std::vector<Part> payload(TypeId type, ValueId variant) const {
    std::vector<Part> out;
    auto children = values_.children(variant);
    if (children.empty()) return out;
    const types::Member* member = type.valid() ? types_[type].member(values_.as_text(variant)) : nullptr;
    for (size_t i = 0; i < values_.size(children[0]); ++i) {
      std::string name(values_.field_name(children[0], i));
      bool by_place = !name.empty() && std::isdigit(static_cast<unsigned char>(name[0]));
      TypeId field_type;
      for (size_t f = 0; member && f < member->payload.size(); ++f) {
        if (by_place ? name == std::to_string(f) : member->payload[f].name == name)
          field_type = member->payload[f].type;
      }
      out.push_back({by_place ? "" : name + ": ", field_type, values_.children(children[0])[i]});
    }
    return out;
  }

  std::string scalar(TypeId type, ValueId value) const {
    TypeKind kind = type.valid() ? types_.kind(type) : TypeKind::Error;
    switch (values_.kind(value)) {
      case ValueKind::None: return "none";
      case ValueKind::Bool: return values_.as_bool(value) ? "true" : "false";
      case ValueKind::Int:
        if (kind == TypeKind::Size) return print_size(values_.as_int(value));
        if (kind == TypeKind::Duration) return print_duration(values_.as_int(value));
        return std::to_string(values_.as_int(value));
      case ValueKind::Float: return print_float_literal(values_.as_float(value));
      case ValueKind::String: return quoted(values_.as_text(value));
      case ValueKind::Range: {
        auto [begin, end] = values_.as_range(value);
        return fmt::format("{}..{}", begin, end);
      }
      case ValueKind::Variant: return fmt::format(".{}", values_.as_text(value));
      case ValueKind::Reference: return std::string(values_.as_text(value));
      case ValueKind::Artifact:
      case ValueKind::Dir: return values_.content_digest(value).text();
      case ValueKind::Secret: return "<secret>";
      case ValueKind::Result:
        return fmt::format("{}.{}", values_.as_text(values_.children(value)[0]), values_.as_text(value));
      case ValueKind::Var: return fmt::format("_{}", values_.var_depth(value));
      default: return "<a value>";
    }
  }

  /// Appends the value on one line; false, and some rest, when it takes more than `room` bytes.
  bool flat(std::string& out, TypeId type, ValueId value, size_t room) const {
    type = bare(type);
    size_t begin = out.size();
    auto fits = [&] { return out.size() - begin <= room; };
    auto all = [&](const std::vector<Part>& list, std::string_view before, std::string_view after) {
      out += before;
      for (size_t i = 0; i < list.size(); ++i) {
        if (i > 0) out += ", ";
        out += list[i].head;
        if (!fits() || !flat(out, list[i].type, list[i].value, room - (out.size() - begin))) return false;
      }
      out += after;
      return fits();
    };
    switch (values_.kind(value)) {
      case ValueKind::List:
      case ValueKind::Set: {
        if (values_.size(value) > room) return false;
        return all(parts(type, value), "[", "]");
      }
      case ValueKind::Map:
      case ValueKind::Record: {
        if (values_.size(value) > room) return false;
        if (values_.size(value) == 0) return out += "{}", fits();
        return all(parts(type, value), "{ ", " }");
      }
      case ValueKind::Variant: {
        std::vector<Part> list = payload(type, value);
        std::string name = fmt::format(".{}", values_.as_text(value));
        return list.empty() ? (out += name, fits()) : all(list, name + "(", ")");
      }
      case ValueKind::Apply: return all(parts({}, value), fmt::format("{}(", op_text(values_.op(value))), ")");
      default: out += scalar(type, value); return fits();
    }
  }

  std::string open(TypeId type, ValueId value, size_t indent) const {
    type = bare(type);
    std::string before, after;
    std::vector<Part> list;
    bool commas = true;
    switch (values_.kind(value)) {
      case ValueKind::List:
      case ValueKind::Set: before = "[", after = "]", list = parts(type, value); break;
      case ValueKind::Map:
      case ValueKind::Record: before = "{", after = "}", list = parts(type, value), commas = false; break;
      case ValueKind::Variant:
        before = fmt::format(".{}(", values_.as_text(value)), after = ")", list = payload(type, value);
        break;
      case ValueKind::Apply:
        before = fmt::format("{}(", op_text(values_.op(value))), after = ")", list = parts({}, value);
        break;
      default: return scalar(type, value);
    }
    std::string margin(indent + 2, ' ');
    std::string out = before + "\n";
    for (const Part& part : list) {
      out += margin + part.head + lay_out(part.type, part.value, indent + 2, indent + 2 + part.head.size() + 1);
      out += commas ? ",\n" : "\n";
    }
    return out + std::string(indent, ' ') + after;
  }

  const types::TypeStore& types_;
  const ValueStore& values_;
};

}  // namespace

std::string print(const types::TypeStore& types, const ValueStore& values, TypeId type, ValueId value) {
  if (!value.valid()) return std::string(kNothing);
  if (values.is_too_large(value)) return std::string(kTooLarge);
  return Printer(types, values).lay_out(type, value, 0, 0);
}

std::string print_line(const types::TypeStore& types, const ValueStore& values, TypeId type, ValueId value) {
  if (!value.valid()) return std::string(kNothing);
  if (values.is_too_large(value)) return std::string(kTooLarge);
  return Printer(types, values).line(type, value);
}

}  // namespace infra::value
