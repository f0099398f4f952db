// A type as a person writes it.
#pragma once

#include <string>

#include "compiler/types/type.h"

namespace infra::types {

/// `Map<String, Secret<String>>`, `Site`, `{ site: Site, memory: Size }`.
std::string print(const TypeStore& types, TypeId type);

}  // namespace infra::types
