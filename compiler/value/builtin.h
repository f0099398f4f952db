// Builtin functions: one record a builtin, one file each in builtins/, one line in builtins.def.
#pragma once

#include <span>
#include <string_view>

#include "compiler/base/result.h"
#include "compiler/types/type.h"
#include "compiler/value/value.h"

namespace infra::value {

/// What a checker knows about a call: the types of self and arguments, or an invalid id where one is missing.
struct Signature {
  types::TypeId result;
  std::vector<types::TypeId> parameters;  ///< Without self.
  size_t required = 0;                    ///< How many of them must be given.
};

struct Builtin {
  std::string_view name;       ///< As called: `starts_with`.
  std::string_view on;         ///< The type it is a method of, for docs: `String`, `List<T>`.
  std::string_view signature;  ///< For people: `String.starts_with(prefix: String) -> Bool`.
  std::string_view doc;        ///< One sentence.
  std::string_view example;    ///< An expression and its value: `"v1.2".starts_with("v") == true`.
  bool without_arguments = false;  ///< Written without parentheses: `.length`.
  /// The signature for a receiver of this type, or nothing when it is not a method of it.
  std::optional<Signature> (*check)(types::TypeStore& types, types::TypeId self);
  /// Computes on constants; `arguments[0]` is self. Errors name the argument.
  Result<ValueId> (*fold)(ValueStore& values, std::span<const ValueId> arguments);
};

/// All builtins, sorted by name, then by `on`. Their key in an Apply node is `on.name`.
std::span<const Builtin* const> builtins();
/// The one that `self.name` means, or null.
const Builtin* find_builtin(types::TypeStore& types, types::TypeId self, std::string_view name);
const Builtin* find_builtin(std::string_view key);

}  // namespace infra::value
