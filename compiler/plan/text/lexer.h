// Tokens of the text form, taken one at a time as the reader wants them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "compiler/base/result.h"

namespace infra::plan {

class TextCursor {
 public:
  explicit TextCursor(std::string_view text) : text_(text) {}

  /// What stands next, after spaces and line breaks.
  std::string_view rest();
  bool done() { return rest().empty(); }
  /// Takes `token` if it stands next.
  bool skip(std::string_view token);
  /// Takes the word if it stands next and ends there.
  bool skip_word(std::string_view word);
  Result<void> expect(std::string_view token);
  Result<void> expect_word(std::string_view word);
  /// What `length` measures, or text in quotes.
  Result<std::string> name(size_t (*length)(std::string_view), std::string_view what);
  Result<std::string> quoted();
  Result<int64_t> integer();
  Result<uint64_t> size();
  /// A word that stands bare, without taking it; empty when there is none.
  std::string_view peek_word();
  std::string_view take(size_t size);

  /// E0505 here.
  Error wrong(std::string_view what) const;

 private:
  std::string_view text_;
  size_t at_ = 0;
};

}  // namespace infra::plan
