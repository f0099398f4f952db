// The network model of one plan, made of its resources by what their kinds declare.
#pragma once

#include "compiler/reach/explain.h"
#include "compiler/sema/evaluate/evaluation.h"
#include "compiler/value/network_model.h"

namespace infra::sema {

struct NetworkGraph {
  reach::Model model;
  value::ModelSource source;                           ///< What its parts were made of.
  std::unordered_map<value::ValueId, uint32_t> zones;  ///< By reference.
  std::unordered_map<value::ValueId, uint32_t> walls;
  std::unordered_map<value::ValueId, uint32_t> things;
  bool failed = false;      ///< Some input failed, which has been said.
  bool is_partial = false;  ///< Some resources only stand for others, whose number is not known (`infra check`).

  value::PlaceFinder finder() const;
};

/// Made once for each plan, in time and size linear in its resources and rules.
const NetworkGraph& network_of(Evaluation& e, InstanceId root);

/// The root of the plan that an instance belongs to.
InstanceId root_of(const Evaluation& e, InstanceId instance);

/// The ways of what was asked since the questions were last forgotten, a line each: notes for what fails.
std::vector<std::string> ways_asked(Evaluation& e);

}  // namespace infra::sema
