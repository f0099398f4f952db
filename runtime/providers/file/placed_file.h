// A file put at its path whole, and recognized there.
#pragma once

#include <optional>
#include <string>

#include "compiler/base/digest.h"
#include "runtime/provider/provider.h"

namespace infra::runtime {

/// What lies at a path.
struct PlacedFile {
  bool is_file = false;  ///< Regular, and not a link to one.
  unsigned mode = 0;
  Digest digest;
  std::optional<Stamp> stamp;  ///< In the attribute `user.infra.stamp`, where the file system keeps such.
};

/// Nothing when nothing is there. A file that cannot be read is E0055.
Result<std::optional<PlacedFile>> look_at(const std::string& path);

/// Writes `bytes` beside `path`, stamps it, syncs it, and renames it over; the folder is synced by `disk`. With `only_new`, what lies at the path
/// already is not replaced: E0840.
Result<void> place_file(Disk& disk, const std::string& path, std::string_view bytes, unsigned mode, const Stamp& stamp,
                        bool only_new);

}  // namespace infra::runtime
