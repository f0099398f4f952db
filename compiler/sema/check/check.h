// From declarations to a typed program: every expression checked once, in an order in which what it names has a type.
#pragma once

#include "compiler/sema/check/context.h"

namespace infra::sema {

/// Fills what declare() has named. Errors are E02xx, E03xx and, for secrets, E04xx.
/// `asking_let`: a let of the root that may ask the network. What the next compilation can take over goes into `kept`,
/// which may be null.
void check_program(const LoadedSources& loaded, Declarations& declarations, Program& program,
                   std::string_view asking_let, Kept* kept, diag::Sink& sink);

// One kind of declaration each; units come in the order of declare/order.h.
void check_param_default(CheckContext& c, ModuleId module, uint32_t index);
void check_let(CheckContext& c, ModuleId module, uint32_t index);
void check_output(CheckContext& c, ModuleId module, uint32_t index);
void check_resource_head(CheckContext& c, ModuleId module, uint32_t index);
void check_use_head(CheckContext& c, ModuleId module, uint32_t index);
void check_resource_body(CheckContext& c, ModuleId module, uint32_t index);
void check_use_body(CheckContext& c, ModuleId module, uint32_t index);

}  // namespace infra::sema
