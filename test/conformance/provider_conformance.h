// The promises of runtime/provider/provider.h as tests, for every provider there is.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "runtime/provider/provider.h"

namespace infra::test {

/// The world in which one provider is tested. A new one for each test; its destructor leaves nothing behind, and fails
/// the test when something was left.
class ProviderBed {
 public:
  virtual ~ProviderBed() = default;

  /// Valid until `crash_at` or `recover`.
  virtual runtime::Provider& provider() = 0;
  /// Inputs that can be applied: 0 to create with, 1 to change to (for kinds that change in place).
  virtual runtime::Desired desired(int variant) = 0;
  /// How many things of this provider's sort there are, seen without it: finds orphans and duplicates.
  virtual size_t count_in_world() = 0;
  /// Puts something of somebody else's where the create of `desired(0)` would land.
  virtual void put_foreign(const runtime::Stamp& stamp) = 0;
  /// Whether it is still as it was put.
  virtual bool foreign_untouched() = 0;

  /// Places where a create, an update, a destroy can be broken off.
  virtual std::vector<std::string> create_failpoints() = 0;
  virtual std::vector<std::string> update_failpoints() = 0;
  virtual std::vector<std::string> destroy_failpoints() = 0;
  /// The next call dies at this place: it throws Killed, or its answer never comes.
  virtual void crash_at(const std::string& failpoint) = 0;
  /// After that: starts the provider again on what is left. False when nothing had died.
  virtual bool recover() = 0;
};

struct ProviderCase {
  std::string name;
  std::function<std::unique_ptr<ProviderBed>()> make;
};
inline void PrintTo(const ProviderCase& it, std::ostream* out) { *out << it.name; }

class ProviderConformance : public ::testing::TestWithParam<ProviderCase> {
 protected:
  void SetUp() override;
  void TearDown() override;

  runtime::Provider& provider() { return bed_->provider(); }
  runtime::Call call(uint64_t instance, const std::string& token, const std::string& address = "thing");
  runtime::Capabilities capabilities();
  /// Runs a call that is to die on its way; true when it did.
  bool dies(const std::string& failpoint, const std::function<bool()>& act);
  std::vector<runtime::Found> found(const std::string& address = "thing");
  /// Waits until `health` says healthy, for kinds that have it.
  void expect_healthy(const std::string& id);

  std::unique_ptr<ProviderBed> bed_;
  std::string lineage_;
  std::string kind_;
  runtime::Fence fence_{1, 1};
};

/// For kinds that change in place (persistent ones and pointers), that can be stopped, and that land where somebody
/// else's thing may be: the bed's `put_foreign` is for those.
class ProviderUpdateConformance : public ProviderConformance {};
class ProviderStopConformance : public ProviderConformance {};
class ProviderForeignConformance : public ProviderConformance {};

/// The tests lie in a static library: naming something of their object makes the linker take it.
bool provider_conformance_is_linked();
inline const bool kProviderConformanceLinked = provider_conformance_is_linked();

}  // namespace infra::test
