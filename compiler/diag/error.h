// Errors without a source place, from the same table: `return fail(diag::error(diag::StateMissing, path));`
#pragma once

#include <string>
#include <type_traits>

#include "compiler/base/result.h"
#include "compiler/diag/definition.h"

namespace infra::diag {

template <typename... Args>
Error error(const Definition<Args...>& definition, const std::type_identity_t<Args>&... args) {
  return Error{std::string(definition.code), definition.message(args...), {}, ""};
}

}  // namespace infra::diag
