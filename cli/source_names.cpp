#include "cli/source_names.h"

#include <filesystem>

namespace infra::cli {

namespace fs = std::filesystem;

namespace {

std::string path_of(std::string_view name, const std::string& folder) {
  fs::path path = (fs::path(folder) / name).lexically_normal();
  std::error_code problem;
  if (!fs::is_regular_file(path, problem)) return std::string(name);
  // A folder of the program's own that is called `std` is not the stdlib.
  return path.native().starts_with("std/") ? "./" + path.native() : path.native();
}

}  // namespace

SourceMap named_by_paths(const SourceMap& sources, const std::string& folder) {
  SourceMap named;
  for (uint32_t i = 0; i < sources.size(); ++i) {
    const SourceFile& file = sources.file(FileId(i));
    named.add(path_of(file.name(), folder), std::string(file.text()));
  }
  return named;
}

}  // namespace infra::cli
