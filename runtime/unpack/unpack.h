// Unpacking a tar that may be hostile.
#pragma once

#include <string>

#include "compiler/base/digest.h"
#include "runtime/unpack/lay_down.h"

namespace infra::runtime {

/// Unpacks the tar at `path` (plain, gzip, xz, bzip2, zstd) into the empty folder `into`, and checks on the way that
/// its bytes have `digest`. Owners, times and modes other than the executable bit are not taken over. E0820, E0816, and
/// what LayDown gives.
Result<Tree> unpack(const std::string& path, const Digest& digest, const std::string& into,
                    const UnpackRules& rules = {});

/// The same for an archive whose digest nobody knows yet; `name` is for messages.
Result<Tree> unpack(const std::string& path, const std::string& name, const std::string& into,
                    const UnpackRules& rules);

}  // namespace infra::runtime
