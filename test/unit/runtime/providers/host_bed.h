// A host of a test's own, its providers in this process or behind a helper, and a look at it from outside.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "runtime/host/client/host_providers.h"
#include "runtime/host/host.h"
#include "test/conformance/provider_conformance.h"
#include "test/support/fake_system.h"
#include "test/support/temp_folder.h"

namespace infra::test {

enum class Where : uint8_t { InProcess, Helper };

/// The root, the programs, and a check at the end that nothing was left running.
class TestHost {
 public:
  explicit TestHost(Where where);
  ~TestHost();

  runtime::System& system() { return system_; }
  runtime::Provider& provider(const std::string& name);
  const std::string& root() const { return root_; }
  const TempFolder& folder() const { return folder_; }

  /// The next call dies at this place.
  void crash_at(const std::string& failpoint);
  /// Comes back on what is left; false when nothing had died.
  bool recover();
  /// SIGKILL to the helper, when it has one.
  void kill_helper();
  runtime::HostProviders& remote() { return *remote_; }

  /// Processes of this host by program name: `infra-shim`, `infra-host`, `infra-test-backend`, …
  std::vector<runtime::ProcessId> processes(const std::string& program);
  /// All that are neither helper nor shim.
  std::vector<runtime::ProcessId> supervised();
  /// As a power loss leaves it: nothing runs, the files are there.
  void power_loss();

 private:
  void open();

  Where where_;
  TempFolder folder_;
  std::string root_;
  std::unique_ptr<runtime::Clock> clock_;
  std::unique_ptr<runtime::Random> random_;
  std::unique_ptr<runtime::Disk> disk_;
  std::unique_ptr<runtime::Processes> processes_;
  std::unique_ptr<runtime::Network> network_;
  TestFailpoints failpoints_;
  runtime::System system_;
  std::string armed_;
  std::unique_ptr<runtime::Host> host_;
  std::map<std::string, std::unique_ptr<runtime::Provider>> providers_;
  std::unique_ptr<runtime::HostProviders> remote_;
  std::optional<runtime::ProcessId> armed_helper_;
};

/// A folder with the test's server in it, as an unpacked archive would be; and a tar of it with its digest.
std::string backend_folder(const TempFolder& folder);
struct TestTar {
  std::string path;
  std::string digest;
};
TestTar make_tar(const TempFolder& folder, const std::string& name, const std::string& content);

/// The test's server, running by itself: something for a balancer to point at. Ends with the object.
class Backend {
 public:
  Backend(runtime::System& system, const std::string& body, std::map<std::string, std::string> more = {});
  ~Backend();
  Json endpoint() const { return {{"host", "127.0.0.1"}, {"port", port_}}; }
  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  void kill();

 private:
  runtime::System& system_;
  int port_ = 0;
  runtime::ProcessId process_;
};

runtime::Desired balancer(int listen, std::vector<const Backend*> backends, Json more = Json::object());

/// A service of the test's server, as its inputs.
runtime::Desired backend_service(const std::string& root, Json env = Json::object());

}  // namespace infra::test
