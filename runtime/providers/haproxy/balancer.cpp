#include "runtime/providers/haproxy/balancer.h"

#include <algorithm>
#include <cctype>

#include "compiler/base/sanitize.h"
#include "compiler/diag/error.h"
#include "runtime/providers/inputs.h"

namespace infra::runtime {
namespace {

constexpr const char* kKind = "std.net.Balancer";

bool only(std::string_view text, std::string_view others) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](unsigned char c) {
    return std::isalnum(c) || others.find(static_cast<char>(c)) != others.npos;
  });
}

}  // namespace

Result<BalancerSpec> read_balancer(const Json& json) {
  Inputs inputs(json, kKind);
  BalancerSpec spec;
  INFRA_ASSIGN(int64_t listen, inputs.whole("listen", 0));
  if (listen < 1 || listen > 65535) return fail(inputs.wrong("`listen` is not from 1 to 65535"));
  spec.listen = static_cast<int>(listen);
  INFRA_ASSIGN(spec.health, inputs.optional_text("health"));
  // Both go into a configuration file: what has a meaning there stays out.
  if (spec.health && (!spec.health->starts_with('/') || !only(*spec.health, "/._~?&=+:@,;%-")))
    return fail(inputs.wrong(fmt::format("`health` is not a plain path: {}", sanitize_line(*spec.health))));
  INFRA_ASSIGN(int64_t drain, inputs.whole("drain", 30'000));
  spec.drain = Milliseconds(drain);
  const Json* backends = inputs.find("backends");
  if (backends && !backends->is_array()) return fail(inputs.wrong("`backends` is not a list"));
  for (const Json& endpoint : backends ? *backends : Json::array()) {
    Inputs parts(endpoint, kKind);
    INFRA_ASSIGN(std::string host, parts.text("host"));
    INFRA_ASSIGN(int64_t port, parts.whole("port", 0));
    if (!only(host, ".-") || port < 1 || port > 65535)
      return fail(inputs.wrong(fmt::format("`{}:{}` is not an endpoint", sanitize_line(host), port)));
    spec.backends.emplace(fmt::format("{}-{}", host, port), fmt::format("{}:{}", host, port));
  }
  return spec;
}

std::string render_frame(const BalancerSpec& spec) {
  // A request whose backend died before it answered goes to another one, where repeating it is safe.
  return fmt::format(R"(# Written by infra: changes made here are found by `infra drift` and put back.
global
  stats socket unix@{} mode 600 level admin
  log stdout format raw local0 notice

defaults
  mode http
  log global
  option redispatch 1
  retries 3
  retry-on conn-failure empty-response
  timeout connect 2s
  timeout client 60s
  timeout server 60s
  timeout queue 30s
  timeout http-keep-alive 60s
  timeout http-request 30s
  timeout tunnel 1h
  timeout check 2s

frontend front
  bind *:{}
  default_backend {}

backend {}
  balance roundrobin
  http-request disable-l7-retry unless METH_GET || {{ method HEAD }}
{})",
                     kAdminSocket, spec.listen, kBackend, kBackend,
                     spec.health ? fmt::format("  option httpchk GET '{}'\n", *spec.health) : "");
}

std::string render_config(const BalancerSpec& spec) {
  std::string text = render_frame(spec);
  for (const auto& [name, address] : spec.backends)
    text += fmt::format("  server {} {} {}\n", name, address, kServerOptions);
  return text;
}

}  // namespace infra::runtime
