#include "runtime/host/host_key.h"

#include <gtest/gtest.h>

#include <fstream>

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"
#include "test/support/fake_system.h"
#include "test/support/temp_folder.h"

namespace infra::test {
namespace {

using namespace runtime;

const Json kValues = {{"env", {{"PASSWORD", "correct horse battery staple"}}}};

class HostKeyTest : public ::testing::Test {
 protected:
  HostKeyTest() { EXPECT_TRUE(root_.prepare(system_)); }
  std::unique_ptr<HostKey> key() { return HostKey::load(system_, root_).value(); }
  std::string sealed() { return system_.disk.read(root_.sealed() + "/app-1").value(); }
  void write_sealed(const std::string& bytes) {
    std::ofstream(root_.sealed() + "/app-1", std::ios::binary | std::ios::trunc) << bytes;
  }

  FakeSystem system_;
  TempFolder folder_;
  HostRoot root_{folder_ / "host"};
};

TEST_F(HostKeyTest, OpensWhatItSealedAndTheDiskNeverHoldsItInClear) {
  ASSERT_TRUE(key()->seal("app-1", kValues));
  EXPECT_EQ(sealed().find("correct horse"), std::string::npos);
  EXPECT_EQ(key()->open("app-1").value(), kValues);
  ASSERT_TRUE(key()->erase("app-1"));
  EXPECT_EQ(key()->open("app-1").error().code, diag::SealedValuesLost.code);
}

TEST_F(HostKeyTest, NeverSealsTheSameValuesToTheSameBytes) {
  ASSERT_TRUE(key()->seal("app-1", kValues));
  const std::string first = sealed();
  ASSERT_TRUE(key()->seal("app-1", kValues));
  EXPECT_NE(sealed(), first);
}

TEST_F(HostKeyTest, RefusesValuesThatWereCutOffOrChangedInAnyByte) {
  ASSERT_TRUE(key()->seal("app-1", kValues));
  const std::string whole = sealed();
  for (size_t at = 0; at < whole.size(); ++at) {
    write_sealed(whole.substr(0, at));
    EXPECT_EQ(key()->open("app-1").error().code, diag::SealedValuesLost.code) << at;
    std::string flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ 1);
    write_sealed(flipped);
    EXPECT_EQ(key()->open("app-1").error().code, diag::SealedValuesLost.code) << at;
  }
}

TEST_F(HostKeyTest, OfAnotherHostOpensNothing) {
  ASSERT_TRUE(key()->seal("app-1", kValues));
  const std::string commitment = key()->commitment(kValues);
  EXPECT_EQ(key()->commitment(kValues), commitment);
  ASSERT_TRUE(system_.disk.remove(root_.key()));
  EXPECT_EQ(key()->open("app-1").error().code, diag::SealedValuesLost.code);
  EXPECT_NE(key()->commitment(kValues), commitment);
}

TEST_F(HostKeyTest, ThatIsTooShortIsNotUsed) {
  key();
  std::ofstream(root_.key(), std::ios::trunc) << std::string(31, 'k');
  EXPECT_EQ(HostKey::load(system_, root_).error().code, diag::HostRecordDamaged.code);
}

}  // namespace
}  // namespace infra::test
