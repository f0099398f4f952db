// Values: constants, and what is not known yet as operations on values. One 16-byte cell each, in one store,
// addressed by id. A deferred value is an ordinary value whose cell says so: an operation over deferred operands
// is kept as an Apply node instead of being computed (`evaluate` in fold.h computes it later, the same way).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "compiler/base/digest.h"
#include "compiler/base/ids.h"
#include "compiler/base/interner.h"
#include "compiler/value/op.h"

namespace infra::value {

INFRA_ID(ValueId);

enum class ValueKind : uint8_t {
  None,
  Bool,
  Int,
  Float,
  String,  ///< Size and Duration are Int (bytes, milliseconds); Ip, Url, … are String.
  Range,   ///< Half-open, as two Ints.
  List,
  Map,
  Set,  ///< Ascending, distinct, known.
  Record,
  Variant,
  Reference,  ///< To a resource, by its oldest address. Known.
  Artifact,   ///< Bytes by digest and size.
  Dir,        ///< The files of a folder: the digest of their list (source/tree.h), and their size.
  Secret,     ///< A sealed reference: source and name. Always deferred.
  Result,     ///< A result field of a referenced resource. Deferred.
  Apply,      ///< An operation over operands, at least one deferred.
  Var,        ///< A variable of an enclosing ForEach or Lambda, counted from inside (0).
  Lambda,     ///< A function as a body over its variables: what a kept call of a builtin was given.
  Closure,    ///< A function that only the compiler can call, by its number there. Never in a plan.
};

struct MapItem {
  ValueId key, value;
};

class ValueStore {
 public:
  ValueStore();
  ValueStore(const ValueStore&) = delete;
  ValueStore& operator=(const ValueStore&) = delete;

  // Making. Scalars are interned (equal scalars have equal ids); aggregates are not.
  ValueId none() const { return ValueId(0); }
  ValueId boolean(bool v) const { return ValueId(v ? 2 : 1); }
  ValueId integer(int64_t v);
  ValueId real(double v);
  ValueId string(std::string_view text);
  ValueId range(int64_t begin, int64_t end);
  ValueId list(std::span<const ValueId> items);
  /// Sorted by key here; keys are constants and distinct (the caller has checked).
  ValueId map(std::span<const MapItem> items);
  /// Of parts that are in the order of their keys already: key, value, key, value….
  ValueId map_in_order(std::span<const ValueId> parts);
  /// Sorted here; items are constants and distinct (the caller has checked).
  ValueId set(std::span<const ValueId> items);
  /// Fields are kept sorted by name; `names` and `values` run in parallel.
  ValueId record(std::span<const std::string_view> names, std::span<const ValueId> values);
  /// The same for whoever makes many of one kind: what their names, sorted, are known by.
  uint32_t record_shape(std::span<const std::string_view> names);
  ValueId record_of_shape(uint32_t shape, std::span<const ValueId> values);
  /// `ordinal` is the member's place in its enum; `payload` a Record, invalid when the member has none.
  /// Positional payload fields are named `0`, `1`, ….
  ValueId variant(std::string_view member, uint32_t ordinal, ValueId payload);
  ValueId reference(std::string_view address);
  ValueId artifact(const Digest& digest, uint64_t size);
  ValueId dir(const Digest& digest, uint64_t size);
  /// `source` is `env` or `file`.
  ValueId secret(std::string_view source, std::string_view name);
  ValueId result(ValueId reference, std::string_view field);
  /// An Apply node as it stands; `fold` (fold.h) is what computes first.
  ValueId apply(Op op, std::span<const ValueId> operands);
  ValueId var(uint32_t depth);
  /// In `body` the last parameter is Var 0, the first one Var `parameters` − 1.
  ValueId lambda(uint32_t parameters, ValueId body);
  ValueId closure(uint32_t number);

  // Looking.
  ValueKind kind(ValueId id) const;
  /// True when the value, or any part of it, is deferred.
  bool is_deferred(ValueId id) const;
  /// True when the value itself (not only a part) is deferred: Secret, Result, Apply, Var. A function is known,
  /// whatever it will give.
  bool is_deferred_itself(ValueId id) const;
  bool as_bool(ValueId id) const;
  int64_t as_int(ValueId id) const;
  double as_float(ValueId id) const;
  /// String; Variant: the member; Reference: the address; Secret: the name; Result: the field.
  std::string_view as_text(ValueId id) const;
  std::pair<int64_t, int64_t> as_range(ValueId id) const;
  /// List, Set: items. Map: key, value, key, value…. Record: values by name order. Apply: operands.
  /// Variant: payload or nothing. Result: the reference. Lambda: the body.
  std::span<const ValueId> children(ValueId id) const;
  size_t size(ValueId id) const;  ///< Items of a List, Set, Map, Record or Range.
  std::string_view field_name(ValueId record, size_t index) const;
  ValueId field(ValueId record, std::string_view name) const;  ///< Invalid when absent.
  ValueId find(ValueId map, ValueId key) const;                ///< Invalid when absent.
  uint32_t ordinal(ValueId variant) const;
  Digest content_digest(ValueId id) const;  ///< Of an Artifact or a Dir.
  uint64_t content_size(ValueId id) const;
  std::string_view secret_source(ValueId secret) const;
  Op op(ValueId apply) const;
  uint32_t var_depth(ValueId var) const;
  uint32_t lambda_parameters(ValueId lambda) const;
  uint32_t closure_number(ValueId closure) const;
  /// Variables from here on are not counted from inside: they are names that nothing binds yet.
  static constexpr uint32_t kFirstFreeVar = 1u << 24;

