// `test` blocks, and what the plan of one is made of and answers.
#pragma once

#include <optional>

#include "compiler/sema/check/context.h"

namespace infra::sema {

/// The tests of one file. E0201 to E0416.
void check_tests(CheckContext& context, ModuleId module);

/// `plan { … }`: arguments of the file that the test stands in, and `[result] = value` for what a deployment would find.
NodeId check_plan(BodyScope& b, const syntax::PlanExpr& plan, Span span);

/// `p.app`, `p.url`, `p.count`, `p.digest` where `p` is a plan; nothing where it is none.
std::optional<NodeId> check_plan_field(BodyScope& b, NodeId object, syntax::Ident field, types::TypeId type, Span span);

/// `p.all(Kind)` where `p` is a plan; nothing where it is none.
std::optional<NodeId> check_plan_call(BodyScope& b, const syntax::CallExpr& call, Span span);

}  // namespace infra::sema
