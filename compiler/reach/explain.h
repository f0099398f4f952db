// An answer in words: the way of a connection, or where it stops. Each line is one fact, for a note of a diagnostic.
#pragma once

#include <string>
#include <vector>

#include "compiler/reach/ask.h"

namespace infra::reach {

/// What permits, and what does not, of the connections that were asked for: a line for each example of the answer, and for
/// a closed one the rule that comes nearest.
std::vector<std::string> explain(const Model& model, const Question& question, const Answer& answer);

/// `from `front` to `app[0]`, port 8080`
std::string print(const Model& model, const Rule& rule);

}  // namespace infra::reach
