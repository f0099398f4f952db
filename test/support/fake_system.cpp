#include "test/support/fake_system.h"

#include "runtime/system/real.h"

namespace infra::test {

using runtime::Milliseconds;

Milliseconds FakeClock::wall() {
  constexpr Milliseconds kStart{1'767'225'600'000};  // 2026-01-01T00:00:00Z
  return kStart + monotonic();
}

Milliseconds FakeClock::monotonic() {
  const std::lock_guard lock(mutex_);
  return since_start_;
}

bool FakeClock::sleep(Milliseconds duration, const CancelToken& cancel) {
  if (cancel.cancelled()) return false;
  advance(duration);
  return true;
}

void FakeClock::advance(Milliseconds duration) {
  const std::lock_guard lock(mutex_);
  since_start_ += duration;
}

void SeededRandom::fill(std::span<uint8_t> bytes) {
  const std::lock_guard lock(mutex_);
  for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(engine_());
}

FaultDisk::FaultDisk() : disk_(runtime::make_real_disk()) {}

void FaultDisk::fail_changes_from(size_t nth, Error error) {
  fail_from_ = changes_ + nth;
  error_ = std::move(error);
}

void FaultDisk::heal() { fail_from_ = 0; }

Result<void> FaultDisk::change() {
  ++changes_;
  if (fail_from_ != 0 && changes_ >= fail_from_) return fail(error_);
  return {};
}

Result<std::string> FaultDisk::read(const std::string& path) { return disk_->read(path); }

Result<void> FaultDisk::write_atomic(const std::string& path, std::string_view bytes, runtime::WriteOptions options) {
  INFRA_TRY(change());
  return disk_->write_atomic(path, bytes, options);
}

Result<void> FaultDisk::make_folders(const std::string& path, int mode) {
  INFRA_TRY(change());
  return disk_->make_folders(path, mode);
}

Result<void> FaultDisk::remove(const std::string& path) {
  INFRA_TRY(change());
  return disk_->remove(path);
}

Result<void> FaultDisk::remove_tree(const std::string& path) {
  INFRA_TRY(change());
  return disk_->remove_tree(path);
}

bool FaultDisk::exists(const std::string& path) { return disk_->exists(path); }

Result<std::vector<std::string>> FaultDisk::list(const std::string& path) { return disk_->list(path); }

Result<std::unique_ptr<runtime::FileLock>> FaultDisk::try_lock(const std::string& path, std::string_view note) {
  INFRA_TRY(change());
  return disk_->try_lock(path, note);
}

Result<std::string> FaultDisk::file_system_type(const std::string& path) {
  if (!type_.empty()) return type_;
  return disk_->file_system_type(path);
}

void TestFailpoints::hit(std::string_view name) {
  const std::lock_guard lock(mutex_);
  ++hits_[std::string(name)];
  if (left_ > 0 && name == name_ && --left_ == 0) throw Killed{name_};
}

void TestFailpoints::throw_at(std::string name, int count) {
  const std::lock_guard lock(mutex_);
  name_ = std::move(name);
  left_ = count;
}

std::map<std::string, int> TestFailpoints::hits() const {
  const std::lock_guard lock(mutex_);
  return hits_;
}

namespace {

Error absent(const std::string& what) { return Error{"E0055", "this world has no " + what, {}, ""}; }

}  // namespace

Result<runtime::ProcessId> NoProcesses::spawn(const runtime::SpawnRequest&) { return fail(absent("processes")); }
Result<runtime::Finished> NoProcesses::run(const runtime::SpawnRequest&, Milliseconds) {
  return fail(absent("processes"));
}
bool NoProcesses::alive(const runtime::ProcessId&) { return false; }
Result<void> NoProcesses::signal(const runtime::ProcessId&, int) { return fail(absent("processes")); }
bool NoProcesses::wait_gone(const runtime::ProcessId&, Milliseconds) { return true; }
void NoProcesses::reap() {}
std::vector<runtime::ProcessId> NoProcesses::find_by_environment(std::string_view, std::string_view) { return {}; }
std::string NoProcesses::boot_id() { return "00000000-0000-0000-0000-000000000001"; }

Result<runtime::HttpAnswer> NoNetwork::http_get(const std::string&, int, const std::string&, Milliseconds) {
  return fail(absent("network"));
}
Result<void> NoNetwork::tcp_connect(const std::string&, int, Milliseconds) { return fail(absent("network")); }
Result<std::string> NoNetwork::ask_unix(const std::string&, std::string_view, Milliseconds) {
  return fail(absent("network"));
}
Result<int> NoNetwork::free_port() { return fail(absent("network")); }
bool NoNetwork::port_in_use(int) { return false; }

FakeSystem::FakeSystem(uint64_t seed)
    : random(seed),
      system_{clock,
              random,
              disk,
              processes,
              network,
              failpoints,
              [this](const std::string& name) -> std::optional<std::string> {
                const auto found = environment.find(name);
                if (found == environment.end()) return std::nullopt;
                return found->second;
              }} {}

}  // namespace infra::test
