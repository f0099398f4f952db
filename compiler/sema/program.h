// What a program declares, after checking: one Module a file, types and kinds across files, expressions as typed IR
// (ir.h). Data only. Declared by declare/, filled by check/, judged by phases/, run by evaluate/.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "compiler/base/interner.h"
#include "compiler/sema/ir.h"
#include "compiler/syntax/ast.h"

namespace infra::sema {

enum class Lifecycle : uint8_t { Immutable, Persistent, Pointer, Attachment, Singleton };
/// As it is written: `attachment`.
std::string_view lifecycle_word(Lifecycle lifecycle);

/// `where it > 0 else "message"`. In its frame, slot 0 is `it`; in a record or kind, slot 1 + i is field i.
struct Rule {
  Body condition;
  Body message;  ///< Invalid when there is none.
  Span span;
};

struct FieldInfo {
  Name name;
  std::string text;
  Span span;
  types::TypeId type;
  syntax::EdgeMark edge = syntax::EdgeMark::Uses;
  bool is_unique = false;
  bool is_exclusive = false;
  bool is_find = false;
  bool has_default = false;
  Body default_value;  ///< Invalid when there is none.
  std::vector<Rule> rules;
  bool is_optional(const types::TypeStore& types) const { return types.kind(type) == types::TypeKind::Optional; }
};

/// A declared record type, or the payload of an enum's member: what its interned type does not say.
struct RecordInfo {
  ModuleId module;
  std::string name;
  std::vector<FieldInfo> fields;
  bool has_rules = false;
};

struct EnumInfo {
  ModuleId module;
  std::string name;
  Span span;
  std::vector<RecordInfo> payloads;  ///< By member.
};

struct KindInfo {
  ModuleId module;
  std::string name;  ///< Qualified.
  Span span;
  Lifecycle lifecycle = Lifecycle::Immutable;
  std::string provider;
  int64_t version = 1;
  std::vector<FieldInfo> fields;
  std::vector<FieldInfo> results;
  types::TypeId type;  ///< A reference to one.
  bool has_rules = false;
};

/// `(Int where it > 0)`: what a refined type asks of its values, by the type's name. In its frame, slot 0 is `it`.
struct RefinementInfo {
  ModuleId module;
  Span span;
  std::vector<Rule> rules;
};

struct FnParameter {
  Name name;
  std::string text;
  Span span;
  types::TypeId type;
  bool has_default = false;
  Body default_value;  ///< Sees the parameters before it; invalid when there is none.
};

/// `fn slug(self: String, max: Int = 63) -> String = …`. In its frame, slot i is parameter i.
struct FnInfo {
  ModuleId module;
  Name name;
  syntax::DeclId decl;
  std::string qualified;  ///< `shop.slug`.
  Span span;
  bool is_public = false;
  bool has_self = false;
  std::vector<types::TypeId> type_parameters;  ///< Variables.
  std::vector<FnParameter> parameters;
  types::TypeId result;
  Body body;
};

/// How a name with `for` or `if` looks from outside.
enum class Shape : uint8_t { Single, Optional, List, Map };

/// `for … in … if … key …` or `if …`.
struct Head {
  Shape shape = Shape::Single;
  Body source;     ///< For List and Map.
  Body condition;  ///< Sees the loop variables.
  Body key;        ///< For Map over a list; over a map it is the map's.
  bool two_names = false;
  types::TypeId item_type, key_type;  ///< Of the loop variables.
  Span span;
};
/// Where the loop variables of a head stand in every body under it: the item, and the key (two names).
inline constexpr uint32_t kItemSlot = 0;
inline constexpr uint32_t kKeySlot = 1;
inline constexpr uint32_t kHeadSlots = 2;

/// No Use is chosen by `with { provider = … }`.
inline constexpr uint32_t kNoUse = UINT32_MAX;

struct With {
  std::vector<Body> after;
  Body protect;
  Body timeout;
  Body retain;
  Body rollout;                     ///< A record; sees no loop variable.
  std::vector<std::string> ignore;  ///< Sorted, distinct.
  uint32_t provider = kNoUse;       ///< Of the module: a Use that is one. The only one in scope, or the one chosen.
};

struct Param {
  Name name;
  syntax::DeclId decl;
  Span span;
  types::TypeId type;
  Span type_span;
  Body default_value;
  std::vector<Rule> rules;
  bool must_be_known = false;  ///< It decides a shape, here or in a module that it is passed to.
};

struct Let {
  Name name;
  syntax::DeclId decl;
  Span span;
  types::TypeId type;
  Body value;
  bool is_public = false;
  bool is_constant = false;   ///< Uses no param, resource or module: may be read from other files.
  bool asks_network = false;  ///< Nothing hangs on it, and it is evaluated when all resources are there.
};

struct Input {
  uint32_t field;  ///< Of the kind; of the module's params.
  Body value;
  Span name_span;
  Span value_span;
  bool is_spread = false;  ///< Of `...defaults`: an entry of its own wins.
};

/// A `resource`, or an `existing`, whose inputs are what it is found by.
struct Resource {
  Name name;
  syntax::DeclId decl;
  Span span;
  KindId kind;  ///< Invalid when it failed.
  types::TypeId type;
  Head head;
  std::vector<Input> inputs;
  With with;
  bool is_existing = false;
  bool is_optional = false;  ///< `existing x: Kind?`.
};

/// A `module`, or a `provider`: the use of a file whose params are its configuration.
struct Use {
  Name name;
  syntax::DeclId decl;
  Span span;
  ModuleId module;  ///< Invalid when it failed.
  types::TypeId type;
  Head head;
  std::vector<Input> arguments;
  With with;
  bool is_provider = false;
};

struct Output {
  Name name;
  syntax::DeclId decl;
  Span span;
  types::TypeId type;
  Body value;
};

/// `let x = e`, `require e else "m"`, `expect e fails E0311`.
struct Statement {
  syntax::StatementKind kind = syntax::StatementKind::Require;
  uint32_t slot = 0;  ///< Of a `let`.
  std::string name;   ///< Of a `let`.
  NodeId value;       ///< Of a `let`; the condition.
  NodeId message;     ///< Invalid when there is none.
  std::string fails;  ///< The code that an `expect plan` waits for; empty for none.
  Span span;
};
/// One after the other in one frame.
struct Statements {
  std::vector<Statement> list;
  uint32_t slots = 0;
};

struct CheckInfo {
  std::string title;
  Span span;
  Statements body;
};

/// `f: Firewall` or `r in f.allow`.
struct PolicyBinding {
  uint32_t slot = 0;
  KindId kind;    ///< Of the first form; invalid for the second, or when it failed.
  NodeId source;  ///< Of the second form.
  Span span;
};
struct PolicyInfo {
  Name name;
  syntax::DeclId decl;
  Span span;
  std::vector<PolicyBinding> bindings;
  std::vector<std::string> controls;
  Statements body;
};
struct PolicyRef {
  ModuleId module;
  uint32_t index = 0;
  friend auto operator<=>(const PolicyRef&, const PolicyRef&) = default;
};

struct WaiverInfo {
  std::vector<PolicyRef> policies;
  std::string address;  ///< Seen from its module: `app`, `cell["tyo"].app[0]`. All that it begins is meant.
  Span address_span;
  std::string by, from, until, because;
  Span span;
};

/// `renamed a to b`: what is called `to` now was called `from`. Both are dotted: `store.app`.
struct Rename {
  std::vector<std::string> from, to;
  Span span;
};

struct TestInfo {
  std::string title;
  Span span;
  Statements body;
};

/// What may be evaluated on its own, in an order in which each comes after what it needs.
struct Unit {
  enum class Kind : uint8_t { Param, Let, ResourceHead, UseHead } kind;
  ModuleId module;
  uint32_t index;
  friend bool operator==(const Unit&, const Unit&) = default;
};

struct Module {
  FileId file;
  std::string path;       ///< Relative to its file system.
  std::string qualifier;  ///< `std.net`, `shop`: before the names that it declares.
  bool is_std = false;
  types::TypeId use_type;  ///< The type of a use of it.
  std::vector<Param> params;
  std::vector<Let> lets;
  std::vector<Resource> resources;
  std::vector<Use> uses;
  std::vector<Output> outputs;
  std::vector<CheckInfo> checks;
  std::vector<PolicyInfo> policies;
  std::vector<PolicyRef> enforced;
  std::vector<WaiverInfo> waivers;
  std::vector<Rename> renames;
  std::vector<TestInfo> tests;
  Body removal_limit;                    ///< `limit { removals = … }`.
  std::vector<Unit> order;               ///< Of params, lets and heads.
  std::vector<uint32_t> resource_order;  ///< Of the bodies, so that chains of inputs need no deep evaluation.
};

struct Program {
  Interner names;
  std::shared_ptr<types::TypeStore> types = std::make_shared<types::TypeStore>();
  std::shared_ptr<value::ValueStore> values = std::make_shared<value::ValueStore>();
  Store<NodeId, Node> nodes;
  Store<PatternId, Pattern> patterns;
  Store<ModuleId, Module> modules;
  std::vector<ModuleId> order;  ///< Of modules: imports before those that import them.
  Store<KindId, KindInfo> kinds;
  std::unordered_map<types::TypeId, RecordInfo> records;
  std::unordered_map<types::TypeId, EnumInfo> enums;
  std::unordered_map<types::TypeId, KindId> kind_of_type;
  std::unordered_map<std::string, RefinementInfo> refinements;  ///< By the name of the refined type.
  Store<FnId, FnInfo> fns;
  ModuleId root;

  std::string_view text(Name name) const { return name.valid() ? names.text(name) : "?"; }
};

}  // namespace infra::sema
