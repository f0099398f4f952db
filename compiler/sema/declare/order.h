// The order in which params, lets and heads can be checked and evaluated, each after what it needs: names only, so it
// is known before any type. What needs itself has no order and is an error that shows the cycle.
#pragma once

#include "compiler/diag/sink.h"
#include "compiler/sema/declare/symbols.h"
#include "compiler/sema/program.h"

namespace infra::sema {

struct UnitOrder {
  std::vector<Unit> sequence;  ///< Of the whole program.
  std::vector<Unit> cyclic;    ///< What has no value because it is defined by itself; that has been said.
};

/// Fills `order`, `resource_order` of all modules and `is_constant` of all lets. E0219.
UnitOrder order_units(const LoadedSources& loaded, const Declarations& declarations, Program& program,
                      diag::Sink& sink);

}  // namespace infra::sema
