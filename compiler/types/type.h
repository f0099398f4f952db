// Types, interned: equal types have equal ids. Data only; relations are in relations.h, text in print.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compiler/base/ids.h"
#include "compiler/base/store.h"

namespace infra::types {

INFRA_ID(TypeId);

enum class TypeKind : uint8_t {
#define INFRA_SCALAR_TYPE(Name, Written, Doc) Name,
#include "compiler/types/scalar_types.def"
#undef INFRA_SCALAR_TYPE
  Error,  ///< Already complained about; fits everything.
  None,   ///< The type of `none`.
  Range,  ///< `0..n`.
  Optional,
  List,
  Set,
  Map,
  Record,
  Enum,
  Union,     ///< One of several, told apart by looking.
  Refined,   ///< The values of another type that keep a rule.
  Function,  ///< Lives only while a program is compiled: never in a plan.
  Variable,  ///< A type parameter, inside of what declares it.
  Secret,
  Kind,    ///< A reference to a resource of a kind.
  Module,  ///< A module use: its fields are the outputs.
};

struct Field {
  std::string name;  ///< Empty for a positional enum payload.
  TypeId type;
  bool has_default = false;
  friend bool operator==(const Field&, const Field&) = default;
};

struct Member {
  std::string name;
  std::vector<Field> payload;
  friend bool operator==(const Member&, const Member&) = default;
};

/// One interned type. Which parts are used depends on `kind`.
struct Type {
  TypeKind kind = TypeKind::Error;
  TypeId element;               ///< Optional, List, Set, Map (value), Secret; Refined: the base; Function: the result.
  TypeId key;                   ///< Map.
  std::string name;             ///< Enum, Kind, Module: qualified (`std.net.Balancer`); Record: when declared.
                                ///< Refined: which rule it is; Variable: which declaration's, `shop.slug.T`.
  std::string label;            ///< Refined: for people, `Count` or `Int where it > 0`.
  std::vector<Field> fields;    ///< Record, Module: in the order declared.
  std::vector<Member> members;  ///< Enum: in the order declared.
  std::vector<TypeId> parts;    ///< Union: its members, by id; Function: the parameters; Record: type arguments.

  const Field* field(std::string_view wanted) const;
  const Member* member(std::string_view wanted) const;
  int member_index(std::string_view wanted) const;  ///< −1 when there is none.
};

class TypeStore {
 public:
  TypeStore();
  TypeStore(const TypeStore&) = delete;
  TypeStore& operator=(const TypeStore&) = delete;

  /// Larger types are Error: they come from a chain of declarations that doubles at each step, and whoever asked for
  /// one says so. The bound is on the type written out, so that every walk over a type is short.
  static constexpr uint32_t kMaxDepth = 64;
  static constexpr uint32_t kMaxNodes = 1 << 16;

  const Type& operator[](TypeId id) const { return types_[id]; }
  TypeKind kind(TypeId id) const { return types_[id].kind; }

  /// Scalars, Error, None and Range have fixed ids.
  static constexpr TypeId scalar(TypeKind kind) { return TypeId(static_cast<uint32_t>(kind)); }

  TypeId optional(TypeId element);  ///< Of an optional it is that optional.
  TypeId list(TypeId element);
  TypeId set(TypeId element);
  TypeId map(TypeId key, TypeId value);
  TypeId secret(TypeId element);  ///< Of a secret it is that secret.
  /// `arguments`: what the parameters of a generic declaration stand for.
  TypeId record(std::string name, std::vector<Field> fields, std::vector<TypeId> arguments = {});
  TypeId enumeration(std::string name, std::vector<Member> members);
  /// Of unions it is one union; of one type it is that type; an optional member makes the whole optional.
  TypeId either(std::vector<TypeId> members);
  /// `name` says which rule it is and decides equality.
  TypeId refined(TypeId base, std::string name, std::string label);
  TypeId function(std::vector<TypeId> parameters, TypeId result);
  TypeId variable(std::string name);
  TypeId resource(std::string kind_name);
  TypeId module_use(std::string name, std::vector<Field> outputs);

  size_t size() const { return types_.size(); }

 private:
  struct Extent {
    uint32_t depth = 1;
    uint32_t nodes = 1;
  };
  Extent extent_of(const Type& type) const;
  TypeId intern(Type type);

  Store<TypeId, Type> types_;
  std::vector<Extent> extents_;  ///< By type.
  std::unordered_multimap<size_t, TypeId> by_hash_;
};

}  // namespace infra::types
