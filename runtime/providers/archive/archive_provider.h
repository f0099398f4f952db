// `via "archive"`: a tar unpacked once per content. The tree is a cache of the host by digest; an instance is a
// stamped reference to it, and the tree goes with the last one.
#pragma once

#include "runtime/host/hosted_provider.h"
#include "runtime/providers/archive/tree_cache.h"

namespace infra::runtime {

class ArchiveProvider : public HostedProvider {
 public:
  explicit ArchiveProvider(Host& host);

  Result<void> validate(const Call& call, const Desired& desired) override;
  Result<ChangeAnswer> plan_change(const std::string& kind, const Json& before, const Json& after) override;

 protected:
  Result<void> prepare(Record& record, const Desired& desired) override;
  Result<Created> make(Record& record, const Call& call, const Desired& desired) override;
  Result<void> unmake(const Record& record, const Call& call) override;
  Result<Observed> observe(const Record& record, const Call& call) override;

 private:
  TreeCache trees_;
};

}  // namespace infra::runtime
