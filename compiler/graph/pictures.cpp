#include "compiler/graph/pictures.h"

namespace infra::graph {

const std::vector<Format>& formats() {
  static const std::vector<Format> kFormats = {
      {"dot", ".dot", to_dot},
      {"svg", ".svg", to_svg},
      {"mermaid", ".mmd", to_mermaid},
      {"html", ".html", to_html},
  };
  return kFormats;
}

const Format* format_named(std::string_view name) {
  for (const Format& format : formats()) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

const Format* format_of_file(std::string_view file) {
  for (const Format& format : formats()) {
    if (file.ends_with(format.suffix)) return &format;
  }
  return nullptr;
}

}  // namespace infra::graph
