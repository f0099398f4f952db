// From the root file to every file that the program consists of: each is read and parsed once, in an order that only
// the sources decide.
#pragma once

#include <string>
#include <vector>

#include "compiler/base/interner.h"
#include "compiler/diag/sink.h"
#include "compiler/sema/ir.h"
#include "compiler/source/package_files.h"
#include "compiler/source/source_map.h"
#include "compiler/syntax/ast.h"

namespace infra::sema {

INFRA_ID(GroupId);

struct ResolvedImport {
  syntax::DeclId decl;
  GroupId target;  ///< Invalid when it could not be loaded; that has been said.
};

/// `enforce std.compliance.pci_dss`: a folder of the stdlib that is named without an import, or what is in it.
struct NamedFolder {
  syntax::DeclId decl;
  GroupId target;      ///< Invalid when there is none; that has been said.
  syntax::Ident last;  ///< Invalid when the whole folder is named.
};

struct LoadedFile {
  FileId file;
  syntax::Ast ast;
  std::string path;       ///< Relative to its file system.
  std::string qualifier;  ///< `std.net`, `shop`, `sites.shop`; of a package's file, `shapes.cell`.
  std::string shown;      ///< Its name in messages: `std/net/balancer.infra`, `shapes@1.2.0/cell.infra`.
  bool is_std = false;
  uint32_t package = 0;  ///< Index of the package that it belongs to; of no meaning for the stdlib.
  FileSystem* files = nullptr;
  GroupId group;
  std::vector<ResolvedImport> imports;
  std::vector<NamedFolder> named;
};

/// What an import names: one file, or all files of a folder of the stdlib, which see each other's pub names.
struct Group {
  std::string name;  ///< As one writes it: `std.net`, `./shop.infra`, `shapes.cell`.
  bool is_folder = false;
  std::vector<ModuleId> files;
};

struct LoadedSources {
  Store<ModuleId, LoadedFile> files;
  Store<GroupId, Group> groups;
  std::vector<GroupId> order;     ///< Imports before those that import them. Groups on a cycle are in it too.
  std::vector<GroupId> policies;  ///< Whose policies the command line enforces.
  ModuleId root;                  ///< Invalid when the root could not be read.
  FileSystem* stdlib = nullptr;   ///< Never null once loaded.
};

/// More files than this are not a program (E0210).
inline constexpr size_t kMaxFiles = 10'000;

/// `policies` are files (`./rules.infra`, seen from the root of the package) or folders of the stdlib (`std.x`).
/// `packages`: the root's first; empty when the program is one package without dependencies.
LoadedSources load(FileSystem& package, FileSystem& stdlib, std::vector<PackageFiles> packages, const std::string& root,
                   const std::vector<std::string>& policies, SourceMap& sources, Interner& names, diag::Sink& sink);

/// `path` seen from the folder of `from`, normalised; nothing when it leads out of the root or is absolute.
std::optional<std::string> resolve_path(std::string_view from, std::string_view path);

}  // namespace infra::sema
