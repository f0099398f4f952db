// The default of a param uses params, lets and functions, never a resource: what a module needs is known before anything
// of it is there.
#pragma once

#include "compiler/sema/check/context.h"

namespace infra::sema {

/// E0229 for a default that needs a resource or a module use, by itself or through a let.
void refuse_resources_in_defaults(CheckContext& context);

}  // namespace infra::sema
