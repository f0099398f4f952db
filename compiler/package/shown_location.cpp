#include "compiler/package/shown_location.h"

namespace infra::package {

std::string shown_location(const Source& source) {
  std::string shown = source.location;
  size_t scheme = shown.find("://");
  size_t begin = scheme == shown.npos ? 0 : scheme + 3, user = shown.substr(0, shown.find('/', begin)).rfind('@');
  size_t colon = shown.find(':', begin);
  if (user != shown.npos && colon < user) shown.replace(colon + 1, user - colon - 1, "…");
  return shown;
}

}  // namespace infra::package
