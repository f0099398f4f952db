// The state in one SQLite database, `state.db`, beside the file `lease` that its holder locks.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "runtime/state/sqlite/tables.h"
#include "runtime/state/state.h"

namespace infra::runtime::sqlite {

std::string database_path(const std::string& folder);
std::string lease_path(const std::string& folder);

/// One connection for all readers: each of their calls is one short statement. Readers keep it alive.
struct ReadConnection {
  std::mutex mutex;
  std::unique_ptr<Connection> db;
};

class SqliteLease final : public Lease {
 public:
  SqliteLease(const State& state, std::unique_ptr<FileLock> lock, Fence fence)
      : state_(state), lock_(std::move(lock)), fence_(fence) {}
  Fence fence() const override { return fence_; }
  bool is_of(const State& state) const { return &state_ == &state; }

 private:
  const State& state_;
  std::unique_ptr<FileLock> lock_;
  Fence fence_;
};

class SqliteState final : public State {
 public:
  SqliteState(System& system, std::string folder, Founded founded, std::unique_ptr<Connection> reading,
              std::unique_ptr<Connection> writing);

  const std::string& deployment() const override { return founded_.deployment; }
  const std::string& lineage() const override { return founded_.lineage; }
  const std::string& folder() const override { return folder_; }
  std::string blob_folder() const override { return blob_folder_; }

  Result<std::unique_ptr<StateReader>> read() override;
  Result<std::unique_ptr<Lease>> acquire(const std::string& who) override;
  Result<void> transact(const Lease& lease, const std::function<Result<void>(StateWriter&)>& body) override;

 private:
  using Body = std::function<Result<void>(const Writing&)>;
  /// Begins, runs `body`, commits; everything that can go wrong with a commit is here.
  Result<void> in_transaction(uint64_t fence, const Body& body);
  Result<void> settle_commit(int code, const Writing& in, std::string_view token);

  System& system_;
  std::string folder_;
  std::string blob_folder_;
  Founded founded_;
  std::shared_ptr<ReadConnection> reading_;
  std::mutex write_mutex_;
  std::unique_ptr<Connection> writing_;
};

}  // namespace infra::runtime::sqlite
