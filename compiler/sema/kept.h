// What a compilation keeps for the next one of nearly the same texts: what checking and evaluating found out about parts
// of values that no other part can have changed. Data only; see docs/decisions/0010.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "compiler/sema/ir.h"
#include "compiler/syntax/ast.h"

namespace infra::sema {

/// The value of an `output` or a `let`.
struct ValuePlace {
  ModuleId module;
  syntax::DeclId decl;
  friend bool operator==(const ValuePlace&, const ValuePlace&) = default;
};

/// An entry of braces that was checked in a frame without a name and needed no slot of it: its node is the same wherever
/// it is checked in this way.
struct CheckedEntry {
  types::TypeId expected;
  NodeId node;                ///< Invalid: not known.
  uint32_t surroundings = 0;  ///< How deep it stands, and what is accepted there.
};

/// The value of a node of the root that hangs on nothing but literals, also through lets.
struct KnownValue {
  value::ValueId value;  ///< Invalid: the node hangs on more.
  uint64_t steps = 0;    ///< What computing it took of the two budgets.
  uint64_t spent = 0;
  bool reads_lets = false;
};
using KnownValues = std::unordered_map<NodeId, KnownValue>;

struct Kept {
  std::string asking_let;
  /// Something was said while the program was loaded and checked, not about one value alone: nothing can be taken over.
  bool is_noisy = false;
  std::optional<ValuePlace> noisy;                                 ///< The value about which alone something was said.
  std::unordered_map<std::string, types::TypeId> generic_records;  ///< As in CheckContext.
  std::vector<std::vector<CheckedEntry>> entries;                  ///< By ModuleId and ExprId.
  KnownValues values;
  uint32_t times = 0;  ///< How often in a row the program was taken over.
};

/// What is replaced stays in the stores: after so many times the program is checked anew.
inline constexpr uint32_t kMaxTimesKept = 256;

}  // namespace infra::sema
