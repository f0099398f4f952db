#include "runtime/provider/provider_table.h"

#include "compiler/diag/codes/runtime.h"
#include "compiler/diag/error.h"

namespace infra::runtime {

Result<ProviderTable::Described*> ProviderTable::describe(const std::string& name) {
  auto known = described_.find(name);
  if (known != described_.end()) return &known->second;
  Described described;
  INFRA_ASSIGN(described.provider, providers_.find(name));
  INFRA_ASSIGN(const auto kinds, described.provider->describe());
  for (const Capabilities& can : kinds) described.kinds[can.kind] = can;
  return &described_.emplace(name, std::move(described)).first->second;
}

Result<Provider*> ProviderTable::provider(const std::string& name) {
  INFRA_ASSIGN(const Described* described, describe(name));
  return described->provider;
}

Result<KindProvider> ProviderTable::find(const std::string& provider, const std::string& kind) {
  INFRA_ASSIGN(const Described* described, describe(provider));
  const auto can = described->kinds.find(kind);
  if (can == described->kinds.end()) return fail(diag::error(diag::KindUnsupported, provider, kind));
  return KindProvider{described->provider, can->second};
}

}  // namespace infra::runtime
