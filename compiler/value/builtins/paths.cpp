#include "compiler/value/builtins/paths.h"

namespace infra::value::builtin {
namespace {

std::string_view without_end(std::string_view path) {
  if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return path;
}

/// Where the extension's dot stands in a name, or npos.
size_t dot_of(std::string_view name) {
  size_t dot = name.rfind('.');
  return dot == 0 ? name.npos : dot;
}

}  // namespace

std::string_view name_of_path(std::string_view path) {
  path = without_end(path);
  return path.substr(path.rfind('/') + 1);
}

std::string_view folder_of_path(std::string_view path) {
  path = without_end(path);
  size_t slash = path.rfind('/');
  if (slash == path.npos) return ".";
  return path.substr(0, slash == 0 ? 1 : slash);
}

std::string_view stem_of_path(std::string_view path) {
  std::string_view name = name_of_path(path);
  return name.substr(0, dot_of(name));
}

std::string_view extension_of_path(std::string_view path) {
  std::string_view name = name_of_path(path);
  size_t dot = dot_of(name);
  return dot == name.npos ? "" : name.substr(dot + 1);
}

std::string sibling(std::string_view path, std::string_view name) {
  std::string_view dir = folder_of_path(path);
  if (dir == ".") return std::string(name);
  return std::string(dir).append(dir == "/" ? "" : "/").append(name);
}

std::string_view path_under(std::string_view path, std::string_view base) {
  path = without_end(path);
  base = without_end(base);
  if (path == base) return ".";
  if (base == ".") return path.starts_with('/') ? std::string_view() : path;
  if (!path.starts_with(base)) return {};
  path.remove_prefix(base.size());
  if (base == "/") return path;
  return path.starts_with('/') ? path.substr(1) : std::string_view();
}

}  // namespace infra::value::builtin
