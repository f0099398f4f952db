// A provider that gives a secret back, in whatever form: nothing durable and nothing that is shown ever holds it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "runtime/audit/export.h"
#include "runtime/secret/encodings.h"
#include "test/unit/runtime/exec/bench.h"

namespace infra::test {
namespace {

using namespace runtime;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kCanary = "correct horse/battery?staple";

plan::Plan one(const char* kind = "Thing") {
  PlanBuilder b;
  if (std::string_view(kind) == "Disk")
    b.add("app", kind, {{"size", b.number(1)}, {"label", b.secret("PASSWORD")}});
  else
    b.add("app", kind, {{"text", b.text("v1")}, {"secret", b.secret("PASSWORD")}});
  if (std::string_view(kind) != "Disk")
    b.output("name", types::TypeStore::scalar(types::TypeKind::String), b.result("app", "name"));
  return b.build();
}

/// Plain, base64, hex, URL, …
std::vector<std::string> forms() { return encodings_of(kCanary, 4); }

class Echo : public testing::Test {
 protected:
  Echo() { bench.system.environment["PASSWORD"] = kCanary; }

  void restart(const std::string& form, std::map<std::string, Fault> faults) {
    bench.restart([faults](const std::string& operation, const std::string& address) {
      const auto fault = faults.find(operation);
      // Without an address it is asked what of another lineage is there, before anything is done.
      return fault == faults.end() || address.empty() ? Fault::None : fault->second;
    });
    bench->faulty.echo = form;
    told.clear();
  }

  void take(const Result<RunReport>& report) {
    ASSERT_TRUE(report.has_value()) << report.error().code << " " << report.error().message;
    outcome = report->outcome;
    codes.clear();
    for (const Error& error : report->errors) {
      codes.push_back(error.code);
      told += error.message + "\n" + error.help + "\n";
      for (const std::string& note : error.notes) told += note + "\n";
    }
    told += report->summary.dump();
  }

  /// Everything that is written down, and everything that is shown.
  std::string all_there_is() {
    std::string all = told;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(bench.folder / ".infra")) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path());
      std::ostringstream bytes;
      bytes << file.rdbuf();
      all += bytes.str();
    }
    for (const Event& event : bench->events) all += event.step + event.text + event.data.dump();
    if (const auto outputs = bench->engine->outputs()) all += outputs->dump();
    const auto reader = bench->state->read().value();
    const auto records = reader->audit().value();
    for (const AuditRecord& record : records) all += record.body.dump();
    return all;
  }

  void expect_no_canary() {
    const std::string all = all_there_is();
    for (const std::string& form : forms()) EXPECT_EQ(all.find(form), std::string::npos) << form;
  }

  Bench bench;
  Outcome outcome = Outcome::Done;
  std::vector<std::string> codes;
  std::string told;
};

TEST_F(Echo, InAResultOfACreateIsRefusedInEveryForm) {
  for (const std::string& form : forms()) {
    SCOPED_TRACE(form);
    restart(form, {{"create", Fault::EchoResult}});
    take(bench->apply(one()));
    EXPECT_EQ(outcome, Outcome::Failed);
    EXPECT_EQ(codes, std::vector<std::string>{"E0736"});
    EXPECT_THAT(told, HasSubstr("gave back a secret in `results.name`"));
    EXPECT_THAT(bench.world(), IsEmpty()) << "what was made is removed again";
    EXPECT_THAT(bench.problems(), IsEmpty());
  }
  expect_no_canary();
}

TEST_F(Echo, InAnAttributeIsRefused) {
  restart(forms().front(), {{"create", Fault::EchoAttribute}});
  take(bench->apply(one()));
  EXPECT_EQ(codes, std::vector<std::string>{"E0736"});
  EXPECT_THAT(told, HasSubstr("`attributes.text`"));
  EXPECT_THAT(bench.problems(), IsEmpty());
  expect_no_canary();
}

TEST_F(Echo, AsTheIdIsRemovedAtOnceSinceNobodyCouldFindItByThatLater) {
  restart(kCanary, {{"create", Fault::EchoId}});
  take(bench->apply(one()));
  EXPECT_EQ(outcome, Outcome::Failed);
  EXPECT_EQ(codes, std::vector<std::string>{"E0736"});
  EXPECT_THAT(bench.world(), IsEmpty());
  EXPECT_THAT(bench.problems(), IsEmpty());
  expect_no_canary();
}

