// A text that was edited: its tree out of the one before, in the time that the edited piece takes.
#pragma once

#include <optional>
#include <string_view>

#include "compiler/base/interner.h"
#include "compiler/source/source_map.h"
#include "compiler/syntax/ast.h"

namespace infra::syntax {

/// The tree of `file`, as `parse` gives it, when the edit lies inside of one declaration. `before` is the text that
/// `ast` was parsed from, as the same file and with the same names, without a diagnostic. Nothing where the edit
/// reaches further or anything would be complained about: then the file has to be parsed, and `ast` is spent.
std::optional<Ast> reparse(Ast ast, std::string_view before, FileId file, const SourceMap& sources, Interner& names);

}  // namespace infra::syntax
