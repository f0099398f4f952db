// Names before types: what each file declares and sees. Data only.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compiler/base/interner.h"
#include "compiler/sema/ir.h"
#include "compiler/sema/load/load.h"

namespace infra::sema {

enum class SymbolKind : uint8_t {
  Failed,  ///< Its import failed, which has been said; it fits everywhere.
  File,    ///< `import "./x.infra" as x`; `module` is that file.
  Param,
  Let,
  Type,
  Enum,
  Kind,
  Resource,  ///< Or an `existing`.
  Use,
  Fn,
  Provider,  ///< A use that is one.
  Policy,
};

/// "a param", "a resource": for messages.
std::string_view describe(SymbolKind kind);

struct Symbol {
  SymbolKind kind = SymbolKind::Failed;
  ModuleId module;  ///< That declares it.
  /// Param, Let, Resource, Use, Provider, Policy: in Module; Type, Enum, Kind: in Declarations::types; Fn: in
  /// Program::fns.
  uint32_t index = 0;
  syntax::DeclId decl;
  Span span;  ///< Of its name.
  bool is_public = false;
};

using Scope = std::unordered_map<Name, Symbol>;

/// A declared type, resolved when it is first needed.
struct DeclaredType {
  enum class State : uint8_t { New, Open, Done } state = State::New;
  ModuleId module;
  syntax::DeclId decl;
  types::TypeId type;
  KindId kind;  ///< Of a kind.
};

struct Declarations {
  Store<ModuleId, Scope> scopes;  ///< What a file declares and imports.
  Store<GroupId, Scope> exports;  ///< The pub names of a group.
  std::vector<DeclaredType> types;

  /// What `name` means in a file: its own, then the pub names of its folder of the stdlib. Null when nothing.
  const Symbol* find(const LoadedSources& loaded, ModuleId module, Name name) const;
};

}  // namespace infra::sema
