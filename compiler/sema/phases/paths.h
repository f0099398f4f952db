// What is read while compiling: `file(…)`, `embed(…)`, `secret.env(…)`, whose paths and names must be known.
#pragma once

#include <vector>

#include "compiler/sema/program.h"

namespace infra::sema {

/// What names a file or a place of secrets in an expression.
struct ReadName {
  NodeId name;
  bool is_secret = false;
};

/// Those in `root`, without what it calls or refers to.
std::vector<ReadName> names_read(const Program& program, NodeId root);

}  // namespace infra::sema
