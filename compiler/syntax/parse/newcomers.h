// The mistakes that people make who come from other languages: each has its own words, and most say what was meant.
#pragma once

#include <optional>

#include "compiler/syntax/parse/mistake.h"
#include "compiler/syntax/parse/problems.h"

namespace infra::syntax {

/// Reports a mistake that is known and gives the repair that lets reading go on; nothing for an unknown one.
std::optional<Repair> repair_known(const Mistake& mistake, Problems& problems);

/// The same for what stands in functions, comprehensions and the bodies of policies, checks and tests.
std::optional<Repair> repair_body(const Mistake& mistake, Problems& problems);

/// What people write out of habit in other languages.
std::optional<Repair> repair_foreign(const Mistake& mistake, Problems& problems);

/// A declaration whose first word is none of the grammar's. Gives what was meant when that is clear: the repair is
/// then the word; nothing when it is not. `word` is the index of the first token after `pub`.
std::optional<Repair> repair_first_word(const Mistake& mistake, uint32_t word, Problems& problems);

}  // namespace infra::syntax
