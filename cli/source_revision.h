// Which commit the sources are of, for the audit log.
#pragma once

#include <string>

namespace infra::cli {

/// The commit that the Git work tree around `folder` has checked out, as Git keeps it in its files; empty when there is
/// none. It says nothing about changes that are not committed.
std::string source_revision(const std::string& folder);

}  // namespace infra::cli
