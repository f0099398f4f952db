// Reads canonical JSON front to back: no tree, no white space, members in the order in which they must stand. What is
// let through here and is not canonical all the same is found when the plan is written again and compared.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "compiler/base/result.h"

namespace infra::plan {

class JsonCursor {
 public:
  explicit JsonCursor(std::string_view text) : text_(text) {}

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool done() const { return at_ == text_.size(); }
  /// Takes `token` if it stands here.
  bool skip(std::string_view token);
  /// E0503 unless it stands here.
  Result<void> expect(std::string_view token);
  Result<std::string> string();
  /// A number as it is written.
  std::string_view number();
  /// An integer, or a string of one outside of ±(2^53−1).
  Result<int64_t> integer();
  Result<uint64_t> size();

  /// `[`, items by `read`, `]`.
  template <typename Read>
  Result<void> array(Read read) {
    INFRA_TRY(expect("["));
    if (skip("]")) return {};
    do {
      INFRA_TRY(read());
    } while (skip(","));
    return expect("]");
  }

  /// E0503 here.
  Error not_canonical(std::string_view what) const;

 private:
  std::string_view text_;
  size_t at_ = 0;
};

}  // namespace infra::plan
