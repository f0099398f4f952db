// A program as it is at one moment, checked and evaluated: what tools ask questions about. Read only; questions are
// free functions in the headers beside this one (evaluate.h, symbols.h).
#pragma once

#include <memory>
#include <vector>

#include "compiler/diag/diagnostic.h"
#include "compiler/service/compile.h"
#include "compiler/source/source_map.h"

namespace infra::service {

struct Compilation;

class Snapshot {
 public:
  /// As `compile`, without the plan. `params_required` is false where a param without a value may stand for any.
  static Snapshot take(const CompileRequest& request, bool params_required);
  /// The same, for a process that lives on: files that are as they were in `previous` are not parsed again, and of one
  /// that was edited only what the edit touched. When `previous` was asked to keep what it found out (`keeps`), an edit
  /// inside of a value makes only what is around it be checked and evaluated again. `previous` is spent.
  static Snapshot take(const CompileRequest& request, bool params_required, Snapshot previous);
  explicit Snapshot(Compilation compilation);
  Snapshot(Snapshot&&) noexcept;
  Snapshot& operator=(Snapshot&&) noexcept;
  ~Snapshot();

  const SourceMap& sources() const;
  /// Sorted, without repetitions.
  const std::vector<diag::Diagnostic>& diagnostics() const;
  /// True when no diagnostic is an error.
  bool ok() const;
  /// For the questions.
  const Compilation& compilation() const { return *compilation_; }
  Compilation& compilation() { return *compilation_; }

 private:
  std::unique_ptr<Compilation> compilation_;
};

}  // namespace infra::service
