// `via "volume"`: a folder whose content outlives every process that uses it.
#pragma once

#include "runtime/host/hosted_provider.h"

namespace infra::runtime {

class VolumeProvider : public HostedProvider {
 public:
  explicit VolumeProvider(Host& host);

  Result<void> validate(const Call& call, const Desired& desired) override;
  Result<ChangeAnswer> plan_change(const std::string& kind, const Json& before, const Json& after) override;

 protected:
  Result<void> prepare(Record& record, const Desired& desired) override;
  Result<Created> make(Record& record, const Call& call, const Desired& desired) override;
  Result<void> unmake(const Record& record, const Call& call) override;
  Result<Observed> observe(const Record& record, const Call& call) override;
  Result<Created> change(Record& record, const Call& call, const Desired& after, Certainty& certainty) override;

 private:
  std::string folder_of(const std::string& id) const { return host_.root.volumes() + "/" + id; }
  /// Beside the folder, not in it: what is inside belongs to its users.
  std::string stamp_of(const std::string& id) const { return folder_of(id) + ".stamp"; }
  Result<Created> settle(const Record& record, bool shared);
};

}  // namespace infra::runtime
