// The fake cloud keeps the promises that real providers keep: what a test proves on it means something.
#include <algorithm>

#include "test/cloud/fake_cloud.h"
#include "test/cloud/faults.h"
#include "test/conformance/provider_conformance.h"
#include "test/support/temp_folder.h"

namespace infra::test {
namespace {

using namespace runtime;
using Names = std::vector<std::string>;

class CloudBed final : public ProviderBed {
 public:
  explicit CloudBed(std::string kind) : kind_(std::move(kind)) { open(); }

  Provider& provider() override { return *faulty_; }
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
    faulty_.reset();
    cloud_.reset();
    cloud_ = std::make_unique<FakeCloud>(folder_ / "cloud");
    faulty_ = std::make_unique<FaultyProvider>(*cloud_, [this](const std::string&, const std::string&) {
      died_ = next_ != Fault::None;
      return std::exchange(next_, Fault::None);
    });
  }

  std::string kind_;
  TempFolder folder_{InMemory()};
  Fault next_ = Fault::None;
  bool died_ = false;
  std::unique_ptr<FakeCloud> cloud_;
  std::unique_ptr<FaultyProvider> faulty_;
};

std::vector<ProviderCase> cases(const Names& kinds) {
  std::vector<ProviderCase> made;
  for (const std::string& kind : kinds)
    made.push_back({kind, [kind] { return std::make_unique<CloudBed>("fake." + kind); }});
  return made;
}
std::string case_name(const ::testing::TestParamInfo<ProviderCase>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Cloud, ProviderConformance,
                         ::testing::ValuesIn(cases({"Thing", "Token", "Named", "Disk", "Pointer"})), case_name);
INSTANTIATE_TEST_SUITE_P(Cloud, ProviderUpdateConformance, ::testing::ValuesIn(cases({"Disk", "Pointer"})), case_name);
INSTANTIATE_TEST_SUITE_P(Cloud, ProviderStopConformance, ::testing::ValuesIn(cases({"Thing", "Token", "Named"})),
                         case_name);
INSTANTIATE_TEST_SUITE_P(Cloud, ProviderForeignConformance, ::testing::ValuesIn(cases({"Named"})), case_name);

}  // namespace
}  // namespace infra::test
