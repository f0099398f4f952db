#include "runtime/providers/registry.h"

#include "runtime/providers/archive/archive_provider.h"
#include "runtime/providers/file/file_provider.h"
#include "runtime/providers/haproxy/haproxy_provider.h"
#include "runtime/providers/service/service_provider.h"
#include "runtime/providers/volume/volume_provider.h"

namespace infra::runtime {

std::map<std::string, std::unique_ptr<Provider>> make_host_providers(Host& host) {
  std::map<std::string, std::unique_ptr<Provider>> providers;
  providers.emplace("archive", std::make_unique<ArchiveProvider>(host));
  providers.emplace("file", std::make_unique<FileProvider>(host));
  providers.emplace("haproxy", std::make_unique<HaproxyProvider>(host));
  providers.emplace("service", std::make_unique<ServiceProvider>(host));
  providers.emplace("volume", std::make_unique<VolumeProvider>(host));
  return providers;
}

}  // namespace infra::runtime
