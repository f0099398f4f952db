// What a person most likely meant by a value whose type does not fit.
#pragma once

#include <string>
#include <string_view>

#include "compiler/sema/check/context.h"

namespace infra::sema {

/// The text of a literal string; without data where `node` is none.
std::string_view quoted_text(BodyScope& b, NodeId node);

/// The way out, by the two types and by what was written.
void suggest_meant(BodyScope& b, diag::Builder& builder, NodeId node, types::TypeId from, types::TypeId to);

/// How a way out names what is missing: "an `Image`".
std::string a_type(const Program& program, types::TypeId type);
inline std::string a_type(BodyScope& b, types::TypeId type) { return a_type(b.context.program, type); }

}  // namespace infra::sema
