// The rules of the verifier, one file each. Private to `verify`.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diag/error.h"
#include "compiler/plan/plan.h"

namespace infra::plan::verification {

/// A resource or a lookup: what may be referred to.
struct Target {
  const std::string& address;
  uint32_t kind;
  value::ValueId inputs;  ///< Of a lookup: what finds it.
  const std::vector<Edge>& edges;
  const std::string& provider;  ///< As in With.
  const Lookup* lookup = nullptr;
};

struct Context {
  const Plan& plan;
  const types::TypeStore& types;
  const value::ValueStore& values;
  std::vector<Target> targets;                                   ///< Resources, then lookups.
  std::map<std::string, const Target*, std::less<>> by_address;  ///< Whatever their order is.
  std::vector<Error> problems;

  template <typename... Args>
  void report(const diag::Definition<Args...>& definition, const std::type_identity_t<Args>&... args) {
    problems.push_back(diag::error(definition, args...));
  }
  const Target* find(std::string_view address) const {
    auto found = by_address.find(address);
    return found == by_address.end() ? nullptr : found->second;
  }
  const Kind& kind_of(const Target& target) const { return plan.kinds[target.kind]; }
};

/// A value with where it stands, for messages: `app.memory`.
struct Place {
  std::string name;
  value::ValueId value;
};
/// Every value of the plan: the fields of inputs, of what finds a lookup and of settings, outputs, conditions, messages.
std::vector<Place> places(const Context& context);
/// `resource.field`, as messages name it.
std::string field_place(std::string_view address, std::string_view field);

/// `a check of `app[0]``.
std::string check_place(const Check& check);

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
void check_lookups(Context& context);     ///< E0519
void check_providers(Context& context);   ///< E0519
void check_settings(Context& context);    ///< E0519
void check_rollouts(Context& context);    ///< E0519
void check_policies(Context& context);    ///< E0519
void check_partial(Context& context);     ///< E0519

}  // namespace infra::plan::verification
