// Every provider of a host under the shared suite, in this process and through the helper.
#include <filesystem>
#include <fstream>

#include "test/unit/runtime/providers/host_bed.h"

namespace infra::test {
namespace {

using namespace runtime;
namespace fs = std::filesystem;

using Names = std::vector<std::string>;

class HostBed : public ProviderBed {
 public:
  HostBed(Where where, std::string name) : host_(where), where_(where), name_(std::move(name)) {}
  Provider& provider() override { return host_.provider(name_); }
  void put_foreign(const Stamp&) override { FAIL() << name_ << " lands where nobody else can be"; }
  bool foreign_untouched() override { return false; }
  Names create_failpoints() override {
    return with_answer({"host.create_recorded", "host.create_made", "host.outcome_recorded"});
  }
  Names update_failpoints() override {
    return with_answer({"host.update_recorded", "host.update_made", "host.outcome_recorded"});
  }
  Names destroy_failpoints() override { return with_answer({"host.destroy_recorded", "host.destroy_unmade"}); }
  void crash_at(const std::string& failpoint) override { host_.crash_at(failpoint); }
  bool recover() override { return host_.recover(); }

 protected:
  /// A helper may also die when all is done and only the answer is missing. Asking who it is comes before, so the
  /// suite's calls reach it only by the call that is to die.
  Names with_answer(Names names, Names more = {}) {
    names.insert(names.end(), more.begin(), more.end());
    if (where_ == Where::Helper) names.push_back("host.before_answer");
    return names;
  }
  size_t count_files(const std::string& folder, const std::function<bool(const fs::path&)>& counts) {
    size_t count = 0;
    for (const auto& entry : fs::directory_iterator(folder)) count += counts(entry.path()) ? 1 : 0;
    return count;
  }

  TestHost host_;
  Where where_;
  std::string name_;
};

class ArchiveBed final : public HostBed {
 public:
  explicit ArchiveBed(Where where) : HostBed(where, "archive"), tar_(make_tar(host_.folder(), "release", "v1")) {}
  Desired desired(int) override {
    return {"std.compute.Archive", {{"source", {{"digest", tar_.digest}, {"size", 1}}}}, {{tar_.digest, tar_.path}}};
  }
  size_t count_in_world() override {
    return count_files(host_.root() + "/cache", [](const fs::path& path) { return fs::is_directory(path); });
  }
  Names create_failpoints() override {
    Names names = HostBed::create_failpoints();
    names.push_back("host.archive_unpacked");
    return names;
  }

 private:
  TestTar tar_;
};

class ServiceBed final : public HostBed {
 public:
  explicit ServiceBed(Where where) : HostBed(where, "service"), root_(backend_folder(host_.folder())) {}
  Desired desired(int) override { return backend_service(root_, Json::object({{"TOKEN", "a secret value"}})); }
  size_t count_in_world() override { return host_.supervised().size(); }
  Names create_failpoints() override {
    Names names = HostBed::create_failpoints();
    names.insert(names.end(), {"host.service_sealed", "host.service_started", "host.shim_spawned"});
    return names;
  }

 private:
  std::string root_;
};

class VolumeBed final : public HostBed {
 public:
  explicit VolumeBed(Where where) : HostBed(where, "volume") {}
  Desired desired(int variant) override { return {"std.data.Volume", {{"shared", variant == 1}}, {}}; }
  size_t count_in_world() override {
    return count_files(host_.root() + "/volumes", [](const fs::path& path) { return fs::is_directory(path); });
  }
  Names create_failpoints() override {
    Names names = HostBed::create_failpoints();
    names.push_back("host.volume_stamped");
    return names;
  }
  void put_foreign(const Stamp& stamp) override {
    foreign_ = host_.root() + "/volumes/" + instance_id(stamp);
    fs::create_directories(foreign_);
    std::ofstream(foreign_ + "/data") << "precious";
  }
  bool foreign_untouched() override { return fs::exists(foreign_ + "/data"); }

