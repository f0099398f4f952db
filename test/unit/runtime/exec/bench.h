// A deployment on the fake cloud with a real state: what the tests of the engine work on.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/exec/engine.h"
#include "test/cloud/fake_cloud.h"
#include "test/cloud/faults.h"
#include "test/cloud/plans.h"
#include "test/support/fake_system.h"
#include "test/support/temp_folder.h"

namespace infra::test {

/// As the command line has it after compiling.
runtime::PlanInput input_of(const plan::Plan& plan);

/// A process at work: its own state, engine and connection to the cloud. Everything durable is in `folder`.
class Worker {
 public:
  Worker(runtime::System& system, const std::string& folder, runtime::EngineOptions options = {},
         FaultyProvider::Decide faults = {});

  FakeCloud cloud;
  FaultyProvider faulty;
  OneProvider providers;
  runtime::Redactor redactor;
  std::unique_ptr<runtime::State> state;
  std::vector<runtime::Event> events;
  std::unique_ptr<runtime::Engine> engine;

  /// Plans and applies.
  Result<runtime::RunReport> apply(const plan::Plan& plan);
  Result<runtime::RunReport> apply(const runtime::PlanInput& input);
  Result<runtime::RunReport> rollback(const std::optional<std::string>& target = std::nullopt);
  Result<runtime::RunReport> destroy();
};

/// One worker in a folder of its own, with what tests ask of it.
class Bench {
 public:
  explicit Bench(runtime::EngineOptions options = {}, uint64_t seed = 1);
  /// No deployment is founded yet and no worker is there: restart() makes both.
  struct Empty {};
  explicit Bench(Empty, runtime::EngineOptions options = {}, uint64_t seed = 1);

  /// A new process: nothing in memory survives.
  void restart(FaultyProvider::Decide faults = {});
  /// The process ends; a fork from here on shares no open file with it.
  void stop() { worker_.reset(); }
  Worker& worker() { return *worker_; }
  Worker* operator->() { return worker_.get(); }

  TempFolder folder{InMemory()};
  FakeSystem system;
  runtime::EngineOptions options;

  // What stands in the world and in the state.
  std::vector<std::string> world() const;                       ///< `app[0] text=v1 running`, sorted; no ids.
  std::optional<CloudThing> thing(const std::string& address);  ///< The only one of its address.
  runtime::Instance row(const std::string& address);            ///< Of the head's map.
  std::vector<runtime::Instance> rows();
  uint64_t head();
  /// Every thing in the cloud has a row with its id, and no thing stands twice; every problem is one text.
  std::vector<std::string> problems();

 private:
  std::unique_ptr<Worker> worker_;
};

/// `app[0..n]` behind `front`, with `data`: the shop in small.
plan::Plan shop(const std::string& release, int apps = 2);

}  // namespace infra::test
