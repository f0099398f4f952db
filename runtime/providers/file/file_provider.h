// `via "file"`: managed content at a path of the author's choice, moved by atomic rename.
#pragma once

#include "runtime/host/hosted_provider.h"

namespace infra::runtime {

class FileProvider : public HostedProvider {
 public:
  struct Place {
    std::string path;
    std::string digest;
  };

  explicit FileProvider(Host& host);

  Result<void> validate(const Call& call, const Desired& desired) override;
  Result<ChangeAnswer> plan_change(const std::string& kind, const Json& before, const Json& after) override;

 protected:
  Result<void> prepare(Record& record, const Desired& desired) override;
  Result<Created> make(Record& record, const Call& call, const Desired& desired) override;
  Result<void> unmake(const Record& record, const Call& call) override;
  Result<Observed> observe(const Record& record, const Call& call) override;
  Result<Created> change(Record& record, const Call& call, const Desired& after, Certainty& certainty) override;
  bool remakes() const override { return true; }

 private:
  /// E0840 when something lies at the path that is not this resource's.
  Result<void> refuse_foreign(const Record& asking, const std::string& path) const;
  Result<void> remove_from(const std::vector<Place>& places, const Call& call);
};

}  // namespace infra::runtime
