// Any bytes as the choices of a generator of expressions: what is folded early is what is evaluated late.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "test/unit/compiler/value/random_expression.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace infra::value;
  ValueStore values;
  size_t at = 0;
  // Where the bytes end, everything is the simplest, so that the expression ends too.
  test::Generator generate(values, [&](int n) { return at < size ? data[at++] % n : 0; });
  test::Tally tally;
  if (std::string differs = test::difference(values, generate, 9, tally); !differs.empty()) {
    std::fprintf(stderr, "%s\n", differs.c_str());
    std::abort();
  }
  return 0;
}
