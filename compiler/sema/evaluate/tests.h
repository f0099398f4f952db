// Running `test` blocks: every plan is an instance of the file that the test stands in, in one evaluation.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "compiler/diag/sink.h"
#include "compiler/sema/evaluate/evaluate.h"

namespace infra::sema {

struct TestOutcome {
  std::string title;
  Span span;
  bool passed = false;
};

/// What a plan would be called, for `p.digest`; the passes know, which lie above.
using DigestOf = std::function<std::string(const Program&, const Model&)>;

/// One test of the file `module`. Why it fails is in `sink`: E0413 to E0415, and what a plan complains about.
TestOutcome run_test(const EvaluationRequest& request, ModuleId module, uint32_t index, const DigestOf& digest_of,
                     diag::Sink& sink);

}  // namespace infra::sema
