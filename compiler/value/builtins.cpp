#include <algorithm>

#include "compiler/value/builtin.h"
#include "compiler/value/network_model.h"

namespace infra::value {
namespace builtin {

#define INFRA_BUILTIN(symbol) extern const Builtin symbol;
#include "compiler/value/builtins.def"
#undef INFRA_BUILTIN
extern const Builtin network_reaches;  // no method of any type

}  // namespace builtin

size_t Builtin::arity() const {
  return static_cast<size_t>(std::find(operands.begin(), operands.end(), Operand::Absent) - operands.begin());
}

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

namespace {

/// The first with a name of at least `name`.
auto first_named(std::string_view name) {
  auto all = builtins();
  return std::lower_bound(all.begin(), all.end(), name,
                          [](const Builtin* b, std::string_view wanted) { return b->name < wanted; });
}

}  // namespace

const Builtin* find_builtin(types::TypeStore& types, types::TypeId self, std::string_view name) {
  if (types.kind(self) == types::TypeKind::Secret) self = types[self].element;
  for (auto at = first_named(name); at != builtins().end() && (*at)->name == name; ++at) {
    if ((*at)->check(types, self)) return *at;
  }
  return nullptr;
}

const Builtin* find_builtin(std::string_view key) {
  if (key == kNetworkReaches) return &builtin::network_reaches;
  size_t dot = key.rfind('.');
  if (dot == key.npos) return nullptr;
  std::string_view name = key.substr(dot + 1);
  for (auto at = first_named(name); at != builtins().end() && (*at)->name == name; ++at) {
    if ((*at)->on == key.substr(0, dot)) return *at;
  }
  return nullptr;
}

}  // namespace infra::value
