// Text to tree. The only library that knows ANTLR, and nothing outside parse/ does.
#pragma once

#include <string>

#include "compiler/base/interner.h"
#include "compiler/diag/sink.h"
#include "compiler/source/source_map.h"
#include "compiler/syntax/ast.h"

namespace infra::syntax {

/// Nesting of brackets, braces and interpolations that is still read (E0105 beyond).
inline constexpr int kMaxNesting = 256;
/// The greatest height of an expression tree: chains of operators count too, so that no phase meets a tree that
/// its recursion could not walk (E0105 beyond).
inline constexpr int kMaxTreeHeight = 1000;
/// The longest file (E0054) and the longest single literal (E0106), in bytes.
inline constexpr uint64_t kMaxFileBytes = 8u << 20;
inline constexpr uint64_t kMaxLiteralBytes = 1u << 20;

/// Parses one file of `sources`. Always gives a tree; everything wrong is in `sink`. Never throws, and its time
/// and memory are linear in the text.
Ast parse(FileId file, const SourceMap& sources, Interner& names, diag::Sink& sink);

/// For `--emit=tokens` and `--emit=ast`: one line a token or node, with its place.
std::string print_tokens(FileId file, const SourceMap& sources);
std::string print_ast(const Ast& ast, const SourceMap& sources, const Interner& names);

}  // namespace infra::syntax
