// The readable form (`--emit=ir`): what the lit tests check. It round-trips; one input, edge or mark a line:
//
//   plan "shop" format 3
//
//   artifact sha256:… size 3
//
//   dir sha256:… {
//     file "index.html" sha256:…
//     executable "bin/run" sha256:…
//     link "latest" "v2"
//   }
//
//   kind std.net.Balancer: pointer via "haproxy" version 1 {
//     listen: Port
//     points backends: List<{ host: String, port: Port }>
//   } -> {
//     url: Url
//   }
//
//   check app[0]: less(4, @db->size) else "too small"
//
//   resource front: std.net.Balancer {
//     backends = [@app[0]->endpoint, @app[1]->endpoint]
//     listen = 8080
//     points app[0]
//     points app[1]
//     with protect = true
//   }
//
//   lookup base: std.infra.Deployment optional {
//     name = "network"
//   }
//
//   rollout app {
//     batch = 1
//     member app[0]
//     member app[1]
//   }
//
//   policy "rules.small" passed 3 {
//     control "ISO-27001 A.8.20"
//     finding app[0]: false else "too big"
//   }
//
//   waiver "rules.small" on app[0] by "ops" from "2026-12-01" until "2027-01-31" because "ticket 4711"
//   provider "eu" via "aws" {
//     region = "eu-west-1"
//   }
//   limit removals 3
//
//   part of sha256:… {
//     without app[1]
//   }
//
//   output url: Url = @front->url
//
// Values: `none true 42 1.5 "text" 0..3 [a, b] { field = v } map { key = v } set [a, b] .member#ordinal { payload }`,
// `@address` a reference, `@address->field` a result, `secret.env("X")`, `artifact(sha256:…, 3)`,
// `dir(sha256:…, 3)`, `%0` a loop's or function's variable, `lambda(1, …)` a function, `add(a, b)` an operation. A name that is no plain word stands in quotes.
#pragma once

#include <string>
#include <string_view>

#include "compiler/base/result.h"
#include "compiler/plan/plan.h"

namespace infra::plan {

std::string to_text(const Plan& plan);
/// E0505 with line and column.
Result<Plan> from_text(std::string_view text);

}  // namespace infra::plan
