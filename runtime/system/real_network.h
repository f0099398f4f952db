// Checks over TCP, HTTP and Unix sockets, each with a deadline; plain sockets, no proxy, no TLS.
#pragma once

#include <memory>

#include "runtime/system/system.h"

namespace infra::runtime {

std::unique_ptr<Network> make_real_network();

}  // namespace infra::runtime
