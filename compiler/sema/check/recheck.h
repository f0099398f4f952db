// A program after an edit inside of one value, out of the program before: see docs/decisions/0010.
#pragma once

#include <string_view>
#include <unordered_map>

#include "compiler/diag/sink.h"
#include "compiler/sema/analyze.h"
#include "compiler/syntax/reparse.h"

namespace infra::sema {

using TreeEdits = std::unordered_map<FileId, syntax::TreeEdit>;

/// Makes `before` the checked program of `loaded`, in which nothing has changed but what `edits` say. False where that
/// cannot be done by checking one value again: then `before` is of no use but for its names, and nothing was said.
bool recheck(Analysis& before, const LoadedSources& loaded, const TreeEdits& edits, std::string_view asking_let,
             diag::Sink& sink);

}  // namespace infra::sema
