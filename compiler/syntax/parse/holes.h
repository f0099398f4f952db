// Where a declaration cannot be read and nobody knows what was meant: which tokens to leave out.
#pragma once

#include <vector>

#include "compiler/syntax/parse/mistake.h"

namespace infra::syntax {

/// Edits that may let reading go on, from the one that keeps most to the one that keeps least: a sign that is put
/// in, tokens that are too many, the value, the entry, the bracket around it. None fits every mistake; each is
/// tried until one leads past it.
std::vector<Repair> possible_repairs(const Mistake& mistake);

}  // namespace infra::syntax
