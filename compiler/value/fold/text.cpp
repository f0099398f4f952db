// Text: interpolation, values as text, text as domain values.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "compiler/types/type.h"
#include "compiler/value/fold/groups.h"
#include "compiler/value/scalars.h"
#include "llvm/ADT/SmallVector.h"

namespace infra::value::folding {
namespace {

/// Types whose values are text already: their Text is themselves, also while they are deferred.
bool is_text_type(std::string_view name) {
  static constexpr auto kNames =
      std::to_array<std::string_view>({"String", "Ip", "Cidr", "Url", "Path", "Digest", "Version", "Date", "Regex"});
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

/// Joins what is known; nested joins are flattened, so that equal interpolations are equal residuals.
Result<ValueId> join(ValueStore& values, Operands operands) {
  llvm::SmallVector<ValueId, 16> parts;
  for (ValueId operand : operands) {
    if (values.kind(operand) == ValueKind::Apply && values.op(operand) == Op::Join) {
      auto inner = values.children(operand);
      parts.append(inner.begin(), inner.end());
    } else if (values.kind(operand) == ValueKind::String || values.is_deferred_itself(operand)) {
      parts.push_back(operand);
    } else {
      return fail(wrong_operands(values, Op::Join, operands));
    }
  }
  INFRA_TRY(spend(values, parts.size()));
  llvm::SmallVector<ValueId, 16> joined;
  std::string text;
  auto flush = [&] {
    if (!text.empty()) joined.push_back(values.string(text));
    text.clear();
  };
  for (ValueId part : parts) {
    if (values.is_deferred_itself(part)) {
      flush();
      joined.push_back(part);
    } else {
      INFRA_TRY(make_text_room(values, text.size() + values.as_text(part).size()));
      INFRA_TRY(spend(values, values.as_text(part).size() / kBytesOfAStep));
      text += values.as_text(part);
    }
  }
  if (joined.empty()) return values.string(text);
  flush();
  if (joined.size() == 1) return joined[0];
  return keep(values, Op::Join, {joined.data(), joined.size()});
}

Result<ValueId> text_of(ValueStore& values, Operands operands) {
  ValueId operand = operands[0];
  if (values.kind(operands[1]) != ValueKind::String) return fail(wrong_operands(values, Op::Text, operands));
  std::string_view type = values.as_text(operands[1]);
  if (values.is_deferred_itself(operand)) {
    return is_text_type(type) ? Result<ValueId>(operand) : keep(values, Op::Text, operands);
  }
  switch (values.kind(operand)) {
    case ValueKind::String: return operand;
    case ValueKind::Bool: return values.string(values.as_bool(operand) ? "true" : "false");
    case ValueKind::Float: return values.string(print_float(values.as_float(operand)));
    case ValueKind::Artifact:
    case ValueKind::Dir: return values.string(values.content_digest(operand).text());
    case ValueKind::Int: {
      int64_t number = values.as_int(operand);
      if (type == "Size") return values.string(print_size(number));
      if (type == "Duration") return values.string(print_duration(number));
      return values.string(fmt::format("{}", number));
    }
    case ValueKind::Variant:
      if (values.children(operand).empty()) return values.string(values.as_text(operand));
      break;
    default: break;
  }
  return fail(wrong_operands(values, Op::Text, operands));
}

std::optional<types::TypeKind> scalar_named(std::string_view name) {
#define INFRA_SCALAR_TYPE(Name, Written, Doc) \
  if (name == Written) return types::TypeKind::Name;
#include "compiler/types/scalar_types.def"
#undef INFRA_SCALAR_TYPE
  return std::nullopt;
}

Result<ValueId> parse(ValueStore& values, Operands operands) {
  std::optional<types::TypeKind> type;
  if (values.kind(operands[1]) == ValueKind::String) type = scalar_named(values.as_text(operands[1]));
  if (!type) return fail(wrong_operands(values, Op::Parse, operands));
  if (values.is_deferred_itself(operands[0])) return keep(values, Op::Parse, operands);
  if (values.kind(operands[0]) != ValueKind::String) return fail(wrong_operands(values, Op::Parse, operands));
  INFRA_TRY(spend(values, values.as_text(operands[0]).size() / 16));
  INFRA_ASSIGN(std::string normal, parse_scalar(*type, values.as_text(operands[0])));
  INFRA_TRY(make_text_room(values, normal.size()));
  return values.string(normal);
}

}  // namespace

Result<ValueId> fold_text(ValueStore& values, Op op, Operands operands) {
  switch (op) {
    case Op::Join: return join(values, operands);
    case Op::Text: return text_of(values, operands);
    default: return parse(values, operands);
  }
}

}  // namespace infra::value::folding