 private:
  std::string foreign_;
};

class FileBed final : public HostBed {
 public:
  explicit FileBed(Where where) : HostBed(where, "file"), path_(host_.folder() / "managed.conf") {}
  Desired desired(int variant) override {
    return {"std.host.File",
            {{"path", path_}, {"content", variant == 0 ? "one\n" : "two\n"}, {"executable", variant == 1}},
            {}};
  }
  size_t count_in_world() override {
    return count_files(host_.folder().path(),
                       [](const fs::path& path) { return path.string().find("managed.conf") != std::string::npos; });
  }
  Names update_failpoints() override {
    Names names = HostBed::update_failpoints();
    names.push_back("host.file_placed");
    return names;
  }
  void put_foreign(const Stamp&) override { std::ofstream(path_) << "somebody else's"; }
  bool foreign_untouched() override { return *host_.system().disk.read(path_) == "somebody else's"; }

 private:
  std::string path_;
};

class BalancerBed final : public HostBed {
 public:
  explicit BalancerBed(Where where)
      : HostBed(where, "haproxy"),
        one_(host_.system(), "one"),
        two_(host_.system(), "two"),
        listen_(*host_.system().network.free_port()) {}
  Desired desired(int variant) override { return balancer(listen_, {variant == 0 ? &one_ : &two_}); }
  size_t count_in_world() override {
    return std::max<size_t>(host_.processes("infra-shim").size(), host_.processes("haproxy").empty() ? 0 : 1);
  }
  Names create_failpoints() override {
    Names names = HostBed::create_failpoints();
    names.insert(names.end(), {"host.haproxy_configured", "host.haproxy_started", "host.haproxy_moved"});
    return names;
  }
  Names update_failpoints() override {
    Names names = HostBed::update_failpoints();
    names.insert(names.end(), {"host.haproxy_configured", "host.haproxy_moved"});
    return names;
  }

 private:
  Backend one_, two_;
  int listen_;
};

template <typename Bed>
std::vector<ProviderCase> cases(const std::string& name) {
  return {{name, [] { return std::make_unique<Bed>(Where::InProcess); }},
          {name + "ThroughHelper", [] { return std::make_unique<Bed>(Where::Helper); }}};
}

std::string case_name(const ::testing::TestParamInfo<ProviderCase>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Balancer, ProviderConformance, ::testing::ValuesIn(cases<BalancerBed>("Balancer")), case_name);
INSTANTIATE_TEST_SUITE_P(Archive, ProviderConformance, ::testing::ValuesIn(cases<ArchiveBed>("Archive")), case_name);
INSTANTIATE_TEST_SUITE_P(File, ProviderConformance, ::testing::ValuesIn(cases<FileBed>("File")), case_name);
INSTANTIATE_TEST_SUITE_P(Service, ProviderConformance, ::testing::ValuesIn(cases<ServiceBed>("Service")), case_name);
INSTANTIATE_TEST_SUITE_P(Volume, ProviderConformance, ::testing::ValuesIn(cases<VolumeBed>("Volume")), case_name);

INSTANTIATE_TEST_SUITE_P(Balancer, ProviderUpdateConformance, ::testing::ValuesIn(cases<BalancerBed>("Balancer")),
                         case_name);
INSTANTIATE_TEST_SUITE_P(File, ProviderUpdateConformance, ::testing::ValuesIn(cases<FileBed>("File")), case_name);
INSTANTIATE_TEST_SUITE_P(Volume, ProviderUpdateConformance, ::testing::ValuesIn(cases<VolumeBed>("Volume")), case_name);

INSTANTIATE_TEST_SUITE_P(Balancer, ProviderStopConformance, ::testing::ValuesIn(cases<BalancerBed>("Balancer")),
                         case_name);
INSTANTIATE_TEST_SUITE_P(Service, ProviderStopConformance, ::testing::ValuesIn(cases<ServiceBed>("Service")),
                         case_name);

INSTANTIATE_TEST_SUITE_P(File, ProviderForeignConformance, ::testing::ValuesIn(cases<FileBed>("File")), case_name);
INSTANTIATE_TEST_SUITE_P(Volume, ProviderForeignConformance, ::testing::ValuesIn(cases<VolumeBed>("Volume")),
                         case_name);

}  // namespace
}  // namespace infra::test
