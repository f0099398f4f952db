#include "runtime/journal/found.h"

#include <gtest/gtest.h>

#include "test/support/fake_system.h"
#include "test/support/temp_folder.h"

namespace infra::runtime {
namespace {

class Found : public testing::Test {
 protected:
  void SetUp() override { system_.environment["XDG_DATA_HOME"] = temp_ / "data"; }
  auto found() { return found_deployment(system_, folder_, "shop", true, "ada@example"); }

  test::TempFolder temp_{test::InMemory()};
  test::FakeSystem system_;
  std::string folder_ = temp_ / ".infra";
};

TEST_F(Found, TheCommitmentKeyComesBackWithTheSealingKeyOnly) {
  auto state = found().value();
  const SecretText key = std::move(*load_commitment_key(system_, *state));
  EXPECT_EQ(key.reveal().size(), 32u);
  auto again = open_sqlite_state(system_, folder_).value();
  EXPECT_EQ(load_commitment_key(system_, *again).value().reveal(), key.reveal());

  system_.environment["XDG_DATA_HOME"] = temp_ / "elsewhere";
  EXPECT_EQ(load_commitment_key(system_, *state).error().code, "E0620");
}

TEST_F(Found, TheAuditLogBeginsWithTheFounding) {
  auto state = found().value();
  const auto audit = state->read().value()->audit().value();
  ASSERT_EQ(audit.size(), 1u);
  EXPECT_EQ(audit[0].event, "init");
  EXPECT_EQ(audit[0].who, "ada@example");
  EXPECT_EQ(audit[0].body["lineage"], state->lineage());
}

TEST_F(Found, WithoutAKeyThereIsNoState) {
  system_.environment["INFRA_KEY_FILE"] = temp_ / "none";
  EXPECT_EQ(found().error().code, "E0620");
  EXPECT_EQ(open_sqlite_state(system_, folder_).error().code, "E0602");
  system_.environment.erase("INFRA_KEY_FILE");
  EXPECT_TRUE(found()) << "what is left of a founding that failed is in nobody's way";
}

TEST_F(Found, AKeyOfAnotherDeploymentIsRefusedAndNothingIsRecomputed) {
  auto state = found().value();
  test::TempFolder other_place;
  auto other = found_deployment(system_, other_place / ".infra", "other", true, "ada@example").value();
  system_.environment["INFRA_KEY_FILE"] = temp_ / "data/infra/keys/" + other->lineage() + ".key";
  EXPECT_EQ(load_commitment_key(system_, *state).error().code, "E0621");
}

}  // namespace
}  // namespace infra::runtime
