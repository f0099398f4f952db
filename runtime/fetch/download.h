// One file over https.
#pragma once

#include <string>

#include "compiler/base/result.h"
#include "runtime/system/system.h"

namespace infra::runtime {

inline constexpr uint64_t kMaxDownload = 64u << 20;

/// The bytes of `address` into the new file `path`. Only https, redirections included; the certificates are those of
/// the machine, or of SSL_CERT_FILE. E1023, E1035.
Result<void> download(const std::string& address, const std::string& path, System& system);

}  // namespace infra::runtime
