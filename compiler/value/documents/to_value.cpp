#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/base/units.h"
#include "compiler/diag/codes/value.h"
#include "compiler/diag/error.h"
#include "compiler/value/documents/convert.h"
#include "compiler/value/fold/groups.h"
#include "compiler/value/keys.h"
#include "compiler/value/scalars.h"

namespace infra::value::documents {
namespace {

using types::TypeKind;

std::string describe(const Node& node) {
  switch (node.kind) {
    case Node::Kind::Null: return "null";
    case Node::Kind::List: return "a list";
    case Node::Kind::Map: return "a map";
    case Node::Kind::Text:
    case Node::Kind::Plain: return node.text.size() > 60 ? "a long text" : fmt::format("`{}`", node.text);
    default: return fmt::format("`{}`", print_json_document(node, 0));
  }
}

/// YAML's plain words for nothing; an empty cell of CSV.
bool is_null(const Node& node) {
  return node.kind == Node::Kind::Null ||
         (node.kind == Node::Kind::Plain && (node.text.empty() || node.text == "~" || node.text == "null"));
}

class Decoder {
 public:
  explicit Decoder(ValueStore& values) : values_(values) {}

  Result<ValueId> read(const Node& node, const Shape& shape) {
    INFRA_TRY(folding::spend(values_, 1));
    switch (shape.kind) {
      case Shape::Kind::Optional: return is_null(node) ? values_.none() : read(node, shape.parts[0]);
      case Shape::Kind::List: return list(node, shape);
      case Shape::Kind::Set: return set(node, shape);
      case Shape::Kind::Map: return map(node, shape);
      case Shape::Kind::Record: return record(node, shape);
      case Shape::Kind::Enum: return member(node, shape);
      case Shape::Kind::Scalar: return scalar(node, shape);
    }
    return mismatch(node, shape);
  }

 private:
  tl::unexpected<Error> wrong(std::string_view expected, std::string_view found, std::string help = "") const {
    Error error = diag::error(diag::DocumentMismatch, path_.empty() ? "the document" : fmt::format("`{}`", path_),
                              expected, found);
    return fail(std::move(error).way_out(std::move(help)));
  }
  tl::unexpected<Error> mismatch(const Node& node, const Shape& shape, std::string help = "") const {
    return wrong(a_shape(shape), describe(node), std::move(help));
  }

  /// Reads a part of what is read, under its name in the path.
  Result<ValueId> inside(std::string_view step, const Node& node, const Shape& shape) {
    size_t before = path_.size();
    if (!path_.empty() && !step.starts_with('[')) path_ += '.';
    path_ += step;
    Result<ValueId> result = read(node, shape);
    path_.resize(before);
    return result;
  }

  Result<std::vector<ValueId>> items(const Node& node, const Shape& shape) {
    if (node.kind != Node::Kind::List) return mismatch(node, shape);
    std::vector<ValueId> items;
    for (size_t i = 0; i < node.items.size(); ++i) {
      INFRA_ASSIGN(ValueId item, inside(fmt::format("[{}]", i), node.items[i], shape.parts[0]));
      items.push_back(item);
    }
    INFRA_TRY(folding::make_room(values_, items.size() * sizeof(ValueId)));
    return items;
  }
  Result<ValueId> list(const Node& node, const Shape& shape) {
    INFRA_ASSIGN(std::vector<ValueId> parts, items(node, shape));
    return values_.list(parts);
  }
  Result<ValueId> set(const Node& node, const Shape& shape) {
    INFRA_ASSIGN(std::vector<ValueId> parts, items(node, shape));
    ValueId made = values_.set(parts);
    auto kept = values_.children(made);
    for (size_t i = 1; i < kept.size(); ++i) {
      if (values_.order(kept[i - 1], kept[i]) == 0) return wrong("a set", "an item twice");
    }
    return made;
  }

  Result<ValueId> map(const Node& node, const Shape& shape) {
    if (node.kind != Node::Kind::Map) return mismatch(node, shape);
    std::vector<MapItem> entries;
    for (const auto& [name, member] : node.members) {
      Node key;
      key.kind = Node::Kind::Plain;
      key.text = name;
      INFRA_ASSIGN(ValueId key_value, inside(name, key, shape.parts[0]));
      INFRA_TRY(normal_key(values_, key_value));
      INFRA_ASSIGN(ValueId value, inside(name, member, shape.parts[1]));
      entries.push_back({key_value, value});
    }
    INFRA_TRY(folding::make_room(values_, entries.size() * sizeof(MapItem)));
    std::sort(entries.begin(), entries.end(),
              [&](const MapItem& a, const MapItem& b) { return values_.less(a.key, b.key); });
    for (size_t i = 1; i < entries.size(); ++i) {  // two spellings of one key
      if (!values_.equal(entries[i - 1].key, entries[i].key)) continue;
      return wrong("a map", "the key " + folding::describe(values_, entries[i].key) + " twice");
    }
    return values_.map(entries);
  }

