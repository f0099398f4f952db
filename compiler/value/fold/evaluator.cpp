#include "compiler/value/fold/evaluator.h"

#include <array>
#include <string_view>

#include "compiler/diag/codes/value.h"
#include "compiler/diag/error.h"
#include "llvm/ADT/SmallVector.h"

namespace infra::value {
namespace folding {
namespace {

using Parts = llvm::SmallVector<ValueId, 8>;

// Making a value may move the array that `children` looks into, so walks take copies.
Parts parts_of(const ValueStore& values, ValueId id) {
  auto children = values.children(id);
  return Parts(children.begin(), children.end());
}

Operands as_operands(const Parts& parts) { return {parts.data(), parts.size()}; }

ValueId rebuild(ValueStore& values, ValueId like, const Parts& parts) {
  switch (values.kind(like)) {
    case ValueKind::List: return values.list(as_operands(parts));
    case ValueKind::Lambda: return values.lambda(values.lambda_parameters(like), parts[0]);
    case ValueKind::Variant: return values.variant(values.as_text(like), values.ordinal(like), parts[0]);
    case ValueKind::Apply: return values.apply(values.op(like), as_operands(parts));
    case ValueKind::Map: {
      std::vector<MapItem> items;
      for (size_t i = 0; i < parts.size(); i += 2) items.push_back({parts[i], parts[i + 1]});
      return values.map(items);
    }
    default: {  // Record
      std::vector<std::string_view> names;
      for (size_t i = 0; i < parts.size(); ++i) names.push_back(values.field_name(like, i));
      return values.record(names, as_operands(parts));
    }
  }
}

bool is_lazy(Op op) { return op == Op::And || op == Op::Or || op == Op::If || op == Op::Coalesce || op == Op::ForEach; }

/// How many variables `value` binds in its part number `index`.
uint32_t bound_by(const ValueStore& values, ValueId value, size_t index) {
  if (values.kind(value) == ValueKind::Lambda) return values.lambda_parameters(value);
  return values.kind(value) == ValueKind::Apply && values.op(value) == Op::ForEach && index > 0 ? 1 : 0;
}

/// Sets a flag for as long as it lives.
class Raised {
 public:
  Raised(bool& flag, bool raise) : flag_(flag), before_(flag) { flag_ |= raise; }
  ~Raised() { flag_ = before_; }
  Raised(const Raised&) = delete;

