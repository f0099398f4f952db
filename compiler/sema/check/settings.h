// `with { … }`: what is about the deployment of a thing and not about the thing.
#pragma once

#include "compiler/sema/check/context.h"
#include "compiler/sema/declare/resource_syntax.h"

namespace infra::sema {

/// Of the resource or `existing` at `index`; `scope` sees its loop variables. E0224, E0252 to E0254, E0256, E0259, E0265.
With check_resource_with(CheckContext& context, ModuleId module, uint32_t index, const ResourceSyntax& decl,
                         const BodyScope& scope);
/// Of a module use.
With check_use_with(CheckContext& context, syntax::List<syntax::Entry> entries, const BodyScope& scope);

/// The file that a `provider` configures; an invalid id after a report (E0252).
ModuleId check_provider_file(CheckContext& context, const syntax::Ident& alias, ModuleId file);

}  // namespace infra::sema
