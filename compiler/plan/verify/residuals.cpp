// Residual expressions can be evaluated: operations have their operands, names stand where names must, loop variables
// have their loops, and nothing is too large to be walked.
#include <fmt/format.h>

#include "compiler/diag/codes/plan.h"
#include "compiler/plan/verify/rules.h"
#include "compiler/types/relations.h"
#include "compiler/value/builtin.h"

namespace infra::plan::verification {
namespace {

using value::Op;
using value::ValueId;
using value::ValueKind;

/// The place of the operand that must be a constant string, or −1.
int named_operand(Op op) {
  switch (op) {
    case Op::Call: return 0;
    case Op::GetField:
    case Op::Text:
    case Op::Parse:
    case Op::IsMember:
    case Op::Payload: return 1;
    default: return -1;
  }
}

bool is_parsable(const types::TypeStore& types, std::string_view name) {
#define INFRA_SCALAR_TYPE(Name, Written, Doc) \
  if (name == Written) return types::is_parsed_from_text(types, types::TypeStore::scalar(types::TypeKind::Name));
#include "compiler/types/scalar_types.def"
#undef INFRA_SCALAR_TYPE
  return false;
}

/// What is wrong with an Apply node itself, or nothing.
std::string problem_of(const Context& context, ValueId apply) {
  const value::ValueStore& values = context.values;
  Op op = values.op(apply);
  auto operands = values.children(apply);
  int wanted = op_operands(op);
  if (wanted >= 0 && operands.size() != static_cast<size_t>(wanted)) {
    return fmt::format("`{}` has {} operands and takes {}", op_text(op), operands.size(), wanted);
  }
  int named = named_operand(op);
  if (named < 0) return "";
  bool has_name = operands.size() > static_cast<size_t>(named) &&
                  values.kind(operands[static_cast<size_t>(named)]) == ValueKind::String;
  if (!has_name) return fmt::format("`{}` lacks its name", op_text(op));
  std::string_view name = values.as_text(operands[static_cast<size_t>(named)]);
  if (op == Op::Parse && !is_parsable(context.types, name)) return fmt::format("`{}` is not parsed from text", name);
  if (op != Op::Call) return "";
  const value::Builtin* builtin = value::find_builtin(name);
  if (builtin == nullptr) return fmt::format("there is no builtin `{}`", name);
  size_t most = builtin->arity(), given = operands.size() - 1;
  bool good = given <= most && given + builtin->optional >= most;
  return good ? "" : fmt::format("`{}` takes {} arguments", name, most);
}

/// `loops`: how many variables of ForEach nodes and Lambdas are around it.
void check_value(Context& context, const std::string& place, ValueId id, uint32_t loops) {
  const value::ValueStore& values = context.values;
  auto report = [&](std::string_view what) { context.report(diag::PlanResidual, place, what); };
  switch (values.kind(id)) {
    case ValueKind::Var:
      if (values.var_depth(id) >= loops) report("a loop variable stands outside of its loop");
      return;
    case ValueKind::Result:
      if (values.kind(values.children(id)[0]) != ValueKind::Reference) report("a result is not one of a resource");
      return;
    case ValueKind::Secret:
      if (values.secret_source(id) != "env" && values.secret_source(id) != "file")
        report("a secret comes from `env` or `file`");
      return;
    case ValueKind::Map:
      for (size_t i = 0; i < values.children(id).size(); i += 2) {
        if (values.is_deferred(values.children(id)[i])) report("a key of a map is not known");
      }
      break;
    case ValueKind::Set:
      if (values.is_deferred(id)) report("an item of a set is not known");
      break;
    case ValueKind::Closure: return report("a function that only the compiler can call");
    case ValueKind::Lambda: return report("a function stands where a value must");
    case ValueKind::Apply:
      if (std::string problem = problem_of(context, id); !problem.empty()) return report(problem);
      break;
    default: break;
  }
  bool loop = values.kind(id) == ValueKind::Apply && values.op(id) == Op::ForEach;
  bool call = values.kind(id) == ValueKind::Apply && values.op(id) == Op::Call;
  auto children = values.children(id);
  for (size_t i = 0; i < children.size(); ++i) {
    if (call && values.kind(children[i]) == ValueKind::Lambda) {
      uint32_t parameters = values.lambda_parameters(children[i]);
      check_value(context, place, values.children(children[i])[0], loops + parameters);
    } else {
      check_value(context, place, children[i], loops + (loop && i > 0 ? 1 : 0));
    }
  }
}

}  // namespace

bool check_residuals(Context& context) {
  size_t before = context.problems.size();
  for (const Place& place : places(context)) {
    if (!place.value.valid()) {
      context.report(diag::PlanResidual, place.name, "it has no value");
    } else if (context.values.is_too_large(place.value)) {
      context.report(diag::PlanResidual, place.name, "it is too large");
    } else {
      check_value(context, place.name, place.value, 0);
    }
  }
  return context.problems.size() == before;
}

}  // namespace infra::plan::verification
