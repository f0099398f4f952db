#include "runtime/change/raise.h"

#include <charconv>

#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/error.h"
#include "compiler/types/print.h"
#include "compiler/value/scalars.h"

namespace infra::runtime {

namespace {

using types::TypeId;
using types::TypeKind;
using value::ValueId;
using Raised = tl::expected<ValueId, std::string>;

class Raiser {
 public:
  Raiser(const types::TypeStore& types, value::ValueStore& values) : types_(types), values_(values) {}

  /// Types are not recursive, so their nesting bounds this.
  Raised raise(TypeId type, const Json& json, const std::string& path) {
    const types::Type& t = types_[type];
    switch (t.kind) {
      case TypeKind::Optional:
        if (json.is_null()) return values_.none();
        return raise(t.element, json, path);
      case TypeKind::Secret: return raise(t.element, json, path);
      case TypeKind::Bool:
        if (json.is_boolean()) return values_.boolean(json.get<bool>());
        break;
      case TypeKind::Int:
      case TypeKind::Size:
      case TypeKind::Duration:
      case TypeKind::Port:
        if (auto number = whole(json); number && (t.kind != TypeKind::Port || (*number >= 1 && *number <= 65535)))
          return values_.integer(*number);
        break;
      case TypeKind::Float:
        if (json.is_number()) return values_.real(json.get<double>());
        break;
      case TypeKind::String:
        if (json.is_string()) return values_.string(json.get_ref<const std::string&>());
        break;
      case TypeKind::Ip:
      case TypeKind::Cidr:
      case TypeKind::Url:
      case TypeKind::Path:
      case TypeKind::Digest:
      case TypeKind::Version:
      case TypeKind::Date:
      case TypeKind::Regex:
        if (json.is_string())
          if (auto text = value::parse_scalar(t.kind, json.get_ref<const std::string&>())) return values_.string(*text);
        break;
      case TypeKind::Artifact:
      case TypeKind::Dir: return content(type, json, path);
      case TypeKind::List: return list(type, json, path);
      case TypeKind::Set: return set(type, json, path);
      case TypeKind::Refined: return raise(t.element, json, path);
      case TypeKind::Union: return one_of(type, json, path);
      case TypeKind::Map: return map(type, json, path);
      case TypeKind::Record: return record(type, json, path);
      case TypeKind::Enum: return variant(type, json, path);
      default: break;
    }
    return wrong(type, path);
  }

 private:
  Raised wrong(TypeId type, const std::string& path) const {
    return tl::unexpected(fmt::format("`{}` is not a `{}`", path, types::print(types_, type)));
  }

  static std::optional<int64_t> whole(const Json& json) {
    if (json.is_number_unsigned() && json.get<uint64_t>() > static_cast<uint64_t>(INT64_MAX)) return std::nullopt;
    if (json.is_number_integer()) return json.get<int64_t>();
    if (!json.is_string()) return std::nullopt;
    const auto& text = json.get_ref<const std::string&>();
    int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
  }

  Raised content(TypeId type, const Json& json, const std::string& path) {
    if (!json.is_object() || !json.contains("digest") || !json["digest"].is_string()) return wrong(type, path);
    const auto digest = Digest::parse(json["digest"].get_ref<const std::string&>());
    const int64_t size = json.contains("size") ? whole(json["size"]).value_or(-1) : -1;
    if (!digest || size < 0) return wrong(type, path);
    const auto bytes = static_cast<uint64_t>(size);
    return types_.kind(type) == TypeKind::Dir ? values_.dir(*digest, bytes) : values_.artifact(*digest, bytes);
  }

  Raised list(TypeId type, const Json& json, const std::string& path) {
    if (!json.is_array()) return wrong(type, path);
    const TypeId element = types_[type].element;
    std::vector<ValueId> items;
    for (const Json& item : json) {
      Raised raised = raise(element, item, fmt::format("{}[{}]", path, items.size()));
      if (!raised) return raised;
      items.push_back(*raised);
    }
    return values_.list(items);
  }

  Raised set(TypeId type, const Json& json, const std::string& path) {
    Raised items = list(type, json, path);
    if (!items) return items;
    const ValueId sorted = values_.set(values_.children(*items));
    const auto children = values_.children(sorted);
    for (size_t i = 1; i < children.size(); ++i) {
      if (values_.order(children[i - 1], children[i]) == 0)
        return tl::unexpected(fmt::format("`{}` has an item twice", path));
    }
    return sorted;
  }

