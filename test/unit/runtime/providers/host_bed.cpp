#include "test/unit/runtime/providers/host_bed.h"

#include <signal.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "compiler/base/digest.h"
#include "runtime/providers/registry.h"
#include "runtime/system/process_stat.h"
#include "runtime/system/real.h"
#include "runtime/system/unix_socket.h"

namespace infra::test {

using namespace runtime;
using namespace std::chrono_literals;

TestHost::TestHost(Where where)
    : where_(where),
      root_(folder_ / "host"),
      clock_(make_real_clock()),
      random_(make_real_random()),
      disk_(make_real_disk()),
      processes_(make_real_processes()),
      network_(make_real_network()),
      system_{*clock_, *random_, *disk_, *processes_, *network_, failpoints_, real_environment} {
  open();
}

TestHost::~TestHost() {
  providers_.clear();
  host_.reset();
  remote_.reset();
  EXPECT_TRUE(HostClient(system_, {root_, ""}).stop_helper());
  std::vector<ProcessId> left = processes_->find_by_environment("INFRA_HOST_ROOT", root_);
  // A helper lets go of its root before its process has ended.
  for (const ProcessId& process : left)
    if (!processes_->wait_gone(process, 10s))
      ADD_FAILURE() << "left running: " << read_proc_file("/proc/" + std::to_string(process.pid) + "/comm");
  power_loss();
}

void TestHost::power_loss() {
  // Shims first: they would start again what is killed before them.
  for (const char* program : {"infra-host", "infra-shim"}) {
    for (const ProcessId& process : processes(program)) {
      EXPECT_TRUE(processes_->signal(process, SIGKILL));
      // A process that is not gone yet still has its socket, and a question to it would be a lost one.
      EXPECT_TRUE(processes_->wait_gone(process, 10s));
    }
  }
  for (const ProcessId& process : processes_->find_by_environment("INFRA_HOST_ROOT", root_)) {
    EXPECT_TRUE(processes_->signal(process, SIGKILL));
    EXPECT_TRUE(processes_->wait_gone(process, 10s));
  }
  processes_->reap();
}

void TestHost::open() {
  if (where_ == Where::Helper) {
    remote_ = std::make_unique<HostProviders>(system_, HostOptions{root_, INFRA_TEST_LIBEXEC "/infra-host"});
    return;
  }
  auto opened = Host::open(system_, root_, INFRA_TEST_LIBEXEC "/infra-shim");
  ASSERT_TRUE(opened) << opened.error().message;
  host_ = std::move(*opened);
  providers_ = make_host_providers(*host_);
}

Provider& TestHost::provider(const std::string& name) {
  if (remote_) return **remote_->find(name);
  return *providers_.at(name);
}

void TestHost::crash_at(const std::string& failpoint) {
  armed_ = failpoint;
  if (where_ == Where::InProcess) return failpoints_.throw_at(failpoint);
  ASSERT_TRUE(HostClient(system_, {root_, ""}).stop_helper());
  SpawnRequest request;
  request.command = {INFRA_TEST_LIBEXEC "/infra-host", "--root", root_};
  request.environment = {
      {"INFRA_HOST_ROOT", root_}, {"INFRA_FAILPOINT", failpoint}, {"PATH", "/usr/sbin:/usr/bin:/bin"}};
  request.output = folder_ / "armed.log";
  auto helper = processes_->spawn(request);
  ASSERT_TRUE(helper) << helper.error().message;
  armed_helper_ = *helper;
  remote_ = std::make_unique<HostProviders>(system_, HostOptions{root_, ""});
  while (!connect_unix(root_ + "/helper.sock")) {
    ASSERT_TRUE(processes_->alive(*armed_helper_)) << *disk_->read(request.output);
    std::this_thread::sleep_for(1ms);
  }
}

bool TestHost::recover() {
  bool died = false;
  if (where_ == Where::InProcess) {
    died = failpoints_.hits()[armed_] > 0;
    providers_.clear();
    host_.reset();
  } else {
    died = processes_->wait_gone(*armed_helper_, 5s);
    kill_helper();
  }
  open();
  return died;
}

void TestHost::kill_helper() {
  for (const ProcessId& helper : processes("infra-host")) {
    EXPECT_TRUE(processes_->signal(helper, SIGKILL));
    EXPECT_TRUE(processes_->wait_gone(helper, 10s));
  }
  processes_->reap();
}

std::vector<ProcessId> TestHost::processes(const std::string& program) {
  std::vector<ProcessId> found;
  for (const ProcessId& process : processes_->find_by_environment("INFRA_HOST_ROOT", root_)) {
    std::error_code gone;
    auto exe = std::filesystem::read_symlink("/proc/" + std::to_string(process.pid) + "/exe", gone);
    if (exe.filename() == program) found.push_back(process);
  }
  return found;
}

std::vector<ProcessId> TestHost::supervised() {
  std::vector<ProcessId> found;
  for (const ProcessId& process : processes_->find_by_environment("INFRA_HOST_ROOT", root_)) {
    std::error_code gone;
    auto name = std::filesystem::read_symlink("/proc/" + std::to_string(process.pid) + "/exe", gone).filename();
    if (!gone && name != "infra-shim" && name != "infra-host") found.push_back(process);
  }
  return found;
}

std::string backend_folder(const TempFolder& folder) {
  std::string root = folder / "backend";
  std::filesystem::create_directories(root + "/bin");
  std::error_code exists;
  std::filesystem::copy_file(INFRA_TEST_PROGRAMS "/infra-test-backend", root + "/bin/infra-test-backend", exists);
  return root;
}

Backend::Backend(System& system, const std::string& body, std::map<std::string, std::string> more) : system_(system) {
  port_ = *system.network.free_port();
  SpawnRequest request;
  request.command = {INFRA_TEST_PROGRAMS "/infra-test-backend"};
  request.environment = std::move(more);
  request.environment["PORT"] = std::to_string(port_);
  request.environment["BODY"] = body;
  request.die_with_parent = true;
  auto spawned = system.processes.spawn(request);
  EXPECT_TRUE(spawned) << spawned.error().message;
  process_ = *spawned;
  while (!system.network.tcp_connect("127.0.0.1", port_, 1s) && system.processes.alive(process_))
    std::this_thread::sleep_for(1ms);
}

Backend::~Backend() { kill(); }

void Backend::kill() {
  EXPECT_TRUE(system_.processes.signal(process_, SIGKILL));
  EXPECT_TRUE(system_.processes.wait_gone(process_, 10s));
  system_.processes.reap();
}

Desired balancer(int listen, std::vector<const Backend*> backends, Json more) {
  Json endpoints = Json::array();
  for (const Backend* backend : backends) endpoints.push_back(backend->endpoint());
  Json inputs = {{"listen", listen}, {"backends", endpoints}, {"health", "/healthz"}, {"drain", 5000}};
  inputs.update(more);
  return {"std.net.Balancer", inputs, {}};
}

Desired backend_service(const std::string& root, Json env) {
  return {"std.compute.Service",
          {{"archive", {{"address", "code"}, {"instance", 1}, {"id", "code-1"}, {"results", {{"root", root}}}}},
           {"command", {"bin/infra-test-backend"}},
           {"env", std::move(env)},
           {"health", {{"http", {{"path", "/healthz"}}}}},
           {"stop_timeout", 5000}},
          {}};
}

TestTar make_tar(const TempFolder& folder, const std::string& name, const std::string& content) {
  std::string source = folder / (name + ".d"), tar = folder / (name + ".tar.gz");
  std::filesystem::create_directories(source + "/bin");
  std::ofstream(source + "/bin/program") << content;
  std::filesystem::permissions(source + "/bin/program", std::filesystem::perms(0755));
  std::ofstream(source + "/readme.txt") << "about " << content;
  std::filesystem::create_symlink("bin/program", source + "/link");
  SpawnRequest request;
  request.command = {"/bin/tar", "-czf", tar, "-C", source, "."};
  request.environment = {{"PATH", "/usr/bin:/bin"}};
  auto packed = make_real_processes()->run(request, 30s);
  EXPECT_TRUE(packed && packed->status == 0);
  return {tar, sha256(*make_real_disk()->read(tar)).text()};
}

}  // namespace infra::test
