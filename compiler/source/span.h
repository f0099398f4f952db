// A place in a source file: half-open byte offsets.
#pragma once

#include <cstdint>

#include "compiler/base/ids.h"

namespace infra {

INFRA_ID(FileId);

struct Span {
  FileId file;
  uint32_t begin = 0;
  uint32_t end = 0;

  bool valid() const { return file.valid(); }
  /// The smallest span that covers both; both lie in one file.
  Span to(Span other) const {
    return {file, begin < other.begin ? begin : other.begin, end > other.end ? end : other.end};
  }
  /// The empty span at its end: "insert here".
  Span after() const { return {file, end, end}; }
  friend bool operator==(Span, Span) = default;
};

}  // namespace infra