 private:
  bool& flag_;
  bool before_;
};

bool out_of_budget(const Error& error) { return error.code == diag::BudgetSpent.code; }

}  // namespace

Result<ValueId> Evaluator::run(ValueId value) {
  if (!values_.is_deferred(value)) return value;
  INFRA_TRY(spend(values_, 1));
  switch (values_.kind(value)) {
    case ValueKind::Var: return bounded(values_, variable(value));
    case ValueKind::Secret:
    case ValueKind::Result: return run_leaf(value);
    case ValueKind::Apply: return run_apply(value);
    case ValueKind::Lambda: return keep_lambda(value);
    default: return run_aggregate(value);
  }
}

Result<ValueId> Evaluator::run_leaf(ValueId value) {
  if (leaves_ == nullptr || !computing_) return value;
  INFRA_ASSIGN(ValueId known, leaves_->leaf(values_, value));
  return known.valid() ? bounded(values_, known) : Result<ValueId>(value);
}

Result<ValueId> Evaluator::run_aggregate(ValueId value) {
  Parts parts = parts_of(values_, value);
  bool changed = false;
  for (ValueId& part : parts) {
    INFRA_ASSIGN(ValueId result, run(part));
    changed |= result != part;
    part = result;
  }
  if (!changed) return value;
  INFRA_TRY(make_room(values_, (parts.size() + 5) * sizeof(ValueId)));
  return bounded(values_, rebuild(values_, value, parts));
}

Result<ValueId> Evaluator::run_apply(ValueId value) {
  Op op = values_.op(value);
  int wanted = op_operands(op);
  if (wanted >= 0 && values_.children(value).size() != static_cast<size_t>(wanted)) {
    return fail(wrong_operands(values_, op, values_.children(value)));
  }
  if (is_lazy(op)) return run_lazy(value, op);
  if (op == Op::Call) return run_call(value);
  Parts parts = parts_of(values_, value);
  for (ValueId& part : parts) {
    INFRA_ASSIGN(part, run(part));
  }
  return compute(value, as_operands(parts));
}

Result<ValueId> Evaluator::compute(ValueId apply, Operands operands) {
  Op op = values_.op(apply);
  if (!computing_) return keep(values_, op, operands);
  Result<ValueId> result = fold(values_, op, operands);
  if (!result) {
    // The message would describe the operands.
    bool hide = (secret_ || values_.has_secret(apply)) && !out_of_budget(result.error());
    return hide ? fail(diag::error(diag::SecretOperation, op_text(op))) : result;
  }
  // A field of a reference that has become known is a leaf that may be known as well.
  return values_.kind(*result) == ValueKind::Result ? run_leaf(*result) : result;
}

Result<ValueId> Evaluator::run_call(ValueId value) {
  Parts parts = parts_of(values_, value);
  bool functions = false;
  for (ValueId& part : parts) {
    // Called where it stands, or kept as a whole below.
    if (values_.kind(part) == ValueKind::Lambda) {
      functions = true;
    } else {
      INFRA_ASSIGN(part, run(part));
    }
  }
  if (functions && computing_) {
    Raised secret(secret_, values_.has_secret(value));
    INFRA_ASSIGN(ValueId result, call_builtin(values_, as_operands(parts), *this));
    if (result.valid()) return result;
  }
  for (ValueId& part : parts) {
    if (values_.kind(part) != ValueKind::Lambda) continue;
    INFRA_ASSIGN(part, run(part));
  }
  return functions ? keep(values_, Op::Call, as_operands(parts)) : compute(value, as_operands(parts));
}

Result<ValueId> Evaluator::call(ValueStore&, ValueId function, std::span<const ValueId> arguments) {
  bool fits = values_.kind(function) == ValueKind::Lambda && values_.lambda_parameters(function) == arguments.size();
  if (!fits) return fail(wrong_operands(values_, Op::Call, std::span<const ValueId>(&function, 1)));
  INFRA_TRY(spend(values_, 1));
  for (ValueId argument : arguments) binders_.push_back({argument, level_});
  Result<ValueId> result = run(values_.children(function)[0]);
  binders_.resize(binders_.size() - arguments.size());
  return result;
}

Result<ValueId> Evaluator::keep_lambda(ValueId lambda) {
  uint32_t parameters = values_.lambda_parameters(lambda);
  for (uint32_t i = 0; i < parameters; ++i) binders_.push_back({ValueId(), level_++});
  Result<ValueId> body = speculate(values_.children(lambda)[0]);
  binders_.resize(binders_.size() - parameters);
  level_ -= parameters;
  INFRA_TRY(body);
  return bounded(values_, values_.lambda(parameters, *body));
}

Result<ValueId> Evaluator::run_lazy(ValueId value, Op op) {
  Parts parts = parts_of(values_, value);
  Raised secret(secret_, op == Op::ForEach && values_.has_secret(value));
  INFRA_ASSIGN(parts[0], run(parts[0]));
  if (op == Op::ForEach) return expand(parts[0], parts[1], parts[2]);
  bool decided = !values_.is_deferred_itself(parts[0]);
  if (decided && computing_) {
    bool is_true = parts[0] == values_.boolean(true), is_false = parts[0] == values_.boolean(false);
    switch (op) {
      case Op::And:
        if (is_false) return parts[0];
        break;
      case Op::Or:
        if (is_true) return parts[0];
        break;
      case Op::Coalesce:
        if (parts[0] != values_.none()) return parts[0];
        break;
      default:
        if (is_true || is_false) return run(is_true ? parts[1] : parts[2]);
    }
  }
  for (size_t i = 1; i < parts.size(); ++i) {
    INFRA_ASSIGN(parts[i], decided ? run(parts[i]) : speculate(parts[i]));
  }
  return compute(value, as_operands(parts));
}

Result<ValueId> Evaluator::speculate(ValueId value) {
  Result<ValueId> result = run(value);
  if (result || out_of_budget(result.error()) || !computing_) return result;
  computing_ = false;
  result = run(value);
  computing_ = true;
  return result;
}

Result<ValueId> Evaluator::expand(ValueId source, ValueId condition, ValueId body) {
  if (!computing_ || values_.is_deferred_itself(source)) return keep_for_each(source, condition, body);
  ValueKind kind = values_.kind(source);
  if (kind != ValueKind::List && kind != ValueKind::Set && kind != ValueKind::Map && kind != ValueKind::Range) {
    return fail(wrong_operands(values_, Op::ForEach, std::span<const ValueId>(&source, 1)));
  }
  llvm::SmallVector<ValueId, 16> results;
  for (size_t i = 0, count = values_.size(source); i < count; ++i) {
    INFRA_TRY(spend(values_, 1));
    INFRA_TRY(make_room(values_, (results.size() + 16) * sizeof(ValueId)));
    ValueId item;
    if (kind == ValueKind::List || kind == ValueKind::Set) {
      item = values_.children(source)[i];
    } else if (kind == ValueKind::Range) {
      item = values_.integer(values_.as_range(source).first + static_cast<int64_t>(i));
    } else {
      static constexpr std::string_view kNames[] = {"key", "value"};
      item = values_.record(kNames, values_.children(source).subspan(2 * i, 2));
    }
    binders_.push_back({item, level_});
    Result<ValueId> included = run(condition);
    Result<ValueId> result = included && *included == values_.boolean(true) ? run(body) : included;
    binders_.pop_back();
    if (!included) return included;
    // An item of which it is not known whether it is in leaves the length open.
    if (values_.is_deferred_itself(*included)) return keep_for_each(source, condition, body);
    if (values_.kind(*included) != ValueKind::Bool)
      return fail(wrong_operands(values_, Op::If, Operands(&*included, 1)));
    if (!values_.as_bool(*included)) continue;
    if (!result) return result;
    results.push_back(*result);
  }
  return bounded(values_, values_.list({results.data(), results.size()}));
}

Result<ValueId> Evaluator::keep_for_each(ValueId source, ValueId condition, ValueId body) {
  binders_.push_back({ValueId(), level_++});
  Result<ValueId> kept_condition = speculate(condition);
  Result<ValueId> kept_body = speculate(body);
  binders_.pop_back();
  --level_;
  INFRA_TRY(kept_condition);
  INFRA_TRY(kept_body);
  std::array<ValueId, 3> operands = {source, *kept_condition, *kept_body};
  return keep(values_, Op::ForEach, operands);
}

ValueId Evaluator::variable(ValueId var) {
  size_t depth = values_.var_depth(var);
  if (depth >= ValueStore::kFirstFreeVar) return var;
  if (depth >= binders_.size()) {  // bound outside of what is evaluated
    return values_.var(static_cast<uint32_t>(depth - binders_.size()) + level_);
  }
  const Binder& binder = binders_[binders_.size() - 1 - depth];
  if (!binder.item.valid()) return values_.var(level_ - binder.level - 1);
  return shift(binder.item, level_ - binder.level);
}

ValueId Evaluator::shift(ValueId value, uint32_t by, uint32_t bound) {
  if (by == 0 || !values_.has_var(value)) return value;
  if (values_.kind(value) == ValueKind::Var) {
    uint32_t depth = values_.var_depth(value);
    return depth < bound || depth >= ValueStore::kFirstFreeVar ? value : values_.var(depth + by);
  }
  Parts parts = parts_of(values_, value);
  for (size_t i = 0; i < parts.size(); ++i) parts[i] = shift(parts[i], by, bound + bound_by(values_, value, i));
  return rebuild(values_, value, parts);
}

Result<ValueId> fold_for_each(ValueStore& values, Operands operands) {
  if (values.is_deferred_itself(operands[0])) return keep(values, Op::ForEach, operands);
  return Evaluator(values, nullptr).expand(operands[0], operands[1], operands[2]);
}

}  // namespace folding

Result<ValueId> evaluate(ValueStore& values, ValueId value, Leaves& leaves) {
  values.renew_budget();
  INFRA_TRY(folding::bounded(values, value));
  return folding::Evaluator(values, &leaves).run(value);
}

}  // namespace infra::value
