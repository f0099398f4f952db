// How regular expressions are read everywhere: RE2's syntax, UTF-8, bounded memory, silent.
#pragma once

#include <re2/re2.h>

namespace infra::value {

inline re2::RE2::Options regex_options() {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(8 << 20);
  return options;
}

}  // namespace infra::value
