#include "compiler/value/builtins/domain.h"

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

}  // namespace infra::value::builtin
