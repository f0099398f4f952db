// Questions to the network model.
#pragma once

#include "compiler/reach/ends.h"

namespace infra::reach {

/// All, none, or some of what a question asks for is permitted; undecided where that hangs on what is not known.
enum class Verdict : uint8_t { None, Some, All, Undecided };

/// One connection of a question.
struct Pair {
  End from, to;
};

struct Answer {
  Verdict verdict = Verdict::All;
  std::optional<Pair> open;    ///< A connection that is permitted, whatever will be found out.
  std::optional<Pair> closed;  ///< One that is not, unless what is not known opens it.
};

/// Whether each end of `from` can connect to each end of `to`: by the one wall that is asked, or over the zones. Known
/// parts decide where they do, whatever the others are. Nobody, or nothing, to ask about is permitted.
///
/// For one target, O(R + S · M + (Z + W) · ⌈S / 64⌉ · S') with R rules, M of them for this port and target, Z zones, W ways
/// and S sources, S' of which come to a zone one after the other: linear in the model for a resource, or a block that
/// rules do not cut; never more than linear for each part that they cut a block into.
Answer ask(const Model& model, const Question& question);

/// Whether it is not known who is asked about, or where they stand: nothing else decides then.
bool is_vague(const Model& model, const Question& question);

/// What `ask` may cost, in steps of a few nanoseconds: for budgets. Grows as its bound does.
uint64_t cost_of(const Model& model, const Question& question);

/// One step of the way of a connection.
struct Hop {
  std::optional<uint32_t> zone;  ///< Where it is now; nothing: outside.
  std::optional<uint32_t> wall;  ///< That let it in; nothing where it stands from the start, or nothing guards.
  const Rule* rule = nullptr;    ///< Of the wall. Null where its rules are not known yet.
  bool undecided = false;        ///< What lets it on is not known yet.
};
struct Way {
  bool is_open = false;
  std::vector<Hop> hops;           ///< From where it stands to the last zone; the shortest when it is open.
  std::vector<uint32_t> refusing;  ///< Zones before which a closed one stops, in the order met.
  bool has_no_exit = false;        ///< And some zone that it is in has no way to the outside.
};
/// How one connection goes, or where it stops. Where `optimistic`, what is not known opens.
Way way_of(const Model& model, const Question& question, const Pair& pair, bool optimistic);

}  // namespace infra::reach
