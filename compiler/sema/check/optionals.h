// What is done with a `T?` without saying what stands for `none`: `?.` passes it on.
#pragma once

#include <functional>

#include "compiler/sema/check/context.h"

namespace infra::sema {

/// `object?.…`: `inside` is given the value that is there, and is asked only then; the whole is `none` otherwise.
NodeId check_safe(BodyScope& b, syntax::ExprId object, Span span, const std::function<NodeId(NodeId)>& inside);

}  // namespace infra::sema
