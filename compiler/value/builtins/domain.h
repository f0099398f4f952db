// Domain values as their parts, for the builtins of Ip, Cidr, Url and Version.
#pragma once

#include "compiler/base/network.h"
#include "compiler/value/builtins/support.h"
#include "compiler/value/scalars/url.h"
#include "compiler/value/scalars/version.h"

namespace infra::value::builtin {

// E0320 when the text is not one: a plan from elsewhere may say anything.
Result<Network> network_of(const ValueStore& values, ValueId value);
Result<UrlParts> url_of(const ValueStore& values, ValueId value);
Result<Version> version_of(const ValueStore& values, ValueId value);
Result<IpAddress> ip_of(const ValueStore& values, ValueId value);

/// Scheme, userinfo, host and port; the origin is that without userinfo.
std::string print_place(const UrlParts& url);
std::string print_origin(const UrlParts& url);

/// `1.2.3`.
std::string print_core(const Version& version);
/// The folds of `major`, `minor` and `patch`, and of `bump_major`, …, by the number's place.
template <size_t place>
Result<ValueId> version_number(ValueStore& values, std::span<const ValueId> arguments) {
  INFRA_ASSIGN(Version version, version_of(values, arguments[0]));
  return values.integer(version.numbers[place]);
}
Result<ValueId> bump(ValueStore& values, ValueId self, size_t place);
template <size_t place>
Result<ValueId> bumped_version(ValueStore& values, std::span<const ValueId> arguments) {
  return bump(values, arguments[0], place);
}

}  // namespace infra::value::builtin
