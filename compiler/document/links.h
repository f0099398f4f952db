// Which name in a documentation leads where.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diag/sink.h"
#include "compiler/document/model.h"
#include "compiler/source/source_map.h"

namespace infra::document {

class Links {
 public:
  explicit Links(const Documentation& documentation);

  /// The id of a module or an item within the page: `std.net`, `std.net.Balancer`.
  const std::string& anchor(size_t module) const { return module_anchors_[module]; }
  const std::string& anchor(size_t module, size_t item) const { return item_anchors_[module][item]; }

  struct Target {
    size_t module;
    std::optional<size_t> item;
  };
  /// What `name` means in a text of `module`: something of its own, a module, a qualified name, or the one that has
  /// this name anywhere.
  std::optional<Target> find(std::string_view name, size_t module) const;
  const std::string& anchor(const Target& target) const {
    return target.item ? anchor(target.module, *target.item) : anchor(target.module);
  }

 private:
  std::vector<std::string> module_anchors_;
  std::vector<std::vector<std::string>> item_anchors_;
  std::map<std::string, Target, std::less<>> by_anchor_;
  std::multimap<std::string, Target, std::less<>> by_name_;
};

/// W0942 for each link in a doc text that leads nowhere.
void check_links(const Documentation& documentation, const Links& links, const SourceMap& sources, diag::Sink& sink);

}  // namespace infra::document
