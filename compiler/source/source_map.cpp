#include "compiler/source/source_map.h"

#include <algorithm>

#include "compiler/base/text.h"

namespace infra {

namespace {
constexpr size_t kBlock = 1024;
}

SourceFile::SourceFile(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {
  line_starts_.push_back(0);
  for (size_t i = text_.find('\n'); i != std::string::npos; i = text_.find('\n', i + 1)) {
    line_starts_.push_back(static_cast<uint32_t>(i + 1));
  }
  uint32_t points = 0;
  for (size_t at = 0; at <= text_.size(); at += kBlock) {
    block_points_.push_back(points);
    points += static_cast<uint32_t>(count_code_points(std::string_view(text_).substr(at, kBlock)));
  }
}

size_t SourceFile::points_before(uint32_t offset) const {
  const size_t block = offset / kBlock;
  return block_points_[block] +
         count_code_points(std::string_view(text_).substr(block * kBlock, offset - block * kBlock));
}

LineColumn SourceFile::locate(uint32_t offset) const {
  offset = std::min<uint32_t>(offset, static_cast<uint32_t>(text_.size()));
  auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  auto line = static_cast<uint32_t>(after - line_starts_.begin());
  uint32_t start = line_starts_[line - 1];
  return {line, static_cast<uint32_t>(points_before(offset) - points_before(start)) + 1};
}

std::string_view SourceFile::line(uint32_t line) const {
  uint32_t start = line_starts_[line - 1];
  size_t end = line < line_starts_.size() ? line_starts_[line] - 1 : text_.size();
  std::string_view text = std::string_view(text_).substr(start, end - start);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

FileId SourceMap::add(std::string name, std::string text) {
  files_.push_back(std::make_unique<SourceFile>(std::move(name), std::move(text)));
  return FileId(static_cast<uint32_t>(files_.size() - 1));
}

}  // namespace infra
