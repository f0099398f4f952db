#include "runtime/secret/secret.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "test/support/fake_system.h"
#include "test/support/temp_folder.h"

namespace infra::runtime {
namespace {

constexpr const char* kLineage = "00112233445566778899aabbccddeeff";

class Secrets : public testing::Test {
 protected:
  void SetUp() override { system_.environment["XDG_DATA_HOME"] = temp_ / "data"; }
  std::string key_path() { return temp_ / "data/infra/keys/" + kLineage + ".key"; }

  test::TempFolder temp_;
  test::FakeSystem system_;
};

TEST_F(Secrets, WhatIsSealedOpensUnderTheSameKeyOnly) {
  const SealingKey key = SealingKey::create(system_, kLineage).value();
  const std::string sealed = key.seal(system_, "hunter2");
  EXPECT_EQ(sealed.find("hunter2"), std::string::npos);
  EXPECT_EQ(SealingKey::load(system_, kLineage).value().open(sealed).value().reveal(), "hunter2");
  EXPECT_NE(key.seal(system_, "hunter2"), sealed) << "a nonce is used once";

  const SealingKey other = SealingKey::create(system_, "another").value();
  EXPECT_EQ(other.open(sealed).error().code, "E0621");
  EXPECT_EQ(key.open("").error().code, "E0621");
  for (size_t i = 0; i < sealed.size(); ++i) {
    std::string damaged = sealed;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    EXPECT_EQ(key.open(damaged).error().code, "E0621") << "byte " << i;
  }
}

TEST_F(Secrets, TheKeyIsForItsOwnerAlone) {
  ASSERT_TRUE(SealingKey::create(system_, kLineage));
  struct stat info {};
  ASSERT_EQ(::stat(key_path().c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0600u);
  ASSERT_EQ(::stat((temp_ / "data/infra/keys").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0700u);
}

TEST_F(Secrets, AMissingKeyIsAnErrorThatSaysWhereItWasLookedFor) {
  const auto missing = SealingKey::load(system_, kLineage);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, "E0620");
  EXPECT_NE(missing.error().message.find(key_path()), std::string::npos);
  system_.environment.clear();
  EXPECT_EQ(SealingKey::load(system_, kLineage).error().code, "E0620");
}

TEST_F(Secrets, AKeyFileThatIsNamedIsTakenAndNeverMade) {
  system_.environment["INFRA_KEY_FILE"] = temp_ / "key";
  EXPECT_EQ(SealingKey::create(system_, kLineage).error().code, "E0620");
  std::ofstream(temp_ / "key") << std::string(64, 'a') << "\n";
  const SealingKey key = SealingKey::create(system_, kLineage).value();
  EXPECT_FALSE(system_->disk.exists(key_path()));
  EXPECT_EQ(SealingKey::load(system_, "any").value().open(key.seal(system_, "x")).value().reveal(), "x");
}

TEST_F(Secrets, AKeyFileMustHoldAKey) {
  system_.environment["INFRA_KEY_FILE"] = temp_ / "key";
  for (const std::string& text : {std::string(), std::string(63, 'a'), std::string(65, 'a'), std::string(66, 'a'),
                                  std::string(64, 'g'), std::string(32, '\0')}) {
    std::ofstream(temp_ / "key") << text;
    EXPECT_EQ(SealingKey::load(system_, kLineage).error().code, "E0624") << text;
  }
}

TEST_F(Secrets, TheyComeFromTheEnvironmentOrAFile) {
  system_.environment["TOKEN"] = "hunter2";
  EXPECT_EQ(resolve_secret(system_, "env", "TOKEN").value().reveal(), "hunter2");
  EXPECT_EQ(resolve_secret(system_, "env", "NONE").error().code, "E0622");
  std::ofstream(temp_ / "token") << "line\n\n";
  EXPECT_EQ(resolve_secret(system_, "file", temp_ / "token").value().reveal(), "line\n")
      << "one end of line is dropped";
  const auto missing = resolve_secret(system_, "file", temp_ / "none");
  EXPECT_EQ(missing.error().code, "E0623");
  EXPECT_NE(missing.error().message.find("none"), std::string::npos);
  EXPECT_EQ(resolve_secret(system_, "vault", "x").error().code, "E0625");
}

TEST(SecretText, LeavesNoCopyBehind) {
  std::string source = "short";  // lies inside of the object, so that a move alone would copy it
  const char* buffer = source.data();
  SecretText first(std::move(source));
  EXPECT_NE(std::string_view(buffer, 5), "short");
  SecretText second(std::move(first));
  EXPECT_EQ(second.reveal(), "short");
  EXPECT_TRUE(first.reveal().empty());  // NOLINT(bugprone-use-after-move)
  EXPECT_NE(std::string_view(first.reveal().data(), 5), "short");
  SecretText third("other");
  third = std::move(second);
  EXPECT_EQ(third.reveal(), "short");
}

TEST(Commitment, IsAnHmacOfLengthPrefixedParts) {
  // python3: hmac.new(b"key", b"".join(struct.pack(">Q", len(p)) + p for p in (b"l", b"app", b"env", b"v")), "sha256")
  EXPECT_EQ(commitment("key", "l", "app", "env", "v").hex(),
            "6362c2e31d0b03b04dceb597a6985dca6a807f6bc5a982881452edb10e2d0f90");
  EXPECT_NE(commitment("key", "l", "app", "env", "v"), commitment("key", "la", "pp", "env", "v"));
  EXPECT_NE(commitment("key", "l", "app", "env", "v"), commitment("yek", "l", "app", "env", "v"));
  EXPECT_NE(commitment("key", "l", "app", "env", ""), commitment("key", "l", "app", "", "env"));
}

}  // namespace
}  // namespace infra::runtime
