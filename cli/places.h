// Where the parts of this installation lie: relative to the real path of the executable, so that a tree can be moved
// and the build tree works like an installed one.
#pragma once

#include <string>

#include "compiler/base/result.h"

namespace infra::cli {

struct Places {
  std::string program;  ///< The real path of this executable.
  std::string stdlib;   ///< `../share/infra/stdlib`
  std::string errors;   ///< `../share/infra/errors`: one page a code.
  std::string libexec;  ///< `../libexec/infra`: the helper and the shim.
};

/// E0912 when the kernel does not say where the executable lies.
Result<Places> find_places();

/// E0912 when there is nothing at `path`.
Result<void> must_exist(const std::string& path);

}  // namespace infra::cli
