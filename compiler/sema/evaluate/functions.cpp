// Functions: called by frames where what they are given is known, kept as Lambdas where an answer has to wait.
#include "compiler/diag/codes/sema.h"
#include "compiler/diag/codes/value.h"
#include "compiler/diag/error.h"
#include "compiler/sema/evaluate/evaluation.h"
#include "compiler/types/relations.h"
#include "compiler/value/fold.h"

namespace infra::sema {

using value::Op;
using value::ValueId;
using value::ValueKind;

ValueId bind_marker(Evaluation& e, ValueId value, uint32_t from, uint32_t depth) {
  value::ValueStore& values = e.values();
  if (!values.has_var(value)) return value;
  ValueKind kind = values.kind(value);
  if (kind == ValueKind::Var) return values.var_depth(value) == from ? values.var(depth) : value;
  auto children = values.children(value);
  llvm::SmallVector<ValueId, 8> parts(children.begin(), children.end());
  bool changed = false;
  for (size_t i = 0; i < parts.size(); ++i) {
    uint32_t inside = kind == ValueKind::Lambda ? values.lambda_parameters(value) : 0;
    if (kind == ValueKind::Apply && values.op(value) == Op::ForEach && i > 0) inside = 1;
    ValueId bound = bind_marker(e, parts[i], from, depth + inside);
    changed |= bound != parts[i];
    parts[i] = bound;
  }
  if (!changed) return value;
  switch (kind) {
    case ValueKind::Apply: return values.apply(values.op(value), {parts.data(), parts.size()});
    case ValueKind::Lambda: return values.lambda(values.lambda_parameters(value), parts[0]);
    case ValueKind::List: return values.list({parts.data(), parts.size()});
    case ValueKind::Map: {
      std::vector<value::MapItem> items;
      for (size_t i = 0; i + 1 < parts.size(); i += 2) items.push_back({parts[i], parts[i + 1]});
      return values.map(items);
    }
    case ValueKind::Record: {
      std::vector<std::string_view> names;
      for (size_t i = 0; i < parts.size(); ++i) names.push_back(values.field_name(value, i));
      return values.record(names, {parts.data(), parts.size()});
    }
    case ValueKind::Variant: return values.variant(values.as_text(value), values.ordinal(value), parts[0]);
    default: return value;
  }
}

namespace {

using Values = llvm::SmallVector<ValueId, 8>;

/// Notes where functions are called from, for messages about their bodies.
class Called {
 public:
  Called(Evaluation& e, Span span) : e_(e) { e.calls.push_back(span); }
  ~Called() { e_.calls.pop_back(); }
  Called(const Called&) = delete;

 private:
  Evaluation& e_;
};

/// The body of a declared function. An invalid argument stands for the parameter's default.
ValueId call_declared(Evaluation& e, FnId id, llvm::ArrayRef<ValueId> arguments, Span span) {
  const FnInfo& fn = e.program.fns[id];
  Called called(e, span);
  InstanceId instance = constant_instance(e, fn.module);
  Frame frame;
  frame.instance = instance;
  for (size_t i = 0; i < fn.parameters.size(); ++i) {
    ValueId argument = i < arguments.size() ? arguments[i] : ValueId();
    if (!argument.valid()) argument = eval_body(e, instance, fn.parameters[i].default_value, frame.locals);
    if (!argument.valid()) return {};
    frame.locals.push_back(argument);
  }
  if (frame.locals.size() < fn.body.slots) frame.locals.resize(fn.body.slots);
  return fn.body.valid() ? eval(e, frame, fn.body.root) : ValueId();
}

ValueId call_value(Evaluation& e, ValueId function, llvm::ArrayRef<ValueId> arguments, Span span) {
  value::ValueStore& values = e.values();
  if (values.kind(function) == ValueKind::Closure) {
    const Closure closure = e.closures[values.closure_number(function)];
    if (closure.fn.valid()) return call_declared(e, closure.fn, arguments, span);
    Frame frame{closure.instance, closure.locals};
    for (size_t i = 0; i < closure.lambda->slots.size(); ++i) {
      uint32_t slot = closure.lambda->slots[i];
      if (frame.locals.size() <= slot) frame.locals.resize(slot + 1);
      frame.locals[slot] = arguments[i];
    }
    return eval(e, frame, closure.lambda->body);
  }
  // A choice that waits is one between what the functions give.
  if (values.kind(function) == ValueKind::Apply && values.op(function) == Op::If) {
    auto parts = values.children(function);
    const ValueId condition = parts[0], first = parts[1], second = parts[2];
    ValueId left, right;
    {
      Behind behind(e, condition);
      left = call_value(e, first, arguments, span);
    }
    {
      Behind behind(e, folded(e, span, Op::Not, {condition}));
      right = call_value(e, second, arguments, span);
    }
    if (!left.valid() || !right.valid()) return {};
    return folded(e, span, Op::If, {condition, left, right});
  }
  if (is_open(e, function)) return marker(e);
  return fail_at(e, span, diag::error(diag::DeferredFunction));
}

/// For builtins: the functions that they are given, by frames.
class Frames : public value::FunctionCaller {
 public:
  Frames(Evaluation& e, Span span) : e_(e), span_(span) {}
  bool has_failed() const { return has_failed_; }

