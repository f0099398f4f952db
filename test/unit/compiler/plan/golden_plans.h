// The plan of everything, and what a test makes of it.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "compiler/plan/text.h"

namespace infra::plan {

inline std::string golden_file(std::string_view name) {
  std::ifstream in(std::filesystem::path(INFRA_SOURCE_DIR) / "test/unit/compiler/plan/golden" / name);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

/// The golden plan with every `first` of a pair turned into its `second`.
inline Plan golden_plan(const std::vector<std::pair<std::string, std::string>>& changes = {}) {
  std::string text = golden_file("shop.ir");
  for (const auto& [from, to] : changes) {
    size_t count = 0;
    for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size(), ++count)
      text.replace(at, from.size(), to);
    EXPECT_GT(count, 0u) << "the plan does not hold " << from;
  }
  auto plan = from_text(text);
  EXPECT_TRUE(plan) << (plan ? "" : plan.error().message);
  return plan ? std::move(*plan) : Plan();
}

}  // namespace infra::plan
