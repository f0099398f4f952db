// The network model as values: what rules and questions say, read where they are known; and a whole question as the
// operands of the builtin `Network.reaches`, for one that is decided when more is known.
#pragma once

#include <functional>

#include "compiler/base/result.h"
#include "compiler/reach/ask.h"
#include "compiler/value/value.h"

namespace infra::value {

/// The builtin that plans hold questions with. It is not called by programs, which ask `reachable` and `permits`: its
/// operands are a model and a question as `write_question` writes them, either of which may be known in part.
inline constexpr std::string_view kNetworkReaches = "Network.reaches";

/// Adds what a reference names to a party: a zone or a thing. What the model does not have is left out.
using PlaceFinder = std::function<void(ValueId reference, reach::Party& party)>;

/// A Cidr, a reference, or lists, sets and maps of such. False when it is none of them; what is deferred is unknown.
bool read_party(const ValueStore& values, ValueId value, const PlaceFinder& find, reach::Party& party);
/// A record of `from`, `to`, `port`, and `until` where more ports are meant.
bool read_rule(const ValueStore& values, ValueId value, const PlaceFinder& find, reach::Rule& rule);
/// The rules of a list; one that is deferred makes the wall unknown.
bool read_rules(const ValueStore& values, ValueId list, const PlaceFinder& find, reach::Wall& wall);
/// Bool, deferred or not.
reach::Tri read_tri(const ValueStore& values, ValueId value);

/// Where the parts of a model come from, by their places in it; what is absent is invalid.
struct ZoneSource {
  ValueId reference, span, out;
};
struct ThingSource {
  ValueId reference, address;
};
struct ModelSource {
  std::vector<ZoneSource> zones;
  std::vector<ValueId> walls;  ///< Lists of rules.
  std::vector<ThingSource> things;
};
struct QuestionSource {
  ValueId from, to, port;
};

/// The operands of `Network.reaches` for a question that is not decided yet: the model without the rules that are not for it.
struct WrittenQuestion {
  ValueId model, question;
};
WrittenQuestion write_question(ValueStore& values, const reach::Model& model, const ModelSource& source,
                               const reach::Question& question, const QuestionSource& asked);

/// What an answer is as a value: true, false, or E0460 when only a part is permitted, with the ways in its notes; an
/// invalid id while it is undecided.
Result<ValueId> verdict_of(ValueStore& values, const reach::Model& model, const reach::Question& question,
                           const reach::Answer& answer);

}  // namespace infra::value
