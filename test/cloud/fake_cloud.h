// A cloud in one file. What was asked of it and what it did are lines of a log that outlives the process; opening the
// log again is that cloud again.
//
//   fake.Thing    immutable   found by its stamp; health, logs, can be stopped
//   fake.Token    immutable   found by the client's token
//   fake.Named    immutable   found by the name that we chose
//   fake.Blind    immutable   not found again
//   fake.Disk     persistent  changed in place, but never made smaller
//   fake.Pointer  pointer     points at texts; drains
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "runtime/provider/provider.h"

namespace infra::test {

struct CloudThing {
  std::string id;
  std::string kind;
  runtime::Stamp stamp;
  std::string token;
  Json inputs;
  Json attributes;  ///< As `read` gives them.
  bool running = true;
};

class FakeCloud : public runtime::Provider {
 public:
  /// Opens the cloud kept in `file`, or founds one there.
  explicit FakeCloud(std::string file);
  ~FakeCloud() override;

  Result<std::vector<runtime::Capabilities>> describe() override;
  Result<Digest> program() override;
  Result<std::string> target() override;
  Result<void> validate(const runtime::Call& call, const runtime::Desired& desired) override;
  Result<runtime::ChangeAnswer> plan_change(const std::string& kind, const Json& before, const Json& after) override;
  runtime::CallResult<runtime::Created> create(const runtime::Call& call, const runtime::Desired& desired) override;
  runtime::CallResult<runtime::Observed> read(const runtime::Call& call, const std::string& kind,
                                              const std::string& id) override;
  runtime::CallResult<runtime::Created> update(const runtime::Call& call, const std::string& id, const Json& before,
                                               const runtime::Desired& after) override;
  runtime::CallResult<void> destroy(const runtime::Call& call, const std::string& kind, const std::string& id) override;
  runtime::CallResult<std::vector<runtime::Found>> find(const runtime::Call& call, const std::string& kind,
                                                        const std::string& lineage,
                                                        const std::string& address) override;
  runtime::CallResult<void> start(const runtime::Call& call, const std::string& kind, const std::string& id) override;
  runtime::CallResult<void> stop(const runtime::Call& call, const std::string& kind, const std::string& id) override;
  /// Failed when `text` holds "bad"; Starting a while when it holds "slow".
  runtime::CallResult<runtime::HealthReport> health(const runtime::Call& call, const std::string& kind,
                                                    const std::string& id) override;
  runtime::CallResult<runtime::Drained> drain(const runtime::Call& call, const std::string& kind,
                                              const std::string& id) override;
  runtime::CallResult<std::string> logs(const runtime::Call& call, const std::string& kind, const std::string& id,
                                        size_t lines) override;

  // What a test may look at, and do by hand.
  std::map<std::string, CloudThing> things() const;
  /// `create app[0]`, in the order in which they took effect.
  std::vector<std::string> effects() const;
  size_t calls(const std::string& operation) const;
  void lose(const std::string& id);
  void halt(const std::string& id);
  void change_by_hand(const std::string& id, const std::string& attribute, const Json& value);
  void move_to(std::string target) { target_ = std::move(target); }
  void replace_program() { program_ = sha256("another program"); }

 private:
  void write(Json line);
  void take(const Json& line);  ///< Applies one line of the log.
  /// Notes a call that changes something. A call of an older holder than one that was seen is refused (E0803), as a
  /// helper does it.
  std::optional<runtime::CallError> enter(const char* operation, const runtime::Call& call);
  runtime::Created answer(const CloudThing& thing) const;

  mutable std::mutex mutex_;
  int file_ = -1;
  std::map<std::string, CloudThing> things_;
  std::map<std::string, std::string> by_token_;
  std::map<std::string, runtime::Fence> seen_;  ///< By lineage.
  std::map<std::string, size_t> calls_;
  std::map<std::string, int> health_asked_;
  std::vector<std::string> effects_;
  uint64_t next_ = 1;
  std::string target_ = "cloud-1";
  Digest program_ = sha256("the program of the fake cloud");
};

/// One provider under the name `fake`.
class OneProvider : public runtime::Providers {
 public:
  explicit OneProvider(runtime::Provider& provider) : provider_(provider) {}
  Result<runtime::Provider*> find(const std::string& name) override;
  /// Refuses a lower fence than it has seen (E0803).
  Result<void> raise_fence(const std::string& lineage, runtime::Fence fence) override;
  runtime::Fence fence() const { return fence_; }
  size_t asked() const { return asked_; }  ///< How often a provider was looked up.

 private:
  runtime::Provider& provider_;
  runtime::Fence fence_;
  size_t asked_ = 0;
};

}  // namespace infra::test