  Result<ValueId> fields_of(const Node& node, const std::vector<ShapeField>& fields) {
    std::vector<std::string_view> known;
    for (const ShapeField& field : fields) known.push_back(field.name);
    for (const auto& [name, member] : node.members) {
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      auto best = nearest(name, known);
      return wrong("a record", fmt::format("`{}`, a field that the type does not have", name),
                   best ? fmt::format("did you mean `{}`?", *best) : "it has " + list_names(known));
    }
    std::vector<std::string_view> names;
    std::vector<ValueId> parts;
    for (const ShapeField& field : fields) {
      auto found = std::find_if(node.members.begin(), node.members.end(),
                                [&](const auto& member) { return member.name == field.name; });
      ValueId value = field.fallback.valid() ? field.fallback : values_.none();
      if (found != node.members.end()) {
        INFRA_ASSIGN(value, inside(field.name, found->node, field.shape[0]));
      } else if (!field.fallback.valid() && field.shape[0].kind != Shape::Kind::Optional) {
        return wrong("a record", fmt::format("no field `{}`", field.name),
                     fmt::format("add `{}`, {}", field.name, a_shape(field.shape[0])));
      }
      if (value == values_.none()) continue;  // absent optionals are left out of records
      names.push_back(field.name);
      parts.push_back(value);
    }
    return values_.record(names, parts);
  }
  Result<ValueId> record(const Node& node, const Shape& shape) {
    if (node.kind != Node::Kind::Map) return mismatch(node, shape);
    return fields_of(node, shape.fields);
  }

  Result<ValueId> member(const Node& node, const Shape& shape) {
    bool has_payload =
        node.kind == Node::Kind::Map && node.members.size() == 1 && node.members[0].node.kind == Node::Kind::Map;
    bool is_word = node.kind == Node::Kind::Text || node.kind == Node::Kind::Plain;
    if (!has_payload && !is_word) return mismatch(node, shape);
    const std::string& name = has_payload ? node.members[0].name : node.text;
    for (uint32_t i = 0; i < shape.members.size(); ++i) {
      const ShapeMember& candidate = shape.members[i];
      if (candidate.name != name) continue;
      if (candidate.payload.empty() != is_word) {
        return mismatch(node, shape,
                        is_word ? fmt::format("write {{\"{}\": {{…}}}} with its payload", name)
                                : fmt::format("write \"{}\" alone", name));
      }
      if (is_word) return values_.variant(name, i, ValueId());
      path_ += path_.empty() ? name : "." + name;
      INFRA_ASSIGN(ValueId payload, fields_of(node.members[0].node, candidate.payload));
      path_.resize(path_.size() - std::min(path_.size(), name.size() + 1));
      return values_.variant(name, i, payload);
    }
    return mismatch(node, shape);
  }

  Result<ValueId> scalar(const Node& node, const Shape& shape) {
    bool plain = node.kind == Node::Kind::Plain;
    switch (shape.scalar) {
      case TypeKind::Bool:
        if (node.kind == Node::Kind::Bool) return values_.boolean(node.flag);
        if (plain && (node.text == "true" || node.text == "false")) return values_.boolean(node.text == "true");
        return mismatch(node, shape);
      case TypeKind::Int:
      case TypeKind::Port: return whole(node, shape);
      case TypeKind::Float: return real(node, shape);
      default: break;
    }
    if (node.kind != Node::Kind::Text && !plain) return mismatch(node, shape, "write it as a string");
    INFRA_TRY(folding::make_text_room(values_, node.text.size()));
    switch (shape.scalar) {
      case TypeKind::String: return values_.string(node.text);
      case TypeKind::Size:
      case TypeKind::Duration: {
        bool is_size = shape.scalar == TypeKind::Size;
        std::optional<int64_t> amount = read_quantity(node.text, is_size);
        if (amount) return values_.integer(*amount);
        return mismatch(node, shape, is_size ? "a size is `20GiB`" : "a duration is `30s`");
      }
      default: {
        Result<std::string> parsed = parse_scalar(shape.scalar, node.text);
        if (!parsed) return mismatch(node, shape, parsed.error().message);
        return values_.string(*parsed);
      }
    }
  }

  Result<ValueId> whole(const Node& node, const Shape& shape) {
    int64_t number = node.number;
    bool good = node.kind == Node::Kind::Int;
    if (node.kind == Node::Kind::Plain) {
      const std::string& text = node.text;
      auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
      good = error == std::errc() && end == text.data() + text.size();
    }
    if (!good) return mismatch(node, shape);
    if (shape.scalar == TypeKind::Port && (number < 1 || number > 65535)) {
      return mismatch(node, shape, "ports are 1 to 65535");
    }
    return values_.integer(number);
  }

  Result<ValueId> real(const Node& node, const Shape& shape) {
    double number = node.kind == Node::Kind::Int ? static_cast<double>(node.number) : node.real;
    bool good = node.kind == Node::Kind::Int || node.kind == Node::Kind::Float;
    if (node.kind == Node::Kind::Plain) {
      const std::string& text = node.text;
      auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
      good = error == std::errc() && end == text.data() + text.size();
    }
    return good && std::isfinite(number) ? Result<ValueId>(values_.real(number)) : mismatch(node, shape);
  }

  ValueStore& values_;
  std::string path_;
};

}  // namespace

Result<ValueId> to_value(ValueStore& values, const Node& node, const Shape& shape) {
  return Decoder(values).read(node, shape);
}

}  // namespace infra::value::documents
