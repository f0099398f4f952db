// The providers of a host, reached through its helper.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "runtime/host/client/host_client.h"
#include "runtime/provider/provider.h"

namespace infra::runtime {

class HostProviders : public Providers {
 public:
  HostProviders(System& system, HostOptions options);
  ~HostProviders() override;

  /// Starts nothing: the helper is started by the first call.
  Result<Provider*> find(const std::string& name) override;
  Result<void> raise_fence(const std::string& lineage, Fence fence) override;

 private:
  HostClient client_;
  std::map<std::string, std::unique_ptr<Provider>> providers_;
};

}  // namespace infra::runtime
