// Moving a running engine from the servers that it has to those that it should have, or back.
#pragma once

#include <set>
#include <string>

#include "runtime/host/hosted_provider.h"
#include "runtime/providers/haproxy/balancer.h"
#include "runtime/providers/haproxy/engine.h"

namespace infra::runtime {

/// New servers are added in drain, checked, and made ready once all of them are up; only then do those that are not
/// wanted begin to drain. Gives the names of the servers that are leaving. On an error (E0862 when a new one does not
/// come up in time) the engine has been moved back as far as it answers. A `fresh` engine has only now read its file:
/// it takes every server for up before it has checked one, so all of them are waited for.
Result<std::set<std::string>> move_engine(HaproxyEngine& engine, const BalancerSpec& spec, const CallTime& time,
                                          bool fresh);

}  // namespace infra::runtime
