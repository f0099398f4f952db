#include "compiler/value/keys.h"

#include "compiler/diag/codes/value.h"
#include "compiler/diag/error.h"
#include "compiler/value/scalars.h"

namespace infra::value {

Result<void> normal_key(const ValueStore& values, ValueId key) {
  if (values.kind(key) != ValueKind::String || is_nfc(values.as_text(key))) return {};
  return fail(diag::error(diag::KeyNotNormal, values.as_text(key)).way_out("write its letters composed"));
}

}  // namespace infra::value
