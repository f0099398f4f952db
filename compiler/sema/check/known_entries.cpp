// Entries of braces that a compilation before has checked: the largest values are braces of braces, of which an edit
// touches one.
#include "compiler/sema/check/expr.h"

namespace infra::sema {
namespace {

/// What else checking reads of the scope.
uint32_t surroundings_of(const BodyScope& b) {
  return static_cast<uint32_t>(b.depth) << 4 | static_cast<uint32_t>(b.reach) << 2 |
         static_cast<uint32_t>(b.accepts_plain_for_secret) << 1 | static_cast<uint32_t>(b.asks_network);
}

}  // namespace

NodeId check_entry(BodyScope& b, syntax::ExprId expr, types::TypeId expected) {
  Kept* kept = b.context.kept;
  if (!kept || !expr.valid() || !b.bindings.empty()) return check_expr(b, expr, expected);
  if (kept->entries.size() <= b.module.index) kept->entries.resize(b.context.loaded.files.size());
  std::vector<CheckedEntry>& entries = kept->entries[b.module.index];
  if (entries.size() <= expr.index) entries.resize(b.ast().exprs.size());
  const uint32_t surroundings = surroundings_of(b);
  const CheckedEntry& known = entries[expr.index];
  if (known.node.valid() && known.expected == expected && known.surroundings == surroundings) return known.node;

  const uint32_t slots = b.slots;
  const NodeId node = check_expr(b, expr, expected);
  // What follows something that was said may have failed without a word.
  if (b.slots == slots && b.sink().diagnostics().empty()) entries[expr.index] = {expected, node, surroundings};
  return node;
}

}  // namespace infra::sema
