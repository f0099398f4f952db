// What a kind is in the network model, by the marks of its fields.
#pragma once

#include <optional>
#include <vector>

#include "compiler/sema/program.h"

namespace infra::sema {

/// Fields by their place in the kind. A kind with a `span` is a network, one with `rules` a wall.
struct NetworkRole {
  std::optional<uint32_t> span;            ///< `spans cidr: Cidr`
  std::optional<uint32_t> address;         ///< `spans address: Ip`
  std::optional<uint32_t> result_address;  ///< The same of a result.
  std::optional<uint32_t> out;             ///< `permits outbound: Bool`
  std::optional<uint32_t> rules;           ///< `permits allow: List<Rule>`
  std::vector<uint32_t> contains;
  std::vector<uint32_t> reaches;
};
NetworkRole network_role(const types::TypeStore& types, const KindInfo& kind);

/// `type` without what refines it and without `?`.
types::TypeId marked_type(const types::TypeStore& types, types::TypeId type);
/// Whether a rule or a question may name values of `type`: blocks of addresses, resources, collections and unions of
/// them.
bool is_party(const types::TypeStore& types, types::TypeId type);

}  // namespace infra::sema
