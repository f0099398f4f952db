// What a value of one type needs to stand where another is expected.
#pragma once

#include "compiler/sema/check/context.h"

namespace infra::sema {

/// `node` as a value of `expected`; an ErrorNode after a report (E0301, E0306, E0403, E0404).
NodeId convert(BodyScope& b, NodeId node, types::TypeId expected);

/// True when `convert` would succeed.
bool converts(BodyScope& b, types::TypeId from, types::TypeId to);

}  // namespace infra::sema
