// The values that an instance was made with, secrets among them: sealed to a key of this host (XSalsa20-Poly1305,
// libsodium's secretbox, the nonce in front), apart from the manifest, and erased when the instance goes.
#pragma once

#include <array>
#include <memory>
#include <string>

#include "compiler/base/json.h"
#include "runtime/host/host_root.h"

namespace infra::runtime {

class HostKey {
 public:
  /// Makes the key (0600) at first use.
  static Result<std::unique_ptr<HostKey>> load(System& system, const HostRoot& root);
  ~HostKey();

  Result<void> seal(const std::string& id, const Json& values);
  /// E0833 when they are gone, damaged or sealed to another key.
  Result<Json> open(const std::string& id);
  Result<void> erase(const std::string& id);
  /// What stands for values where they must not be shown: the same values, the same text, on this host only.
  std::string commitment(const Json& values) const;

 private:
  HostKey(System& system, const HostRoot& root) : system_(system), root_(root) {}

  System& system_;
  HostRoot root_;
  std::array<uint8_t, 32> key_{};
};

}  // namespace infra::runtime
