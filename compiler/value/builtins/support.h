// What the files of the builtins share. Private to the library.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "compiler/value/builtin.h"
#include "compiler/value/fold/groups.h"

namespace infra::value::builtin {

using types::TypeKind;

inline constexpr types::TypeId kBool = types::TypeStore::scalar(TypeKind::Bool);
inline constexpr types::TypeId kInt = types::TypeStore::scalar(TypeKind::Int);
inline constexpr types::TypeId kFloat = types::TypeStore::scalar(TypeKind::Float);
inline constexpr types::TypeId kString = types::TypeStore::scalar(TypeKind::String);
inline constexpr types::TypeId kSize = types::TypeStore::scalar(TypeKind::Size);
inline constexpr types::TypeId kIp = types::TypeStore::scalar(TypeKind::Ip);
inline constexpr types::TypeId kCidr = types::TypeStore::scalar(TypeKind::Cidr);
inline constexpr types::TypeId kPort = types::TypeStore::scalar(TypeKind::Port);
inline constexpr types::TypeId kDigest = types::TypeStore::scalar(TypeKind::Digest);
inline constexpr types::TypeId kRegex = types::TypeStore::scalar(TypeKind::Regex);
inline constexpr types::TypeId kUrl = types::TypeStore::scalar(TypeKind::Url);
inline constexpr types::TypeId kPath = types::TypeStore::scalar(TypeKind::Path);
inline constexpr types::TypeId kVersion = types::TypeStore::scalar(TypeKind::Version);
inline constexpr types::TypeId kDate = types::TypeStore::scalar(TypeKind::Date);
inline constexpr types::TypeId kDuration = types::TypeStore::scalar(TypeKind::Duration);

/// `optional`: how many of the last parameters may be left out.
Signature signature(std::vector<types::TypeId> parameters, types::TypeId result, size_t optional = 0);
/// The signature of a method of the one type `kind`.
std::optional<Signature> method(const types::TypeStore& types, types::TypeId self, TypeKind kind,
                                std::vector<types::TypeId> parameters, types::TypeId result, size_t optional = 0);
/// The type of a list's items; invalid when `self` is no list.
types::TypeId list_element(const types::TypeStore& types, types::TypeId self);

/// Int, Float, Port, Size, Duration: what can be added up.
bool is_amount(const types::TypeStore& types, types::TypeId type);
/// The same without Float: what is an Int inside.
inline bool is_whole_amount(const types::TypeStore& types, types::TypeId type) {
  return type != kFloat && is_amount(types, type);
}
/// E0327: `builtin` cannot take `value` as `parameter`, because of `reason`.
tl::unexpected<Error> out_of_range(std::string_view builtin, const ValueStore& values, ValueId value,
                                   std::string_view parameter, std::string_view reason);
/// An Int from zero up.
Result<uint64_t> count_of(std::string_view builtin, const ValueStore& values, ValueId value,
                          std::string_view parameter);
/// The same from `low` to `high`.
Result<int64_t> int_between(std::string_view builtin, const ValueStore& values, ValueId value,
                            std::string_view parameter, int64_t low, int64_t high);
double number(const ValueStore& values, ValueId value);
/// A text, unless it is too long (E0390).
Result<ValueId> new_text(ValueStore& values, std::string_view text);
/// The items of `parts` as a list of texts; spends for each.
Result<ValueId> text_list(ValueStore& values, std::span<const std::string_view> parts);
/// The parts of a list, map or record: a copy, since making values moves what `children` looks into.
std::vector<ValueId> parts_of(const ValueStore& values, ValueId value);
/// Where code point number `index` begins in valid UTF-8, or its end.
size_t code_point_offset(std::string_view text, uint64_t index);
/// The items of `arguments[0]` asked one by one and joined by And or Or, until one decides. An error behind an answer
/// that is not known yet is left for later, like any behind `||`.
Result<ValueId> decide(ValueStore& values, Op op, std::span<const ValueId> arguments, FunctionCaller& caller);
/// Whether an error ends everything: a budget is spent.
bool ends_all(const Error& error);
inline int order(const ValueStore& values, ValueId a, ValueId b) { return values.order(a, b); }

}  // namespace infra::value::builtin
