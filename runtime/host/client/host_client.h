// The helper as its users reach it: a connection per call in flight, the helper started when its socket does not
// answer.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "runtime/host/line_channel.h"
#include "runtime/provider/provider.h"

namespace infra::runtime {

/// `libexec/infra/NAME` beside this program: found relative to its real path, from `bin` or from `libexec/infra`.
std::string companion_program(const std::string& name);

struct HostOptions {
  std::string root;               ///< Of the helper.
  std::string helper_program;     ///< Path of infra-host; empty: it is not started on demand.
  Milliseconds greeting{10'000};  ///< How long one that accepts a connection may take to say who it is.
};

class HostClient {
 public:
  HostClient(System& system, HostOptions options) : system_(system), options_(std::move(options)) {}

  /// The answer to `method`. A connection lost after the call was sent is E0805 with certainty Unknown, an answer that
  /// does not come by the call's deadline E0810, Unknown too.
  CallResult<Json> ask(const std::string& provider, const std::string& method, const Call& call, const Json& arguments);
  /// Nothing to stop is success. Returns when the helper has ended.
  Result<void> stop_helper();

 private:
  Result<std::unique_ptr<LineChannel>> connect();
  Result<std::unique_ptr<LineChannel>> open_channel(bool& hung_up);
  Result<void> start_helper();

  System& system_;
  HostOptions options_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<LineChannel>> idle_;
};

}  // namespace infra::runtime
