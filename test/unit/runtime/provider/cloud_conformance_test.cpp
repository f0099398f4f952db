// The fake cloud keeps the promises that real providers keep: what a test proves on it means something.
#include <algorithm>

#include "runtime/provider/patient_provider.h"
#include "test/cloud/fake_cloud.h"
#include "test/cloud/faults.h"
#include "test/conformance/provider_conformance.h"
#include "test/support/fake_system.h"
#include "test/support/temp_folder.h"

namespace infra::test {
namespace {

using namespace runtime;
using Names = std::vector<std::string>;

enum class Mood : uint8_t { Willing, Busy };

/// A busy cloud refuses every call at first and wants to be asked again; a patient caller sees nothing of it.
class CloudBed final : public ProviderBed {
 public:
  CloudBed(std::string kind, Mood mood) : kind_(std::move(kind)), mood_(mood) { open(); }

  Provider& provider() override { return patient_ ? static_cast<Provider&>(*patient_) : *faulty_; }
  Desired desired(int variant) override {
    return {kind_, {{"name", "conformance"}, {"text", variant == 0 ? "one" : "two"}}, {}};
  }
  size_t count_in_world() override {
    const auto things = cloud_->things();
    return std::count_if(things.begin(), things.end(), [](const auto& one) { return one.second.running; });
  }
  void put_foreign(const Stamp& stamp) override {
    Call call;
    call.stamp = stamp;
    call.stamp.lineage = "somebody else";
    call.token = "theirs";
    ASSERT_TRUE(cloud_->create(call, {kind_, {{"text", "theirs"}}, {}}));
  }
  bool foreign_untouched() override {
    const auto things = cloud_->things();
    return things.size() == 1 && things.begin()->second.inputs["text"] == "theirs";
  }

  /// A call that never arrived, and one whose answer never came.
  Names create_failpoints() override { return {"lost", "unanswered"}; }
  Names update_failpoints() override { return create_failpoints(); }
  Names destroy_failpoints() override { return create_failpoints(); }
  void crash_at(const std::string& failpoint) override {
    next_ = failpoint == "lost" ? Fault::Lost : Fault::After;
    died_ = false;
  }
  bool recover() override {
    next_ = Fault::None;
    open();
    return died_;
  }

 private:
  /// The same cloud again, from its log.
  void open() {
    patient_.reset();
    faulty_.reset();
    cloud_.reset();
    cloud_ = std::make_unique<FakeCloud>(folder_ / "cloud");
    faulty_ = std::make_unique<FaultyProvider>(*cloud_, [this](const std::string& operation, const std::string&) {
      if (mood_ == Mood::Busy && (refused_ = !refused_)) return Fault::Throttled;
      if (operation == "read" || operation == "find") return Fault::None;
      died_ = next_ != Fault::None;
      return std::exchange(next_, Fault::None);
    });
    if (mood_ == Mood::Busy) patient_ = std::make_unique<PatientProvider>(system_, *faulty_);
  }

  std::string kind_;
  Mood mood_;
  FakeSystem system_;
  TempFolder folder_{InMemory()};
  Fault next_ = Fault::None;
  bool died_ = false;
  bool refused_ = false;
  std::unique_ptr<FakeCloud> cloud_;
  std::unique_ptr<FaultyProvider> faulty_;
  std::unique_ptr<PatientProvider> patient_;
};

std::vector<ProviderCase> cases(const Names& kinds, Mood mood = Mood::Willing) {
  std::vector<ProviderCase> made;
  for (const std::string& kind : kinds)
    made.push_back({kind, [kind, mood] { return std::make_unique<CloudBed>("fake." + kind, mood); }});
  return made;
}
std::string case_name(const ::testing::TestParamInfo<ProviderCase>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Cloud, ProviderConformance,
                         ::testing::ValuesIn(cases({"Thing", "Token", "Named", "Disk", "Pointer"})), case_name);
INSTANTIATE_TEST_SUITE_P(Cloud, ProviderUpdateConformance, ::testing::ValuesIn(cases({"Disk", "Pointer"})), case_name);
INSTANTIATE_TEST_SUITE_P(Cloud, ProviderStopConformance, ::testing::ValuesIn(cases({"Thing", "Token", "Named"})),
                         case_name);
INSTANTIATE_TEST_SUITE_P(Cloud, ProviderForeignConformance, ::testing::ValuesIn(cases({"Named"})), case_name);
INSTANTIATE_TEST_SUITE_P(BusyCloud, ProviderConformance,
                         ::testing::ValuesIn(cases({"Thing", "Token", "Named", "Disk", "Pointer"}, Mood::Busy)),
                         case_name);
INSTANTIATE_TEST_SUITE_P(BusyCloud, ProviderUpdateConformance,
                         ::testing::ValuesIn(cases({"Disk", "Pointer"}, Mood::Busy)), case_name);

}  // namespace
}  // namespace infra::test