TEST_F(Echo, AsAnIdThatCannotBeRemovedIsForAPersonToLookAt) {
  restart(kCanary, {{"create", Fault::EchoId}, {"destroy", Fault::Lost}});
  take(bench->apply(one()));
  EXPECT_EQ(outcome, Outcome::Unfinished);
  EXPECT_EQ(codes, std::vector<std::string>{"E0711"});
  EXPECT_THAT(bench.world(), SizeIs(1));
  expect_no_canary();
}

TEST_F(Echo, OfAnUpdateLeavesTheRecordedResults) {
  restart("", {});
  take(bench->apply(one("Disk")));
  bench.system.environment["PASSWORD"] = "another horse";
  restart("another horse", {{"update", Fault::EchoAttribute}});
  take(bench->apply(one("Disk")));
  EXPECT_EQ(codes, std::vector<std::string>{"E0736"});
  EXPECT_EQ(all_there_is().find("another horse"), std::string::npos);
  restart("", {});
  take(bench->apply(one("Disk")));
  EXPECT_EQ(outcome, Outcome::Done);
  EXPECT_THAT(bench.problems(), IsEmpty());
}

TEST_F(Echo, InWhatIsFoundAfterAnAnswerWasLostIsRefusedToo) {
  restart(kCanary, {{"create", Fault::After}, {"read", Fault::EchoResult}});
  take(bench->apply(one()));
  EXPECT_EQ(codes, std::vector<std::string>{"E0736"});
  EXPECT_THAT(bench.world(), IsEmpty());
  EXPECT_THAT(bench.problems(), IsEmpty());
  expect_no_canary();
}

/// A create of which nobody knew the outcome, settled by a process that has resolved nothing yet.
class EchoOfARecovered : public Echo {
 protected:
  void leave_open(const char* kind) {
    restart("", {{"create", Fault::After}, {"find", Fault::Lost}});
    take(bench->apply(one(kind)));
    EXPECT_EQ(outcome, Outcome::Unfinished) << told;
  }
};

TEST_F(EchoOfARecovered, IsSeenByTheNextProcess) {
  leave_open("Thing");
  restart(kCanary, {{"read", Fault::EchoResult}});
  take(bench->apply(one()));
  EXPECT_EQ(outcome, Outcome::Done) << "it was retired and made again";
  EXPECT_THAT(bench.problems(), IsEmpty());
  expect_no_canary();
}

TEST_F(EchoOfARecovered, IsNotKeptWhereItsSecretCannotBeRead) {
  leave_open("Thing");
  bench.system.environment.erase("PASSWORD");
  restart(kCanary, {{"read", Fault::EchoResult}});
  take(bench->destroy());
  EXPECT_EQ(outcome, Outcome::Done);
  EXPECT_THAT(bench.world(), IsEmpty());
  expect_no_canary();
}

TEST_F(EchoOfARecovered, ThatHoldsDataWaitsForItsSecret) {
  leave_open("Disk");
  bench.system.environment.erase("PASSWORD");
  restart("", {});
  take(bench->destroy());
  EXPECT_EQ(outcome, Outcome::Interrupted);
  EXPECT_EQ(codes, std::vector<std::string>{"E0622"});
  bench.system.environment["PASSWORD"] = kCanary;
  restart("", {});
  take(bench->engine->resume());
  EXPECT_EQ(outcome, Outcome::Done);
  EXPECT_THAT(bench.world(), SizeIs(1)) << "kept: it holds data";
  EXPECT_THAT(bench.problems(), IsEmpty());
  expect_no_canary();
}

TEST_F(Echo, OfWhatWasComputedFromASecretIsRefusedToo) {
  PlanBuilder b;
  b.add("app", "Thing",
        {{"text", b.text("v1")},
         {"secret", b.values().apply(value::Op::Call, std::vector{b.text("String.upper"), b.secret("PASSWORD")})}});
  restart("CORRECT HORSE/BATTERY?STAPLE", {{"create", Fault::EchoResult}});
  take(bench->apply(b.build()));
  EXPECT_EQ(codes, std::vector<std::string>{"E0736"});
  EXPECT_EQ(all_there_is().find("CORRECT HORSE"), std::string::npos);
}

}  // namespace
}  // namespace infra::test
