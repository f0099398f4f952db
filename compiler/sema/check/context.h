// What checking needs at hand: state only. The rules are free functions in the files of this folder.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "compiler/diag/sink.h"
#include "compiler/sema/declare/symbols.h"
#include "compiler/sema/kept.h"
#include "compiler/sema/program.h"
#include "compiler/types/relations.h"

namespace infra::sema {

/// Fields whose defaults and rules wait until lets have types.
struct PendingBodies {
  ModuleId module;
  syntax::List<syntax::FieldDecl> fields;
  types::TypeId owner;  ///< A record or enum; invalid for a kind.
  uint32_t member = 0;  ///< Of the enum.
  KindId kind;
};

/// The rules of `(T where …)`, which wait as well.
struct PendingRefinement {
  ModuleId module;
  std::string name;
  types::TypeId base;
  syntax::List<syntax::Where> wheres;
};

/// A record type that a generic declaration has become.
struct GenericInstance {
  types::TypeId type, pattern;
};

struct CheckContext {
  const LoadedSources& loaded;
  Declarations& declarations;
  Program& program;
  diag::Sink& sink;
  std::vector<PendingBodies> pending_bodies = {};
  std::vector<PendingRefinement> pending_refinements = {};
  std::unordered_map<std::string, types::TypeId> generic_records = {};  ///< With their variables, by qualified name.
  std::vector<GenericInstance> instances = {};
  int type_depth = 0;
  std::set<std::pair<ModuleId, Name>> unknown = {};  ///< Names that were complained about.
  Kept* kept = nullptr;  ///< From the compilation before, and for the next; null where neither is.

  types::TypeStore& types() { return *program.types; }
  value::ValueStore& values() { return *program.values; }
  std::string_view text(Name name) const { return program.text(name); }
};

struct Binding {
  Name name;
  uint32_t slot;
  types::TypeId type;
};

/// What names may stand for in a body.
enum class Reach : uint8_t {
  Instance,  ///< Everything of the module.
  Constant,  ///< Only constant lets: the bodies of types and kinds, which belong to no instance.
  Nothing,   ///< Only literals: values from outside.
};

/// One expression body while it is checked: its frame and what it may see.
struct BodyScope {
  CheckContext& context;
  ModuleId module;
  Reach reach = Reach::Instance;
  /// A resource's input takes a plain value where a `Secret` is accepted; a param does not.
  bool accepts_plain_for_secret = false;
  std::vector<Binding> bindings;
  uint32_t slots = 0;
  int depth = 0;
  /// Its answer shapes nothing: the whole network may be asked.
  bool asks_network = false;

  const syntax::Ast& ast() const { return context.loaded.files[module].ast; }
  types::TypeStore& types() { return context.types(); }
  value::ValueStore& values() { return context.values(); }
  diag::Sink& sink() { return context.sink; }

  uint32_t bind(Name name, types::TypeId type) {
    bindings.push_back({name, slots, type});
    return slots++;
  }
  Body finish(NodeId root) const { return {root, slots}; }
};

// ------------------------------------------------------------------------------------------------ making nodes

inline NodeId add_node(BodyScope& b, Span span, types::TypeId type, NodeVariant is) {
  return b.context.program.nodes.add({span, type, std::move(is)});
}
inline types::TypeId error_type() { return types::TypeStore::scalar(types::TypeKind::Error); }
inline NodeId error_node(BodyScope& b, Span span) { return add_node(b, span, error_type(), ErrorNode{}); }
inline NodeId constant_node(BodyScope& b, Span span, types::TypeId type, value::ValueId value) {
  return add_node(b, span, type, ConstantNode{value});
}
inline types::TypeId type_of(BodyScope& b, NodeId node) { return b.context.program.nodes[node].type; }
inline Span span_of(BodyScope& b, NodeId node) { return b.context.program.nodes[node].span; }
inline bool is_error(BodyScope& b, NodeId node) { return b.types().kind(type_of(b, node)) == types::TypeKind::Error; }
inline types::TypeId scalar(types::TypeKind kind) { return types::TypeStore::scalar(kind); }

/// `type` as the type of a node; E0315 when the store has refused it because it nests too deep or is too big. Its
/// parts must not be errors.
types::TypeId bounded_type(CheckContext& context, Span span, types::TypeId type);

/// A type as messages show it: declared names without the module that declares them.
std::string type_text(const Program& program, types::TypeId type);
inline std::string type_text(BodyScope& b, types::TypeId type) { return type_text(b.context.program, type); }

}  // namespace infra::sema
