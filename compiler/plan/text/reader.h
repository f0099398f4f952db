// The readers of the parts of the text form.
#pragma once

#include <functional>

#include "compiler/plan/plan.h"
#include "compiler/plan/text/lexer.h"
#include "compiler/types/type.h"
#include "compiler/value/value.h"

namespace infra::plan {

Result<value::ValueId> read_text_value(TextCursor& in, value::ValueStore& values);
Result<types::TypeId> read_text_type(TextCursor& in, types::TypeStore& types);
Result<Digest> read_text_digest(TextCursor& in);

/// `{`, lines, `}`: each line is `name = value`, or begins with a word that the caller knows.
class TextBody {
 public:
  Result<void> read(TextCursor& in, value::ValueStore& values, const std::function<Result<void>(std::string)>& line);
  /// Of the lines `name = value`.
  value::ValueId record(value::ValueStore& values) const;

 private:
  std::vector<std::string> names_;
  std::vector<value::ValueId> values_;
};

/// The index of a kind declared above.
Result<uint32_t> read_text_kind(TextCursor& in, const Plan& plan);
/// After its first word: `uses`.
Result<void> read_text_edge(TextCursor& in, const std::string& word, std::vector<Edge>& edges);
/// After `with`.
Result<void> read_text_with(TextCursor& in, With& with);

// After the word that begins each.
Result<Lookup> read_text_lookup(TextCursor& in, Plan& plan);
Result<Policy> read_text_policy(TextCursor& in, Plan& plan);
Result<Provider> read_text_provider(TextCursor& in, Plan& plan);
Result<Rollout> read_text_rollout(TextCursor& in);
Result<Waiver> read_text_waiver(TextCursor& in);

}  // namespace infra::plan
