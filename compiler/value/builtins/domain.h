// Domain values as their parts, for the builtins of Cidr, Url and Version.
#pragma once

#include "compiler/value/builtins/support.h"
#include "compiler/value/scalars/network.h"
#include "compiler/value/scalars/url.h"
#include "compiler/value/scalars/version.h"

namespace infra::value::builtin {

// E0320 when the text is not one: a plan from elsewhere may say anything.
Result<Network> network_of(const ValueStore& values, ValueId value);
Result<UrlParts> url_of(const ValueStore& values, ValueId value);
Result<Version> version_of(const ValueStore& values, ValueId value);

}  // namespace infra::value::builtin
