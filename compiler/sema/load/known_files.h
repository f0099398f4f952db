// Files that were parsed for the compilation before, for the next one of nearly the same texts.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compiler/diag/diagnostic.h"
#include "compiler/sema/load/load.h"
#include "compiler/syntax/reparse.h"

namespace infra::sema {

struct Analysis;

struct KnownFile {
  std::string_view text;  ///< In the sources of the compilation before, which outlive this.
  syntax::Ast ast;
};

struct KnownFiles {
  /// The compilation before, whose names are those of the trees and whose files have lost theirs.
  std::unique_ptr<Analysis> before;
  /// By the name that messages call the file.
  std::map<std::string, KnownFile, std::less<>> files = {};
  /// What became of the tree of each file that was loaded.
  std::unordered_map<FileId, syntax::TreeEdit> edits = {};
};

/// Takes the trees out of `before`, of the files whose text nothing was wrong with.
KnownFiles take_files(std::unique_ptr<Analysis> before, const SourceMap& sources,
                      const std::vector<diag::Diagnostic>& diagnostics);

/// As `load`. `names` are those of the known trees, of which each is used once.
LoadedSources load(KnownFiles& known, FileSystem& package, FileSystem& stdlib, std::vector<PackageFiles> packages,
                   const std::string& root, const std::vector<std::string>& policies, SourceMap& sources,
                   Interner& names, diag::Sink& sink);

/// The tree of `file`: the known one, or that one after an edit, or a new one.
syntax::Ast parse_known(KnownFiles& known, FileId file, const SourceMap& sources, Interner& names, diag::Sink& sink);

}  // namespace infra::sema
