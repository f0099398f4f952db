// Questions to the network whose answer hangs on an address: asked of the compiler, carried in the plan, decided once the
// address is there, and in any case before the commit.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/diag/render.h"
#include "compiler/service/compile.h"
#include "test/unit/compiler/support/memory_files.h"
#include "test/unit/runtime/exec/bench.h"

namespace infra::test {
namespace {

using namespace runtime;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// Machines get their addresses from the cloud. `app` may open connections to `db` if its own is in 10.20.1.0/24.
const std::string kProgram = R"(
pub kind Network: persistent via "fake" version 1 { spans cidr: Cidr }
pub kind Machine: immutable via "fake" version 1 {
  contains network: Network
  at: String
  tunnel: String?
} -> { spans ip: Ip }
pub type Flow = { from: Cidr | Machine, to: Cidr | Machine, port: Port }
pub kind Wall: pointer via "fake" version 1 { contains network: Network, permits flows: List<Flow> = [] }

param app_at: String
param other_at: String = "10.20.1.8"
param office: Cidr = "10.20.1.0/24"
resource net: Network { cidr = "10.20.0.0/16" }
resource app: Machine { network = net, at = app_at }
resource other: Machine { network = net, at = other_at }
resource db: Machine { network = net, at = "10.20.9.9" }
resource wall: Wall { network = net, flows = [{ from = office, to = db, port = 5432 }] }
)";
const std::string kCheck = "check \"it gets there\" { require wall.permits(app, db, 5432) else \"it is shut out\" }\n";

plan::Plan planned(const std::string& asks, std::map<std::string, std::string> params) {
  MemoryFiles package({{"fake.infra", kProgram + asks}}), stdlib;
  service::CompileRequest request;
  request.package = &package;
  request.stdlib = &stdlib;
  request.root = "fake.infra";
  request.deployment = "demo";
  request.params = std::move(params);
  service::CompileResult result = service::compile(request);
  std::string report;
  for (const diag::Diagnostic& d : result.diagnostics) report += diag::render_human(d, result.sources);
  if (!result.plan) throw std::runtime_error(report);
  return std::move(*result.plan);
}

void expect_refused(const Result<RunReport>& report, std::string_view code, std::string_view message) {
  ASSERT_TRUE(report.has_value()) << report.error().code << ": " << report.error().message;
  EXPECT_EQ(report->outcome, Outcome::Failed);
  ASSERT_FALSE(report->errors.empty());
  EXPECT_EQ(report->errors[0].code, code) << report->errors[0].message;
  EXPECT_THAT(report->errors[0].message, HasSubstr(message));
}

TEST(NetworkQuestion, TravelsInThePlanAndPassesOnceTheAddressIsThere) {
  const plan::Plan plan = planned(kCheck, {{"app_at", "10.20.1.7"}});
  ASSERT_EQ(plan.checks.size(), 1u) << "it is deferred: neither passed nor failed";
  EXPECT_TRUE(plan.values->is_deferred(plan.checks[0].condition));
  Bench bench;
  const auto report = bench->apply(plan);
  ASSERT_TRUE(report.has_value()) << report.error().message;
  EXPECT_EQ(report->outcome, Outcome::Done) << (report->errors.empty() ? "" : report->errors[0].message);
  EXPECT_EQ(bench.head(), 1u);
}

TEST(NetworkQuestion, FailsBeforeTheCommitWhenTheAddressIsAnother) {
  Bench bench;
  expect_refused(bench->apply(planned(kCheck, {{"app_at", "10.20.2.7"}})), "E0709",
                 "a rule of the deployment does not hold: it is shut out");
  EXPECT_EQ(bench.head(), 0u);
  EXPECT_THAT(bench.world(), Not(Contains(HasSubstr("app")))) << "what the run had made is retired again";
}

TEST(NetworkQuestion, IsDecidedWhenPlannedWhereTheAddressIsKnownByThen) {
  Bench bench;
  ASSERT_TRUE(bench->apply(planned(kCheck, {{"app_at", "10.20.1.7"}})).has_value());
  const size_t before = bench->cloud.effects().size();
  const auto refused =
      bench->engine->plan(input_of(planned(kCheck, {{"app_at", "10.20.1.7"}, {"office", "10.20.2.0/24"}})));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "E0709");
  EXPECT_EQ(bench->cloud.effects().size(), before) << "nothing is touched";
}

TEST(NetworkQuestion, OfAPolicyIsDecidedLikeACheck) {
  const std::string asks =
      "resource gate: Wall { network = net, flows = [{ from = \"10.20.1.0/28\", to = \"10.20.9.0/24\", port = 22 }] }\n"
      "policy no_shells on m: Machine { require !reachable(m, \"10.20.9.0/24\", 22) else \"it signs in\" }\n"
      "enforce no_shells\n";
  const auto at = [&](const char* address) { return planned(asks, {{"app_at", address}, {"other_at", "10.20.3.8"}}); };
  Bench bench;
  expect_refused(bench->apply(at("10.20.1.7")), "E0709", "it signs in");
  EXPECT_EQ(bench.head(), 0u);
  const auto report = bench->apply(at("10.20.1.17"));
  ASSERT_TRUE(report.has_value()) << report.error().message;
  EXPECT_EQ(report->outcome, Outcome::Done) << (report->errors.empty() ? "" : report->errors[0].message);
}

TEST(NetworkQuestion, WithAnAnswerForAPartOnlyIsAnErrorThatNamesOneOfEach) {
  const std::string asks = "check \"they get there\" { require !wall.permits([app, other], db, 5432) }\n";
  Bench bench;
  expect_refused(bench->apply(planned(asks, {{"app_at", "10.20.2.7"}})), "E0460", "");
  const auto report = bench->apply(planned(asks, {{"app_at", "10.20.2.7"}, {"other_at", "10.20.2.8"}}));
  ASSERT_TRUE(report.has_value()) << report.error().message;
  EXPECT_EQ(report->outcome, Outcome::Done) << "none of them is let in";
}

TEST(NetworkQuestion, IsNoPassWhenTheCloudGivesNoAddress) {
  Bench bench;
  expect_refused(bench->apply(planned(kCheck, {{"app_at", "nowhere"}})), "E0722", "`ip` is not");
  EXPECT_EQ(bench.head(), 0u);
}

TEST(Refusal, OfAFieldThatTheProviderCannotKeepComesBeforeAnythingIsTouched) {
  const std::string asks = "resource far: Machine { network = net, at = \"10.20.1.9\", tunnel = \"gre\" }\n";
  Bench bench;
  const auto refused = bench->apply(planned(asks, {{"app_at", "10.20.1.7"}}));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "E0731");
  EXPECT_THAT(refused.error().message, HasSubstr("`tunnel`"));
  EXPECT_THAT(refused.error().message, HasSubstr("`far`"));
  EXPECT_THAT(bench->cloud.effects(), IsEmpty());
}

}  // namespace
}  // namespace infra::test
