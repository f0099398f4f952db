// The providers that a host has: one line each.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "runtime/host/host.h"
#include "runtime/provider/provider.h"

namespace infra::runtime {

std::map<std::string, std::unique_ptr<Provider>> make_host_providers(Host& host);

}  // namespace infra::runtime
