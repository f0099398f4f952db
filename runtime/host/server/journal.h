// What this host was told to do and what came of it, a JSON object a line: for people, and for whoever merges it into
// a deployment's audit later. Two files of bounded size. No inputs stand in it, so no secrets do.
#pragma once

#include <mutex>
#include <string>

#include "compiler/base/json.h"
#include "runtime/system/system.h"

namespace infra::runtime {

class HostJournal {
 public:
  HostJournal(System& system, std::string path) : system_(system), path_(std::move(path)) {}
  /// Adds the time. A line that the disk does not take is lost: the calls themselves are recorded by their caller.
  void add(Json line);

 private:
  System& system_;
  std::string path_;
  std::mutex mutex_;
};

}  // namespace infra::runtime
