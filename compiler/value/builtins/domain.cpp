#include "compiler/value/builtins/domain.h"

#include <limits>

#include <fmt/format.h>

#include "compiler/value/scalars/parsers.h"

namespace infra::value::builtin {

Result<Network> network_of(const ValueStore& values, ValueId value) {
  if (auto network = parse_network(values.as_text(value))) return *network;
  return fail(unparsable(TypeKind::Cidr, values.as_text(value), "it is not in normal form"));
}

Result<UrlParts> url_of(const ValueStore& values, ValueId value) {
  UrlParts parts;
  if (auto wrong = split_url(values.as_text(value), parts)) {
    return fail(unparsable(TypeKind::Url, values.as_text(value), *wrong));
  }
  return parts;
}

Result<Version> version_of(const ValueStore& values, ValueId value) {
  if (auto version = parse_version(values.as_text(value))) return *version;
  return fail(unparsable(TypeKind::Version, values.as_text(value), "a version is `1.2.3`"));
}

Result<IpAddress> ip_of(const ValueStore& values, ValueId value) {
  if (auto address = parse_ip(values.as_text(value))) return *address;
  return fail(unparsable(TypeKind::Ip, values.as_text(value), "an address is `10.20.0.1` or `2001:db8::1`"));
}

std::string print_place(const UrlParts& url) {
  std::string port = url.port ? fmt::format(":{}", *url.port) : "";
  return fmt::format("{}://{}{}{}", url.scheme, url.userinfo, url.host, port);
}

std::string print_origin(const UrlParts& url) {
  UrlParts origin = url;
  origin.userinfo.clear();
  return print_place(origin);
}

std::string print_core(const Version& version) {
  return fmt::format("{}.{}.{}", version.numbers[0], version.numbers[1], version.numbers[2]);
}

Result<ValueId> bump(ValueStore& values, ValueId self, size_t place) {
  static constexpr std::array<std::string_view, 3> kNames = {"Version.bump_major", "Version.bump_minor",
                                                             "Version.bump_patch"};
  INFRA_ASSIGN(Version version, version_of(values, self));
  // A pre-release becomes the release that it comes before, when that is a step of this kind.
  bool released = version.prerelease.empty();
  for (size_t i = place + 1; i < 3; ++i) {
    released |= version.numbers[i] != 0;
    version.numbers[i] = 0;
  }
  if (released && version.numbers[place] == std::numeric_limits<int64_t>::max()) {
    return out_of_range(kNames[place], values, self, "self", "no number is larger");
  }
  if (released) ++version.numbers[place];
  return values.string(print_core(version));
}

}  // namespace infra::value::builtin
