// Builtin functions: one record a builtin, one file each in builtins/, one line in builtins.def.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "compiler/base/result.h"
#include "compiler/types/type.h"
#include "compiler/value/value.h"

namespace infra::value {

/// What a checker knows about a call: the types of self and arguments, or an invalid id where one is missing.
struct Signature {
  types::TypeId result;
  std::vector<types::TypeId> parameters;  ///< Without self; an invalid id takes any type.
  size_t required = 0;                    ///< How many of them must be given.
};

/// What of its lists and maps a builtin looks at: with Structure, a list of deferred items has a known length; with
/// Nested, so have the lists and maps inside.
enum class Needs : uint8_t { Everything, Structure, Nested };

/// Whose type a builtin is given as its second operand, as a shape (documents/shape.h).
enum class ShapeOf : uint8_t { Nothing, Receiver, Argument, Result };

/// What `fold` may be given, receiver first: a plan from elsewhere may hold a call that no checker has seen. What is
/// Passed is put into the result as it is, known or not. A Shape stands second, where the checker puts it.
enum class Operand : uint8_t {
  Absent,
  Text,
  Int,
  Number,
  List,
  Map,
  Set,
  Range,
  Artifact,
  Dir,
  Function,
  Any,
  Passed,
  Shape,
};

/// How a builtin calls a function that it was given: the compiler by its frames, the folder by putting the arguments
/// into a Lambda.
class FunctionCaller {
 public:
  virtual ~FunctionCaller() = default;
  /// The result, which may be deferred.
  virtual Result<ValueId> call(ValueStore& values, ValueId function, std::span<const ValueId> arguments) = 0;
};

struct Builtin {
  std::string_view name;       ///< As called: `starts_with`.
  std::string_view on;         ///< The type it is a method of, for docs: `String`, `List<T>`.
  std::string_view signature;  ///< For people: `String.starts_with(prefix: String) -> Bool`.
  std::string_view doc;        ///< One sentence.
  std::string_view
      example;  ///< An expression and its value, and the names in it: `n.prefix == 8, with n: Cidr = "10.0.0.0/8"`.
  bool without_arguments = false;  ///< Written without parentheses: `.length`.
  std::string_view called = {};    ///< Of such a one: the method that it is when arguments are given all the same.
  Needs needs = Needs::Everything;
  uint8_t optional = 0;                 ///< How many of the last operands may be left out.
  ShapeOf shape_of = ShapeOf::Nothing;  ///< With Result, the signature's result is what is expected at the place.
  bool orders = false;                  ///< Compares what its function gives, whose type must be ordered.
  std::array<Operand, 4> operands{};
  /// The signature for a receiver of this type, or nothing when it is not a method of it.
  std::optional<Signature> (*check)(types::TypeStore& types, types::TypeId self);
  /// Computes; `arguments[0]` is self, the others are constants, and all are as `operands` says. Errors name the
  /// argument.
  Result<ValueId> (*fold)(ValueStore& values, std::span<const ValueId> arguments) = nullptr;
  /// Instead of `fold`, for a builtin that takes functions. Its receiver is known, its items may be deferred. An invalid
  /// id: what the functions gave is not known far enough; the call is kept and computed later, from the start.
  Result<ValueId> (*apply)(ValueStore& values, std::span<const ValueId> arguments, FunctionCaller& caller) = nullptr;

  /// How many operands there may be at most, the receiver among them; at least: fewer by `optional`.
  size_t arity() const;
};

/// What has an order that its values show: amounts, String, Date and enums without payload, not Version.
bool is_ordered(const types::TypeStore& types, types::TypeId type);

/// All builtins, sorted by name, then by `on`. Their key in an Apply node is `on.name`.
std::span<const Builtin* const> builtins();
/// The one that `self.name` means, or null. A method of a `Secret<T>` is one of `T`: the checker looks inside, and
/// makes the result secret.
const Builtin* find_builtin(types::TypeStore& types, types::TypeId self, std::string_view name);
const Builtin* find_builtin(std::string_view key);

}  // namespace infra::value
