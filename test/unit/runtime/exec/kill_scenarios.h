// What the runner is killed in the middle of.
#pragma once

#include <functional>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "test/unit/runtime/exec/bench.h"

namespace infra::test {

struct Scenario {
  using Act = std::function<Result<runtime::RunReport>(Worker&)>;

  std::string name;
  /// What was there before: each in a worker of its own, and each comes to its own end.
  std::vector<Act> before;
  FaultyProvider::Decide faults_before;  ///< What goes wrong in those.
  /// Then one that dies at `dies_at`, when that is not empty.
  Act interrupted;
  std::string dies_at;
  /// What is killed everywhere.
  Act act;
  bool resumes = false;  ///< `act` goes on with `interrupted`: there is nothing to do when that has ended.
  runtime::Outcome end = runtime::Outcome::Done;
  /// What goes wrong in `interrupted` and `act`.
  FaultyProvider::Decide faults;
  std::set<std::string> destroy_data;
};

inline void PrintTo(const Scenario& scenario, std::ostream* out) { *out << scenario.name; }

std::vector<Scenario> kill_scenarios();

}  // namespace infra::test
