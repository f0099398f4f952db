// Any bytes: a plan, or an error. What reads is written back as the same bytes, and the verifier ends.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "compiler/plan/json.h"
#include "compiler/plan/text.h"
#include "compiler/plan/verify.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  auto plan = infra::plan::from_json(bytes);
  if (!plan) return 0;
  if (infra::plan::to_json(*plan) != bytes) std::abort();
  infra::plan::verify(*plan);
  auto again = infra::plan::from_text(infra::plan::to_text(*plan));
  if (!again || infra::plan::to_json(*again) != bytes) std::abort();
  return 0;
}
