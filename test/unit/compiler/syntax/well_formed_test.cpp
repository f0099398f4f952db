// Everything that the language of today can say is read as it is meant.
#include <gmock/gmock.h>

#include "test/unit/compiler/syntax/parsed.h"

namespace infra::syntax {
namespace {

TEST(WellFormed, AShopIsReadWithoutAnError) {
  const Parsed parsed(R"(/// A shop.

import std.compute { Archive, Service, Health }
import "./net.infra" as net

pub enum Environment { dev, staging, prod }
/// The release.
param release: String where it.matches(r"^v\d+$") else "a release is v1"
param replicas: Int = if environment == .prod then 3 else 1
  where it in 1..=64
pub type Server = { address: Ip, memory: Size = 8GiB where it >= 4GiB, tags: Map<String, List<String>>? }
pub kind Service: immutable via "service" version 1 {
  /// What runs.
  archive: Archive
  unique port: Port?
  points backends: List<Endpoint>
  contains in: net.Network
  stop_timeout: Duration = 10s
} -> { port: Port, url: Url }
let name = "shop-${environment}"
resource app: Service for i in 0..replicas {
  env = { URL = "${db.url}", "any-key" = "x", ["k"] = 1 }
  health = .http(port: 8080, path: "/healthz")
} with { after = [db], protect = true }
module cell: net for s in servers if s.ok key s.site { a = 1 }
output urls: List<Url> = [for a in app: a.url]
let x = let y = 1; match y { .http(p, _) => p, some(v) => v, none => -1, _ => (1 + 2) * 3 }
)");
  EXPECT_EQ(parsed.errors(), "");
  EXPECT_EQ(parsed.ast.decls.size(), 12u);
  EXPECT_THAT(parsed.tree(), testing::HasSubstr("field points backends: List<Endpoint> 16:3-16:34"));
}

}  // namespace
}  // namespace infra::syntax
