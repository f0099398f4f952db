// Results of tests as JUnit XML, which CI servers read.
#pragma once

#include <span>
#include <string>

namespace infra::cli {

struct JunitCase {
  std::string file;
  std::string name;
  bool passed = false;
  std::string text;  ///< Why it failed.
};

/// One suite a file, in the order given.
std::string junit_xml(std::span<const JunitCase> cases);

}  // namespace infra::cli