  Result<ValueId> call(value::ValueStore&, ValueId function, std::span<const ValueId> arguments) override {
    ValueId result = call_value(e_, function, {arguments.data(), arguments.size()}, span_);
    if (result.valid()) return result;
    has_failed_ = true;  // and has been said
    return fail(diag::error(diag::BudgetSpent, ""));
  }

 private:
  Evaluation& e_;
  Span span_;
  bool has_failed_ = false;
};

/// A function as a body over its parameters, for a call that has to wait.
ValueId as_lambda(Evaluation& e, ValueId function, size_t parameters, Span span) {
  Values arguments;
  for (size_t i = 0; i < parameters; ++i) arguments.push_back(marker(e));
  Behind behind(e, ValueId());
  ValueId body = call_value(e, function, arguments, span);
  if (!body.valid()) return {};
  if (e.values().has_closure(body)) return fail_at(e, span, diag::error(diag::DeferredFunction));
  for (size_t i = 0; i < parameters; ++i) {
    body = bind_marker(e, body, e.values().var_depth(arguments[i]), static_cast<uint32_t>(parameters - 1 - i));
  }
  return e.values().lambda(static_cast<uint32_t>(parameters), body);
}

bool is_function(Evaluation& e, NodeId node) {
  return e.types().kind(types::base_of(e.types(), e.program.nodes[node].type)) == types::TypeKind::Function;
}

}  // namespace

ValueId eval_call(Evaluation& e, Frame& frame, const CallNode& node, Span span) {
  Values operands = {e.values().string(fmt::format("{}.{}", node.builtin->on, node.builtin->name))};
  bool ok = true, functions = false;
  for (NodeId operand : node.operands) {
    operands.push_back(eval(e, frame, operand));
    ok &= operands.back().valid();
    functions |= is_function(e, operand);
  }
  if (!ok) return {};
  if (node.builtin->apply == nullptr || !functions) return folded(e, span, Op::Call, operands);

  bool waits = false;
  for (size_t i = 0; i < node.operands.size(); ++i) {
    if (!is_function(e, node.operands[i]) || e.values().kind(operands[i + 1]) == ValueKind::Closure) continue;
    waits = true;  // a choice between functions: asked as one of its own below
  }
  if (!waits) {
    Frames caller(e, span);
    auto result = value::call_builtin(e.values(), {operands.data(), operands.size()}, caller);
    if (caller.has_failed()) return {};
    if (!result && e.behind.empty()) return fail_at(e, span, result.error());
    if (result && result->valid()) return *result;
  }
  for (size_t i = 0; i < node.operands.size(); ++i) {
    if (!is_function(e, node.operands[i])) continue;
    types::TypeId type = types::base_of(e.types(), e.program.nodes[node.operands[i]].type);
    operands[i + 1] = as_lambda(e, operands[i + 1], e.types()[type].parts.size(), span);
    if (!operands[i + 1].valid()) return {};
  }
  return folded(e, span, Op::Call, operands);
}

ValueId eval_fn_call(Evaluation& e, Frame& frame, const FnCallNode& call, Span span) {
  Values arguments;
  bool ok = true;
  for (NodeId argument : call.arguments) {
    arguments.push_back(argument.valid() ? eval(e, frame, argument) : ValueId());
    ok &= !argument.valid() || arguments.back().valid();
  }
  return ok ? call_declared(e, call.fn, arguments, span) : ValueId();
}

ValueId eval_apply(Evaluation& e, Frame& frame, const ApplyNode& call, Span span) {
  ValueId function = eval(e, frame, call.function);
  Values arguments;
  bool ok = function.valid();
  for (NodeId argument : call.arguments) {
    arguments.push_back(eval(e, frame, argument));
    ok &= arguments.back().valid();
  }
  if (!ok) return {};
  Called called(e, span);
  return call_value(e, function, arguments, span);
}

ValueId eval_lambda(Evaluation& e, const Frame& frame, const LambdaNode& lambda) {
  e.closures.push_back({FnId(), &lambda, frame.instance, frame.locals});
  return e.values().closure(static_cast<uint32_t>(e.closures.size() - 1));
}

ValueId eval_fn(Evaluation& e, FnId fn) {
  auto [known, is_new] = e.fn_values.try_emplace(fn, ValueId());
  if (is_new) {
    e.closures.push_back({fn, nullptr, InstanceId(), {}});
    known->second = e.values().closure(static_cast<uint32_t>(e.closures.size() - 1));
  }
  return known->second;
}

}  // namespace infra::sema