  /// The first member that takes it: values of a union are only passed on.
  Raised one_of(TypeId type, const Json& json, const std::string& path) {
    const std::vector<TypeId> members = types_[type].parts;
    for (TypeId member : members) {
      if (Raised raised = raise(member, json, path)) return raised;
    }
    return wrong(type, path);
  }

  Raised map(TypeId type, const Json& json, const std::string& path) {
    if (!json.is_object()) return wrong(type, path);
    const TypeId key = types_[type].key, element = types_[type].element;
    std::vector<value::MapItem> items;
    for (auto member = json.begin(); member != json.end(); ++member) {
      const std::string at = path + "." + member.key();
      Json key_json = member.key();
      if (types_.kind(key) == TypeKind::Bool) key_json = member.key() == "true";
      const Raised raised_key = raise(key, key_json, at);
      if (!raised_key) return raised_key;
      const Raised raised = raise(element, member.value(), at);
      if (!raised) return raised;
      items.push_back({*raised_key, *raised});
    }
    return values_.map(items);
  }

  Raised fields(const std::vector<types::Field>& declared, const Json& json, const std::string& path) {
    std::vector<std::string> positions;
    positions.reserve(declared.size());
    std::vector<std::string_view> names;
    std::vector<ValueId> values;
    for (size_t i = 0; i < declared.size(); ++i) {
      positions.push_back(declared[i].name.empty() ? std::to_string(i) : declared[i].name);
      auto member = json.find(positions.back());
      if (member == json.end() && types_.kind(declared[i].type) == TypeKind::Optional) continue;
      if (member == json.end()) return tl::unexpected(fmt::format("`{}.{}` is missing", path, positions.back()));
      const Raised raised = raise(declared[i].type, *member, path + "." + positions.back());
      if (!raised) return raised;
      names.push_back(positions.back());
      values.push_back(*raised);
    }
    return values_.record(names, values);
  }

  Raised record(TypeId type, const Json& json, const std::string& path) {
    if (!json.is_object()) return wrong(type, path);
    const std::vector<types::Field> declared = types_[type].fields;
    return fields(declared, json, path);
  }

  Raised variant(TypeId type, const Json& json, const std::string& path) {
    std::string name;
    if (json.is_string())
      name = json.get<std::string>();
    else if (json.is_object() && json.size() == 1)
      name = json.begin().key();
    const int index = types_[type].member_index(name);
    if (index < 0) return wrong(type, path);
    const types::Member member = types_[type].members[static_cast<size_t>(index)];
    if (member.payload.empty() != json.is_string()) return wrong(type, path);
    if (member.payload.empty()) return values_.variant(name, static_cast<uint32_t>(index), ValueId());
    if (!json.begin()->is_object()) return wrong(type, path);
    const Raised payload = fields(member.payload, *json.begin(), path + "." + name);
    if (!payload) return payload;
    return values_.variant(name, static_cast<uint32_t>(index), *payload);
  }

  const types::TypeStore& types_;
  value::ValueStore& values_;
};

}  // namespace

tl::expected<ValueId, std::string> raise(const types::TypeStore& types, value::ValueStore& values, TypeId type,
                                         const Json& json, const std::string& path) {
  return Raiser(types, values).raise(type, json, path);
}

Result<void> check_results(const plan::Plan& plan, const plan::Kind& kind, const Json& results) {
  const auto wrong = [&](const std::string& problem) {
    return fail(diag::error(diag::ProviderAnswer, kind.provider, problem));
  };
  if (!results.is_object()) return wrong(fmt::format("the results of a `{}` are not an object", kind.name));
  value::ValueStore scratch;
  for (const plan::KindField& field : kind.results) {
    auto member = results.find(field.name);
    if (member == results.end() && plan.types->kind(field.type) == TypeKind::Optional) continue;
    if (member == results.end()) return wrong(fmt::format("a `{}` came without its `{}`", kind.name, field.name));
    if (auto raised = raise(*plan.types, scratch, field.type, *member, field.name); !raised)
      return wrong(raised.error());
  }
  return {};
}

}  // namespace infra::runtime
