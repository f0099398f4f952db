#include <fmt/format.h>

#include "compiler/base/json.h"
#include "compiler/base/text.h"
#include "compiler/diag/codes/value.h"
#include "compiler/diag/error.h"
#include "compiler/value/fold.h"
#include "compiler/value/fold/groups.h"

namespace infra::value::folding {
namespace {

constexpr size_t kShownText = 60;

std::string quoted(std::string_view text) {
  size_t shown = 0, end = 0;
  while (end < text.size() && shown < kShownText) decode_utf8(text, end), ++shown;
  std::string out;
  append_json_string(out, text.substr(0, end));
  return end < text.size() ? out + "…" : out;
}

}  // namespace

Result<ValueId> bounded(const ValueStore& values, ValueId value) {
  if (values.depth(value) > ValueStore::kMaxDepth) {
    return fail(diag::error(diag::BudgetSpent, fmt::format("{} levels of nesting", ValueStore::kMaxDepth)));
  }
  if (values.weight(value) > ValueStore::kMaxWeight) {
    return fail(diag::error(diag::BudgetSpent, fmt::format("{} parts", ValueStore::kMaxWeight)));
  }
  return value;
}

Result<ValueId> keep(ValueStore& values, Op op, Operands operands) {
  INFRA_TRY(make_room(values, (operands.size() + 5) * sizeof(ValueId)));
  return bounded(values, values.apply(op, operands));
}

Result<void> spend(ValueStore& values, uint64_t steps) {
  if (values.spend(steps)) return {};
  return fail(diag::error(diag::BudgetSpent, fmt::format("{} steps", kMaxSteps)));
}

Result<void> make_room(const ValueStore& values, uint64_t bytes) {
  if (values.has_room_for(bytes)) return {};
  return fail(diag::error(diag::BudgetSpent, fmt::format("{} bytes", kMaxValueBytes)));
}

Result<void> make_text_room(const ValueStore& values, uint64_t bytes) {
  if (bytes <= kMaxTextBytes) return make_room(values, bytes);
  return fail(diag::error(diag::BudgetSpent, fmt::format("{} bytes of text", kMaxTextBytes)));
}

std::string print_float(double value) {
  std::string out;
  append_json_number(out, value);
  return out;
}

std::string describe(const ValueStore& values, ValueId value) {
  switch (values.kind(value)) {
    case ValueKind::None: return "`none`";
    case ValueKind::Bool: return values.as_bool(value) ? "`true`" : "`false`";
    case ValueKind::Int: return fmt::format("`{}`", values.as_int(value));
    case ValueKind::Float: return fmt::format("`{}`", print_float(values.as_float(value)));
    case ValueKind::String: return fmt::format("`{}`", quoted(values.as_text(value)));
    case ValueKind::Range: return fmt::format("`{}..{}`", values.as_range(value).first, values.as_range(value).second);
    case ValueKind::List: return fmt::format("a list of {}", values.size(value));
    case ValueKind::Map: return fmt::format("a map of {}", values.size(value));
    case ValueKind::Set: return fmt::format("a set of {}", values.size(value));
    case ValueKind::Lambda:
    case ValueKind::Closure: return "a function";
    case ValueKind::Record: return "a record";
    case ValueKind::Variant: return fmt::format("`.{}`", values.as_text(value));
    case ValueKind::Reference: return fmt::format("the resource `{}`", values.as_text(value));
    case ValueKind::Artifact: return "an artifact";
    case ValueKind::Dir: return "a folder";
    case ValueKind::Secret: return "a secret";
    default: return "a value that is not known yet";
  }
}

Error wrong_operands(const ValueStore& values, Op op, Operands operands) {
  return wrong_operands(values, op_text(op), operands);
}

Error wrong_operands(const ValueStore& values, std::string_view operation, Operands operands) {
  std::string described;
  for (size_t i = 0; i < operands.size() && i < 3; ++i) {
    if (i > 0) described += " and ";
    described += describe(values, operands[i]);
  }
  return diag::error(diag::WrongOperands, operation, operands.empty() ? "nothing" : described);
}

}  // namespace infra::value::folding
