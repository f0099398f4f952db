#include "compiler/document/links.h"

#include <functional>

#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/diag/codes/tool.h"
#include "compiler/document/prose.h"

namespace infra::document {

Links::Links(const Documentation& documentation) {
  for (size_t m = 0; m < documentation.modules.size(); ++m) {
    const Module& module = documentation.modules[m];
    module_anchors_.push_back(module.name);
    by_anchor_.try_emplace(module.name, Target{m, std::nullopt});
    auto& anchors = item_anchors_.emplace_back();
    for (size_t i = 0; i < module.items.size(); ++i) {
      std::string anchor = module.name + "." + module.items[i].name;
      // One name for several receivers: `List<Int>.sum`, `List<Float>.sum`.
      for (int copy = 2; by_anchor_.contains(anchor); ++copy) {
        anchor = fmt::format("{}.{}-{}", module.name, module.items[i].name, copy);
      }
      by_anchor_.try_emplace(anchor, Target{m, i});
      by_name_.emplace(module.items[i].name, Target{m, i});
      anchors.push_back(std::move(anchor));
    }
  }
}

std::optional<Links::Target> Links::find(std::string_view name, size_t module) const {
  if (name.starts_with('#')) name.remove_prefix(1);
  auto own = by_anchor_.find(module_anchors_[module] + "." + std::string(name));
  if (own != by_anchor_.end()) return own->second;
  auto qualified = by_anchor_.find(name);
  if (qualified != by_anchor_.end()) return qualified->second;
  if (by_name_.count(name) == 1) return by_name_.find(name)->second;
  return std::nullopt;
}

void check_links(const Documentation& documentation, const Links& links, const SourceMap& sources, diag::Sink& sink) {
  auto check = [&](size_t module, const std::string& doc, Span place) {
    for (const std::string& target : link_targets(doc)) {
      if (links.find(target, module)) continue;
      // The text stands in the lines above the declaration.
      if (place.valid()) {
        std::string_view text = sources.file(place.file).text();
        size_t at = text.rfind(target, place.begin);
        if (at != std::string_view::npos) {
          place.begin = static_cast<uint32_t>(at);
          place.end = static_cast<uint32_t>(at + target.size());
        }
      }
      auto builder = sink.emit(diag::BrokenDocLink, place, target);
      std::vector<std::string_view> names;
      for (const Module& each : documentation.modules) {
        names.push_back(each.name);
        for (const Item& item : each.items) names.push_back(item.name);
      }
      auto near = nearest(target, names);
      builder.help(near ? fmt::format("did you mean `{}`?", *near)
                        : "link to a module, to a name of this one, or to `module.Name`");
    }
  };
  for (size_t m = 0; m < documentation.modules.size(); ++m) {
    const Module& module = documentation.modules[m];
    check(m, module.doc, Span());
    for (const Item& item : module.items) {
      check(m, item.doc, item.place);
      for (const Field& field : item.fields) check(m, field.doc, field.place);
      for (const Field& field : item.results) check(m, field.doc, field.place);
    }
  }
}

}  // namespace infra::document
