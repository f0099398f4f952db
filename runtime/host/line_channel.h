// JSON objects, one a line, on a connected socket.
#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "compiler/base/json.h"
#include "runtime/system/file_descriptor.h"
#include "runtime/system/system.h"

namespace infra::runtime {

class LineChannel {
 public:
  explicit LineChannel(FileDescriptor socket) : socket_(std::move(socket)) {}

  /// From any thread, a whole line at a time. False when the other end is gone or does not read for ten seconds.
  bool send(const Json& message);
  /// The next line; nothing within `limit` gives an empty optional, an end of the connection or of understanding E0806.
  Result<std::optional<Json>> receive(Milliseconds limit);
  /// Makes a `receive` that waits in another thread end.
  void shut_down();

 private:
  FileDescriptor socket_;
  std::mutex sending_;
  std::string received_;
  size_t scanned_ = 0;
};

}  // namespace infra::runtime
