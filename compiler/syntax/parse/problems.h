// The syntax errors of one file: bounded in number, so that a file of junk ends as quickly as any.
#pragma once

#include "compiler/diag/codes/syntax.h"
#include "compiler/diag/sink.h"
#include "compiler/source/span.h"
#include "compiler/syntax/scan/token.h"

namespace infra::syntax {

class Problems {
 public:
  static constexpr size_t kLimit = 100;

  Problems(FileId file, diag::Sink& sink) : file_(file), sink_(sink) {}

  Span span(const Token& token) const { return {file_, token.begin, token.end}; }
  Span span(uint32_t begin, uint32_t end) const { return {file_, begin, end}; }

  template <typename... Args>
  diag::Builder emit(const diag::Definition<Args...>& definition, Span span,
                     const std::type_identity_t<Args>&... args) {
    if (++count_ > kLimit) {
      if (count_ == kLimit + 1) sink_.emit(diag::TooManyErrors, span, kLimit);
      dropped_ = {};
      return diag::Builder(dropped_);
    }
    return sink_.emit(definition, span, args...);
  }
  size_t count() const { return count_; }
  bool full() const { return count_ > kLimit; }

 private:
  FileId file_;
  diag::Sink& sink_;
  diag::Diagnostic dropped_;
  size_t count_ = 0;
};

}  // namespace infra::syntax
