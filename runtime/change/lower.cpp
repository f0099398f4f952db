#include "runtime/change/lower.h"

#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/error.h"

namespace infra::runtime {

using value::ValueId;
using value::ValueKind;

Json lower_integer(int64_t value) {
  constexpr int64_t kExact = (int64_t{1} << 53) - 1;
  if (value > kExact || value < -kExact) return std::to_string(value);
  return value;
}

std::string key_text(const value::ValueStore& values, ValueId key) {
  switch (values.kind(key)) {
    case ValueKind::Int: return std::to_string(values.as_int(key));
    case ValueKind::Bool: return values.as_bool(key) ? "true" : "false";
    default: return std::string(values.as_text(key));  // Strings, what is written as text, members of enums.
  }
}

// A form may compute while it writes, which moves the store's cells: children are fetched anew each time.
Result<Json> Lowering::lower(ValueId value, const std::string& field) {
  if (depth_ >= max_depth_) return fail(diag::error(diag::ValueTooDeep, owner_, max_depth_));
  struct Deeper {
    int& depth;
    explicit Deeper(int& d) : depth(d) { ++depth; }
    ~Deeper() { --depth; }
  } deeper(depth_);
  switch (values_.kind(value)) {
    case ValueKind::None: return Json(nullptr);
    case ValueKind::Bool: return Json(values_.as_bool(value));
    case ValueKind::Int: return lower_integer(values_.as_int(value));
    case ValueKind::Float: return Json(values_.as_float(value));
    case ValueKind::String: return Json(values_.as_text(value));
    case ValueKind::Range: {
      const auto [begin, end] = values_.as_range(value);
      return Json{{"begin", lower_integer(begin)}, {"end", lower_integer(end)}};
    }
    case ValueKind::List:
    case ValueKind::Set: {
      Json items = Json::array();
      for (size_t i = 0; i < values_.children(value).size(); ++i) {
        INFRA_ASSIGN(Json lowered, lower(values_.children(value)[i], fmt::format("{}[{}]", field, i)));
        items.push_back(std::move(lowered));
      }
      return items;
    }
    case ValueKind::Map: return map(value, field);
    case ValueKind::Record: return record(value, field);
    case ValueKind::Variant: {
      const ValueId payload = values_.children(value).empty() ? ValueId() : values_.children(value)[0];
      if (!payload.valid()) return Json(values_.as_text(value));
      INFRA_ASSIGN(Json lowered, lower(payload, field));
      Json variant = Json::object();
      variant[std::string(values_.as_text(value))] = std::move(lowered);
      return variant;
    }
    case ValueKind::Reference: return reference(values_.as_text(value), field);
    case ValueKind::Artifact: return artifact(values_.content_digest(value), values_.content_size(value));
    case ValueKind::Dir: return dir(values_.content_digest(value), values_.content_size(value));
    case ValueKind::Secret:
    case ValueKind::Result:
    case ValueKind::Apply:
    case ValueKind::Lambda:
    case ValueKind::Closure:
    case ValueKind::Var: return deferred(value, field);
  }
  return Json(nullptr);
}

Result<Json> Lowering::record(ValueId value, const std::string& field) {
  Json object = Json::object();
  for (size_t i = 0; i < values_.size(value); ++i) {
    const ValueId child = values_.children(value)[i];
    if (values_.kind(child) == ValueKind::None) continue;  // An absent optional.
    const std::string name(values_.field_name(value, i));
    INFRA_ASSIGN(Json lowered, lower(child, field.empty() ? name : field + "." + name));
    object[name] = std::move(lowered);
  }
  return object;
}

Result<Json> Lowering::map(ValueId value, const std::string& field) {
  Json object = Json::object();
  for (size_t i = 0; i < values_.size(value); ++i) {
    const std::string text = key_text(values_, values_.children(value)[2 * i]);
    INFRA_ASSIGN(Json lowered, lower(values_.children(value)[2 * i + 1], field + "." + text));
    object[key(text)] = std::move(lowered);
  }
  return object;
}

}  // namespace infra::runtime
