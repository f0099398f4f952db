// Places in a tree, after an edit of its text.
#pragma once

#include <cstdint>

#include "compiler/syntax/ast.h"

namespace infra::syntax {

/// Every end of a span at or behind `from` moves by `by` bytes. No span may end or begin inside of what was edited
/// before `from`.
void move_spans(Ast& ast, uint32_t from, int64_t by);

}  // namespace infra::syntax
