// What a verb found, kept until it is done, so that a tool gets one document however often the verb reported.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "compiler/diag/render.h"

namespace infra::cli {

class Diagnostics {
 public:
  void add(const Error& error);
  void add(std::vector<diag::Diagnostic> diagnostics, SourceMap sources);

  /// Whether a document is due: something was reported, be it that there is nothing to say.
  bool due() const { return !parts_.empty(); }
  std::string render(diag::Format format, const diag::RenderOptions& options) const;

 private:
  struct Part {
    std::vector<diag::Diagnostic> diagnostics;
    SourceMap sources;
  };
  std::deque<Part> parts_;
  std::deque<Error> errors_;  // codes of diagnostics may point into them
};

}  // namespace infra::cli
