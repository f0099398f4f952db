// The runtime as a verb uses it: one deployment's state, its providers and the engine on top, in the real world.
#pragma once

#include <memory>
#include <set>
#include <string>

#include "cli/context.h"
#include "cli/option_table.h"
#include "runtime/exec/engine.h"

namespace infra::cli {

struct StateOptions {
  std::string folder;  ///< `--state`; empty: `.infra` beside the file that the verb was given, or here.
};
void add_state_option(OptionTable& takes, StateOptions& options);

/// `.infra` beside `file`, unless --state says otherwise.
std::string state_folder(const StateOptions& options, const std::string& file);

struct SessionOptions {
  std::string state;  ///< The folder.
  std::set<std::string> destroy_data = {};
  CancelToken cancel = {};
  runtime::EventSink events = {};
};

class Session {
 public:
  /// E0602 when there is no state: never an empty one.
  static Result<std::unique_ptr<Session>> open(const Context& context, SessionOptions options);
  ~Session();

  runtime::Engine& engine();
  runtime::State& state();

 private:
  Session();
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// user@host: who does it, for the audit log.
std::string who_runs_this();

}  // namespace infra::cli
