// Walks a residual expression, with what is known now put in: for `evaluate`, and for the bodies of ForEach.
#pragma once

#include <vector>

#include "compiler/value/fold.h"
#include "compiler/value/fold/groups.h"

namespace infra::value::folding {

class Evaluator : public FunctionCaller {
 public:
  /// Without leaves every leaf stays deferred.
  Evaluator(ValueStore& values, Leaves* leaves) : values_(values), leaves_(leaves) {}

  /// `value` is within the bounds of depth and weight; so is the result.
  Result<ValueId> run(ValueId value);
  /// A ForEach whose source has been evaluated already.
  Result<ValueId> expand(ValueId source, ValueId condition, ValueId body);
  /// A Lambda that stands where the walk is, with its variables put in.
  Result<ValueId> call(ValueStore& values, ValueId function, std::span<const ValueId> arguments) override;

 private:
  /// A variable of a ForEach or Lambda around the place where the walk is. `level` counts the variables around it that
  /// stay in the result.
  struct Binder {
    ValueId item;  ///< Invalid while it is not known: the ForEach or Lambda stays, and so does its variable.
    uint32_t level;
  };

  Result<ValueId> run_aggregate(ValueId value);
  Result<ValueId> run_apply(ValueId value);
  Result<ValueId> run_lazy(ValueId value, Op op);
  Result<ValueId> run_leaf(ValueId value);
  Result<ValueId> run_call(ValueId value);
  Result<ValueId> keep_lambda(ValueId lambda);
  Result<ValueId> keep_for_each(ValueId source, ValueId condition, ValueId body);
  /// For what may turn out not to be needed: an error in it is kept for later.
  Result<ValueId> speculate(ValueId value);
  /// The operation of `apply` on what its operands have become.
  Result<ValueId> compute(ValueId apply, Operands operands);
  ValueId variable(ValueId var);
  /// `value` moved beneath `by` more variables: its own free ones count from further out.
  ValueId shift(ValueId value, uint32_t by, uint32_t bound = 0);

  ValueStore& values_;
  Leaves* leaves_;
  std::vector<Binder> binders_;
  uint32_t level_ = 0;
  bool secret_ = false;    ///< A variable may stand for a secret: errors describe no operand.
  bool computing_ = true;  ///< False: only variables are put in, and every Apply stays as it is.
};

}  // namespace infra::value::folding
