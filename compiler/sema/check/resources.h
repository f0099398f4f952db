// What resources, lookups, module uses, providers and the plans of tests have in common.
#pragma once

#include "compiler/sema/check/context.h"

namespace infra::sema {

/// Why an entry may not be given.
enum class Refusal : uint8_t {
  None,
  Derived,   ///< A `unique` field of an immutable kind.
  NotFound,  ///< Nothing that exists is found by it.
};

/// What entries are given to: the fields of a kind or the params of a module.
struct EntrySlot {
  std::string name;
  types::TypeId type;
  Span span;
  bool required = false;
  Refusal refusal = Refusal::None;
};

/// `owner` is "`Container`" or "`shop.infra`"; what is missing is missed at `place`. E0211 to E0218, E0226, E0250.
std::vector<Input> check_entries(const BodyScope& scope, syntax::List<syntax::Entry> entries,
                                 const std::vector<EntrySlot>& slots, std::string_view owner, Span place,
                                 bool is_module);

/// The kind that is named, or an invalid id after a report.
KindId resolve_kind(CheckContext& context, ModuleId module, const syntax::Ident& kind_module,
                    const syntax::Ident& kind);

}  // namespace infra::sema
