#include "test/unit/runtime/state/state_conformance.h"

namespace infra::runtime {

const Implementation kSqlite{
    "Sqlite",
    [](System& system, const std::string& folder, const Founding& founding) {
      return init_sqlite_state(system, folder, "shop", true, founding);
    },
    open_sqlite_state,
};

}  // namespace infra::runtime
