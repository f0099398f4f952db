// Which provider makes a kind, and what it says of it: asked once and remembered.
#pragma once

#include <map>
#include <string>

#include "runtime/provider/provider.h"

namespace infra::runtime {

struct KindProvider {
  Provider* provider = nullptr;
  Capabilities can;
};

class ProviderTable {
 public:
  explicit ProviderTable(Providers& providers) : providers_(providers) {}

  /// E0801 no such provider, E0724 it does not know the kind.
  Result<KindProvider> find(const std::string& provider, const std::string& kind);
  Result<Provider*> provider(const std::string& name);

 private:
  struct Described {
    Provider* provider = nullptr;
    std::map<std::string, Capabilities> kinds;
  };
  Result<Described*> describe(const std::string& name);

  Providers& providers_;
  std::map<std::string, Described> described_;
};

}  // namespace infra::runtime