  /// How deep its parts nest (a scalar: 1) and how many values it has written out as a tree, shared parts counted as
  /// often as they stand in it; both saturate. Walks over a value are bounded by them: what is deeper or larger than
  /// kMaxDepth and kMaxWeight (E0390 from `fold`) must be refused before it is walked.
  uint32_t depth(ValueId id) const;
  uint32_t weight(ValueId id) const;
  static constexpr uint32_t kMaxDepth = 200;
  static constexpr uint32_t kMaxWeight = 1u << 24;
  bool is_too_large(ValueId id) const { return depth(id) > kMaxDepth || weight(id) > kMaxWeight; }
  /// True when a Var, or a sealed reference, stands anywhere inside.
  bool has_var(ValueId id) const;
  bool has_secret(ValueId id) const;
  /// True when a Closure stands anywhere inside.
  bool has_closure(ValueId id) const;

  /// Deep equality of constants; deferred parts are equal when their structure is.
  bool equal(ValueId a, ValueId b) const;
  /// The order of keys: numbers by value, strings by code point, variants as declared.
  bool less(ValueId a, ValueId b) const;
  /// A total order of constants, that of the items of sets: by kind, then as keys are ordered, then part by part. 0 when
  /// they are equal.
  int order(ValueId a, ValueId b) const;

  size_t cell_count() const;
  size_t byte_size() const;

  /// The budget of what is computed in this store: every `fold` spends from it, so that no program runs without end.
  /// A compilation has one budget; `evaluate` starts a new one. False when it is overdrawn.
  bool spend(uint64_t steps);
  uint64_t spent() const { return steps_; }
  /// For a compilation that goes on with the values of the one before.
  void restart_steps() { steps_ = 0; }
  bool has_room_for(uint64_t bytes) const;
  void renew_budget();

 private:
  // Flags of a cell.
  static constexpr uint8_t kDeferred = 1;  ///< The value or a part of it is deferred.
  static constexpr uint8_t kHasVar = 2;
  static constexpr uint8_t kHasSecret = 4;
  static constexpr uint8_t kHasClosure = 8;

  /// One value. What `first`, `count` and `extra` mean depends on the kind:
  ///   Bool, Int, Float              bits: the value, the value, the double's bits
  ///   String, Reference             first: the text's Name
  ///   Range, Artifact, Dir, Secret  first: index into ranges_, contents_; the source's Name, extra: the name's
  ///   List, Map, Set, Record, Apply first: of `count` elements; extra: a record's shape
  ///   Variant                       first: of 0 or 1 element; extra: index into members_
  ///   Result                        first: of its one element; extra: the field's Name
  ///   Var, Closure                  first: its depth, its number
  ///   Lambda                        first: of its one element; extra: how many parameters
  struct Cell {
    ValueKind kind = ValueKind::None;
    Op op{};
    uint8_t flags = 0;
    uint8_t depth = 1;  ///< Saturates.
    uint32_t first = 0;
    uint64_t bits = 0;  ///< The value, or `count` (low half) and `extra` (high half).

    uint32_t count() const { return static_cast<uint32_t>(bits); }
    uint32_t extra() const { return static_cast<uint32_t>(bits >> 32); }
    void set_count(uint32_t count) { bits = (bits >> 32 << 32) | count; }
    void set_extra(uint32_t extra) { bits = static_cast<uint64_t>(extra) << 32 | count(); }
  };
  static_assert(sizeof(Cell) == 16);

  struct MemberRef {
    Name name;
    uint32_t ordinal;
    friend bool operator==(MemberRef, MemberRef) = default;
  };
  struct ContentRef {
    Digest digest;
    uint64_t size;
  };
  struct Shape {
    uint32_t first, count;  ///< In shape_names_, sorted by text.
  };

  const Cell& cell(ValueId id) const { return cells_[id.index]; }
  ValueId content(ValueKind kind, const Digest& digest, uint64_t size);
  ValueId push(const Cell& cell);
  ValueId intern(const Cell& cell);
  ValueId aggregate(Cell cell, std::span<const ValueId> elements);
  Name name_of(std::string_view text);
  uint32_t shape_of(std::span<const Name> names);
  std::span<const Name> shape_names(const Cell& cell) const;
  void grow_slots();
  static size_t hash_of(const Cell& cell);

  std::vector<Cell> cells_;
  std::vector<ValueId> elements_;  ///< Of each aggregate: its weight, then its parts.
  Interner names_;
  size_t text_bytes_ = 0;
  uint64_t steps_ = 0;
  size_t bytes_before_ = 0;      ///< When the budget was renewed.
  std::vector<uint32_t> slots_;  ///< Open addressing over the interned cells; kNone is free.
  size_t interned_ = 0;
  std::vector<std::pair<int64_t, int64_t>> ranges_;
  std::vector<ContentRef> contents_;
  std::vector<MemberRef> members_;
  std::vector<Shape> shapes_;
  std::vector<Name> shape_names_;
  std::unordered_multimap<size_t, uint32_t> by_members_, by_shape_, by_range_, by_content_;
};

}  // namespace infra::value
