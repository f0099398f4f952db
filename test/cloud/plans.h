// Plans of the fake cloud's kinds, built by hand.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "compiler/plan/plan.h"

namespace infra::test {

class PlanBuilder {
 public:
  explicit PlanBuilder(std::string deployment = "demo");

  using Input = std::pair<std::string, value::ValueId>;

  // Values.
  value::ValueId text(std::string_view value) { return values().string(value); }
  value::ValueId number(int64_t value) { return values().integer(value); }
  value::ValueId ref(std::string_view address) { return values().reference(address); }
  value::ValueId result(std::string_view address, std::string_view field) {
    return values().result(ref(address), field);
  }
  value::ValueId secret(std::string_view name) { return values().secret("env", name); }
  value::ValueId list(std::vector<value::ValueId> items) { return values().list(items); }
  value::ValueId join(std::vector<value::ValueId> parts) { return values().apply(value::Op::Join, parts); }

  /// `kind` without `fake.`. Edges follow from the inputs.
  PlanBuilder& add(std::string address, std::string_view kind, std::vector<Input> inputs, plan::With with = {});
  PlanBuilder& after(const std::string& address, const std::string& target);
  PlanBuilder& output(std::string name, types::TypeId type, value::ValueId value);
  PlanBuilder& check(std::string address, value::ValueId condition, std::string_view message);

  value::ValueStore& values() { return *plan_.values; }
  types::TypeStore& types() { return *plan_.types; }

  /// In the order and with only the kinds that a plan has.
  plan::Plan build();

 private:
  void add_edges(plan::Resource& resource, const plan::KindField& field, value::ValueId value);

  plan::Plan plan_;
};

}  // namespace infra::test
