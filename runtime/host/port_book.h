// The ports of this host's instances: derived once each, remembered in their records, and never given twice.
#pragma once

#include <mutex>
#include <set>

#include "runtime/system/system.h"

namespace infra::runtime {

class PortBook {
 public:
  /// From 20000 to 31999: below what Linux gives to outgoing connections (32768 and up), which would take the port of
  /// a stopped instance sooner or later.
  static constexpr int kFirst = 20'000;
  static constexpr int kCount = 12'000;

  explicit PortBook(System& system) : system_(system) {}
  PortBook(PortBook&& other) noexcept : system_(other.system_), taken_(std::move(other.taken_)) {}

  /// A port that is in nobody's record and that nothing listens on now. E0831 when there is none left.
  Result<int> take();
  /// It stands in a record.
  void keep(int port);
  void free(int port);

 private:
  System& system_;
  std::mutex mutex_;
  std::set<int> taken_;
};

}  // namespace infra::runtime
