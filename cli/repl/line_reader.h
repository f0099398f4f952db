// Lines of a person or of a pipe. On a terminal they can be edited, and those of earlier sessions come back.
#pragma once

#include <memory>
#include <optional>
#include <string>

namespace infra::cli {

class LineReader {
 public:
  virtual ~LineReader() = default;
  /// Without its line break; nothing at the end of the input.
  virtual std::optional<std::string> read(const std::string& prompt) = 0;
};

/// `history` is the file that keeps lines from session to session; empty for none. A pipe has neither prompt nor history.
std::unique_ptr<LineReader> terminal_lines(const std::string& history);
std::unique_ptr<LineReader> piped_lines();

}  // namespace infra::cli
