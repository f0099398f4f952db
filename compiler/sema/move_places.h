// Places in a checked program, after an edit of the text of one of its files.
#pragma once

#include <cstdint>

#include "compiler/sema/analyze.h"

namespace infra::sema {

/// Every place in `file` that ends or begins at or behind `from` moves by `by` bytes (syntax/reparse.h).
void move_places(Analysis& analysis, FileId file, uint32_t from, int64_t by);

}  // namespace infra::sema
