// Errors as values. No exception crosses a library boundary except inside `syntax` and at the provider edge.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace infra {

/// What went wrong, for a person: a stable code, what was found and expected, and the way out. It carries no
/// source place; the front end uses diag::Diagnostic, which does. `diag/error.h` makes one from the table.
struct Error {
  std::string code;                ///< Stable, `E0601`.
  std::string message;             ///< Lower case, no full stop, what was found and what was expected.
  std::vector<std::string> notes;  ///< Facts that help, one a line.
  std::string help;                ///< The way out; empty when there is none.

  Error&& note(std::string text) && {
    notes.push_back(std::move(text));
    return std::move(*this);
  }
  Error&& way_out(std::string text) && {
    help = std::move(text);
    return std::move(*this);
  }
};

template <typename T>
using Result = tl::expected<T, Error>;

/// `return fail(error(...))` from any function that gives a Result.
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

/// Returns the error of `expression` from the enclosing function, or goes on.
#define INFRA_TRY(expression)                                    \
  do {                                                           \
    if (auto infra_try_result = (expression); !infra_try_result) \
      return ::infra::fail(std::move(infra_try_result).error()); \
  } while (false)

#define INFRA_CONCAT_(a, b) a##b
#define INFRA_CONCAT(a, b) INFRA_CONCAT_(a, b)
/// `INFRA_ASSIGN(auto text, read(path));` declares `text` or returns the error.
#define INFRA_ASSIGN(declaration, expression)                                       \
  auto INFRA_CONCAT(infra_result_, __LINE__) = (expression);                        \
  if (!INFRA_CONCAT(infra_result_, __LINE__))                                       \
    return ::infra::fail(std::move(INFRA_CONCAT(infra_result_, __LINE__)).error()); \
  declaration = std::move(*INFRA_CONCAT(infra_result_, __LINE__))

}  // namespace infra
