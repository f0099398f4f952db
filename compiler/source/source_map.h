// The texts that spans point into.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/span.h"

namespace infra {

struct LineColumn {
  uint32_t line = 1;    ///< From 1.
  uint32_t column = 1;  ///< From 1, in code points.
};

/// One text with its display name: relative to the package root, or `std/net/balancer.infra` for the stdlib, so
/// that messages and debug sections are the same wherever the sources lie.
class SourceFile {
 public:
  SourceFile(std::string name, std::string text);

  std::string_view name() const { return name_; }
  std::string_view text() const { return text_; }
  LineColumn locate(uint32_t offset) const;
  /// The line without its line break; `line` from 1.
  std::string_view line(uint32_t line) const;
  uint32_t line_count() const { return static_cast<uint32_t>(line_starts_.size()); }
  uint32_t line_start(uint32_t line) const { return line_starts_[line - 1]; }

 private:
  std::string name_;
  std::string text_;
  /// Code points before `offset`.
  size_t points_before(uint32_t offset) const;

  std::vector<uint32_t> line_starts_;
  std::vector<uint32_t> block_points_;  ///< Before each block of kBlock bytes: a place on a long line is found at once.
};

class SourceMap {
 public:
  FileId add(std::string name, std::string text);
  const SourceFile& file(FileId id) const { return *files_[id.index]; }
  std::string_view text(Span span) const { return file(span.file).text().substr(span.begin, span.end - span.begin); }
  size_t size() const { return files_.size(); }

 private:
  std::vector<std::unique_ptr<SourceFile>> files_;
};

}  // namespace infra
