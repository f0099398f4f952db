// Where phases put what they find.
#pragma once

#include <utility>
#include <vector>

#include "compiler/diag/definition.h"

namespace infra::diag {

/// Adds detail to a diagnostic that was just emitted: `sink.emit(UnknownName, span, name).help("…")`.
class Builder {
 public:
  explicit Builder(Diagnostic& diagnostic) : diagnostic_(diagnostic) {}
  Builder& label(std::string text) { return diagnostic_.primary.text = std::move(text), *this; }
  Builder& also(Span span, std::string text) { return diagnostic_.secondary.push_back({span, std::move(text)}), *this; }
  Builder& note(std::string text) { return diagnostic_.notes.push_back(std::move(text)), *this; }
  Builder& help(std::string text) { return diagnostic_.help = std::move(text), *this; }
  Builder& fix(Span span, std::string replacement, std::string title) {
    return diagnostic_.fixes.push_back({span, std::move(replacement), std::move(title)}), *this;
  }

 private:
  Diagnostic& diagnostic_;
};

class Sink {
 public:
  /// The builder is for the same full expression only: the next emit may move the diagnostics.
  template <typename... Args>
  Builder emit(const Definition<Args...>& definition, Span span, const std::type_identity_t<Args>&... args) {
    Diagnostic d;
    d.code = definition.code;
    d.severity = definition.severity;
    d.message = definition.message(args...);
    d.primary.span = span;
    return add(std::move(d));
  }
  Builder add(Diagnostic diagnostic) {
    if (diagnostic.severity == Severity::Error) ++errors_;
    diagnostics_.push_back(std::move(diagnostic));
    return Builder(diagnostics_.back());
  }

  bool has_errors() const { return errors_ > 0; }
  size_t error_count() const { return errors_; }
  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }
  std::vector<Diagnostic> take() { return errors_ = 0, std::exchange(diagnostics_, {}); }

 private:
  std::vector<Diagnostic> diagnostics_;
  size_t errors_ = 0;
};

}  // namespace infra::diag
