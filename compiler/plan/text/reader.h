// The readers of the parts of the text form.
#pragma once

#include "compiler/plan/text/lexer.h"
#include "compiler/types/type.h"
#include "compiler/value/value.h"

namespace infra::plan {

Result<value::ValueId> read_text_value(TextCursor& in, value::ValueStore& values);
Result<types::TypeId> read_text_type(TextCursor& in, types::TypeStore& types);
Result<Digest> read_text_digest(TextCursor& in);

}  // namespace infra::plan
