// The rules of the verifier, one file each. Private to `verify`.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diag/error.h"
#include "compiler/plan/plan.h"

namespace infra::plan::verification {

struct Context {
  const Plan& plan;
  const types::TypeStore& types;
  const value::ValueStore& values;
  std::map<std::string, const Resource*, std::less<>> resources;  ///< By address, whatever their order is.
  std::vector<Error> problems;

  template <typename... Args>
  void report(const diag::Definition<Args...>& definition, const std::type_identity_t<Args>&... args) {
    problems.push_back(diag::error(definition, args...));
  }
  const Resource* find(std::string_view address) const {
    auto found = resources.find(address);
    return found == resources.end() ? nullptr : found->second;
  }
};

/// A value with where it stands, for messages: `app.memory`.
struct Place {
  std::string name;
  value::ValueId value;
};
/// Every value of the plan: the fields of inputs, outputs, conditions and messages.
std::vector<Place> places(const Context& context);

/// The declared type of a result that the plan knows, or an invalid id.
types::TypeId result_type(const Context& context, value::ValueId result);
const KindField* find_field(const std::vector<KindField>& fields, std::string_view name);

// The later rules lean on the earlier ones: `false` from the first two ends the checking.
bool check_order(Context& context);       ///< E0510
bool check_residuals(Context& context);   ///< E0517
void check_kinds(Context& context);       ///< E0518
void check_references(Context& context);  ///< E0511
void check_types(Context& context);       ///< E0513, E0515
void check_edges(Context& context);       ///< E0514
void check_cycles(Context& context);      ///< E0512
void check_artifacts(Context& context);   ///< E0516

}  // namespace infra::plan::verification
