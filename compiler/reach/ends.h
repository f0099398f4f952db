// The ends of a connection: what the parties of a question fall into, so that each end is permitted as a whole or not
// at all.
#pragma once

#include "compiler/reach/model.h"

namespace infra::reach {

struct End {
  std::optional<uint32_t> thing;
  std::optional<Block> addresses;  ///< Which rules cover as a whole or not at all; absent when not known.
  std::vector<uint32_t> zones;     ///< Where it stands. Empty: outside.
  std::vector<uint32_t> around;    ///< Those, and all that they lie in; sorted.
};

/// Those with addresses out of a block of the question come first, by family and address.
struct Ends {
  std::vector<End> list;
  size_t of_blocks = 0;
};

/// The ends of `from` or `to`, cut where the rules for the question's port cut them.
///
/// A block stands for what has an address in it and is no thing of the model. Inside of zones that cover it, it stands
/// there; otherwise what lies in zones is left out of it, unless nothing else is in it. O((Z + C) log (Z + C)) for a block
/// that Z zones and C sides of rules lie in.
Ends sources_of(const Model& model, const Question& question);
Ends targets_of(const Model& model, const Question& question);

/// Whether a rule's party names an end. Maybe where that hangs on an address, or a part of the party, that is not known.
Tri names(const Model& model, const Party& party, const End& end);
/// Whether a rule is for the question's port.
Tri is_for_port(const Rule& rule, const Question& question);

/// `app[0]`, `10.20.0.0/16`.
std::string print(const Model& model, const End& end);

}  // namespace infra::reach
