// From a source to a tree in the cache.
#pragma once

#include "compiler/package/store.h"
#include "runtime/fetch/protocol.h"
#include "runtime/system/system.h"

namespace infra::runtime {

/// E1023, E1024, E1027, E1035 and what unpacking gives.
Result<package::Pin> fetch(const FetchRequest& request, System& system);

}  // namespace infra::runtime
