// A git repository, fetched once into the cache and kept there without a work tree.
#pragma once

#include <memory>
#include <string>

#include "compiler/base/result.h"
#include "runtime/fetch/protocol.h"
#include "runtime/system/system.h"

namespace infra::runtime {

class Repository {
 public:
  virtual ~Repository() = default;
  /// The commit that `source` stands for, 40 digits; exactly `wanted` when it is not empty. Fetches when that is not
  /// known here. E1023, E1024.
  virtual Result<std::string> find(const package::Source& source, const std::string& wanted) = 0;
  /// The tree of a commit that was found, into the empty folder `into`, under the rules of packages; when `dir` is not
  /// empty, the tree at that path alone. E1024 when it has no such folder.
  virtual Result<void> lay_down(const std::string& commit, const std::string& dir, const std::string& into) = 0;
};

/// Waits for another process that uses the same repository of the cache.
Result<std::unique_ptr<Repository>> open_repository(const FetchRequest& request, System& system);

}  // namespace infra::runtime
