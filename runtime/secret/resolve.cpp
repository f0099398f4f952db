#include "compiler/diag/codes/state.h"
#include "compiler/diag/error.h"
#include "runtime/secret/secret.h"

namespace infra::runtime {

Result<SecretText> resolve_secret(System& system, std::string_view source, std::string_view name) {
  if (source == "env") {
    std::optional<std::string> value = system.environment(std::string(name));
    if (!value) return fail(diag::error(diag::SecretUnset, name).way_out("set it where infra runs"));
    return SecretText(std::move(*value));
  }
  if (source == "file") {
    auto bytes = system.disk.read(std::string(name));
    if (!bytes) return fail(diag::error(diag::SecretUnreadable, name, bytes.error().message));
    // Editors end files with a newline that is no part of the secret.
    if (bytes->ends_with('\n')) bytes->pop_back();
    return SecretText(std::move(*bytes));
  }
  return fail(diag::error(diag::SecretSourceUnknown, source));
}

}  // namespace infra::runtime
