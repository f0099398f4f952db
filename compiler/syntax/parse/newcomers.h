// The mistakes that people make who come from other languages: each has its own words, and most say what was meant.
#pragma once

#include <optional>

#include "compiler/syntax/parse/mistake.h"
#include "compiler/syntax/parse/problems.h"

namespace infra::syntax {

using MaybeRepair = std::optional<Repair>;

inline Token with_kind(Token token, TokenKind kind) {
  token.kind = kind;
  return token;
}

/// Whether a value can begin with such a token, and none go on with it. Braces do, too, but after most words they are a
/// block of another language.
bool begins_value(TokenKind kind);

/// Reports a mistake that is known and gives the repair that lets reading go on; nothing for an unknown one.
MaybeRepair repair_known(const Mistake& mistake, Problems& problems);

/// The same for what stands in functions, comprehensions and the bodies of policies, checks and tests.
MaybeRepair repair_body(const Mistake& mistake, Problems& problems);

/// What people write out of habit in other languages.
MaybeRepair repair_foreign(const Mistake& mistake, Problems& problems);

/// A declaration whose first word is none of the grammar's. Gives what was meant when that is clear: the repair is
/// then the word; nothing when it is not. `word` is the index of the first token after `pub`.
MaybeRepair repair_first_word(const Mistake& mistake, uint32_t word, Problems& problems);

}  // namespace infra::syntax
