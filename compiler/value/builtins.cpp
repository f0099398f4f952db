#include <algorithm>

#include "compiler/value/builtin.h"
#include "compiler/value/builtins/support.h"

namespace infra::value {
std::span<const Builtin* const> builtins() {
  static const auto table = [] {
    auto all = std::to_array<const Builtin*>({
#define INFRA_BUILTIN(symbol) &builtin::symbol,
#include "compiler/value/builtins.def"
#undef INFRA_BUILTIN
    });
    std::sort(all.begin(), all.end(), [](const Builtin* a, const Builtin* b) {
      return a->name != b->name ? a->name < b->name : a->on < b->on;
    });
    return all;
  }();
  return table;
}

const Builtin* find_builtin(types::TypeStore& types, types::TypeId self, std::string_view name) {
  if (types.kind(self) == types::TypeKind::Secret) self = types[self].element;
  auto all = builtins();
  auto first = std::lower_bound(all.begin(), all.end(), name,
                                [](const Builtin* b, std::string_view wanted) { return b->name < wanted; });
  for (; first != all.end() && (*first)->name == name; ++first) {
    if ((*first)->check(types, self)) return *first;
  }
  return nullptr;
}

const Builtin* find_builtin(std::string_view key) {
  size_t dot = key.rfind('.');
  if (dot == key.npos) return nullptr;
  for (const Builtin* builtin : builtins()) {
    if (builtin->on == key.substr(0, dot) && builtin->name == key.substr(dot + 1)) return builtin;
  }
  return nullptr;
}

}  // namespace infra::value
