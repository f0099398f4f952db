// Values: constants, and what is not known yet as operations on values. One 16-byte cell each, in one store,
// addressed by id. A deferred value is an ordinary value whose cell says so: an operation over deferred operands
// is kept as an Apply node instead of being computed (residual.h evaluates it later with the same operations).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/base/digest.h"
#include "compiler/base/ids.h"
#include "compiler/base/interner.h"
#include "compiler/value/op.h"

namespace infra::value {

INFRA_ID(ValueId);

enum class ValueKind : uint8_t {
  None, Bool, Int, Float, String,  ///< Size and Duration are Int (bytes, milliseconds); Ip, Url, … are String.
  Range,                           ///< Half-open, as two Ints.
  List, Map, Record, Variant,
  Reference,                       ///< To a resource, by its oldest address. Known.
  Artifact,                        ///< Bytes by digest and size.
  Secret,                          ///< A sealed reference: source and name. Always deferred.
  Result,                          ///< A result field of a referenced resource. Deferred.
  Apply,                           ///< An operation over operands, at least one deferred.
  Var,                             ///< The item variable of an enclosing ForEach, by depth from inside (0).
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
  /// Fields are kept sorted by name; `names` and `values` run in parallel.
  ValueId record(std::span<const std::string_view> names, std::span<const ValueId> values);
  /// `ordinal` is the member's place in its enum; `payload` a Record, invalid when the member has none.
  /// Positional payload fields are named `0`, `1`, ….
  ValueId variant(std::string_view member, uint32_t ordinal, ValueId payload);
  ValueId reference(std::string_view address);
  ValueId artifact(const Digest& digest, uint64_t size);
  /// `source` is `env` or `file`.
  ValueId secret(std::string_view source, std::string_view name);
  ValueId result(ValueId reference, std::string_view field);
  /// An Apply node as it stands; `fold` (fold.h) is what computes first.
  ValueId apply(Op op, std::span<const ValueId> operands);
  ValueId var(uint32_t depth);

  // Looking.
  ValueKind kind(ValueId id) const;
  /// True when the value, or any part of it, is deferred.
  bool is_deferred(ValueId id) const;
  /// True when the value itself (not only a part) is deferred: Secret, Result, Apply, Var.
  bool is_deferred_itself(ValueId id) const;
  bool as_bool(ValueId id) const;
  int64_t as_int(ValueId id) const;
  double as_float(ValueId id) const;
  /// String; Variant: the member; Reference: the address; Secret: the name; Result: the field.
  std::string_view as_text(ValueId id) const;
  std::pair<int64_t, int64_t> as_range(ValueId id) const;
  /// List: items. Map: key, value, key, value…. Record: values by name order. Apply: operands.
  /// Variant: payload or nothing. Result: the reference.
  std::span<const ValueId> children(ValueId id) const;
  size_t size(ValueId id) const;  ///< Items of a List, Map, Record or Range.
  std::string_view field_name(ValueId record, size_t index) const;
  ValueId field(ValueId record, std::string_view name) const;  ///< Invalid when absent.
  ValueId find(ValueId map, ValueId key) const;                ///< Invalid when absent.
  uint32_t ordinal(ValueId variant) const;
  Digest artifact_digest(ValueId artifact) const;
  uint64_t artifact_size(ValueId artifact) const;
  std::string_view secret_source(ValueId secret) const;
  Op op(ValueId apply) const;
  uint32_t var_depth(ValueId var) const;

  /// Deep equality of constants; deferred parts are equal when their structure is.
  bool equal(ValueId a, ValueId b) const;
  /// The order of keys: numbers by value, strings by code point, variants as declared.
  bool less(ValueId a, ValueId b) const;

  size_t cell_count() const;
  size_t byte_size() const;

 private:
  // The implementer's: cells, elements, interned scalars, record shapes.
#include "compiler/value/value_store_layout.h"
};

}  // namespace infra::value
