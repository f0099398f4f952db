// Files that were parsed for the compilation before, for the next one of nearly the same texts.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "compiler/diag/diagnostic.h"
#include "compiler/sema/load/load.h"

namespace infra::sema {

struct KnownFile {
  std::string_view text;  ///< In the sources of the compilation before, which outlive this.
  syntax::Ast ast;
};

struct KnownFiles {
  const Interner& names;  ///< Of the trees.
  /// By the name that messages call the file.
  std::map<std::string, KnownFile, std::less<>> files = {};
};

/// Takes the trees out of `loaded`, of the files whose text nothing was wrong with.
KnownFiles take_files(LoadedSources loaded, const Interner& names, const SourceMap& sources,
                      const std::vector<diag::Diagnostic>& diagnostics);

/// As `load`. `names` must be empty: they become those of the known trees, of which each is used once.
LoadedSources load(KnownFiles& known, FileSystem& package, FileSystem& stdlib, std::vector<PackageFiles> packages,
                   const std::string& root, const std::vector<std::string>& policies, SourceMap& sources,
                   Interner& names, diag::Sink& sink);

/// The tree of `file`: the known one, or that one after an edit, or a new one.
syntax::Ast parse_known(KnownFiles& known, FileId file, const SourceMap& sources, Interner& names, diag::Sink& sink);

}  // namespace infra::sema
