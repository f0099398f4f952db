#include "compiler/base/text.h"

#include <gtest/gtest.h>

#include "compiler/base/digest.h"
#include "compiler/base/sanitize.h"

namespace infra {
namespace {

TEST(Utf8, FindsTheFirstBadByte) {
  EXPECT_FALSE(first_invalid_utf8("grüße 😀"));
  EXPECT_EQ(first_invalid_utf8("ab\xC0\x80"), 2u) << "overlong";
  EXPECT_EQ(first_invalid_utf8("\xED\xA0\x80"), 0u) << "surrogate";
  EXPECT_EQ(first_invalid_utf8("a\xF4\x90\x80\x80"), 1u) << "past U+10FFFF";
  EXPECT_EQ(first_invalid_utf8("\xE2\x82"), 0u) << "cut short";
}

TEST(Nearest, SuggestsWhatWasMeantAndNothingElse) {
  std::vector<std::string_view> names = {"replicas", "release", "region"};
  EXPECT_EQ(nearest("replcias", names), "replicas");
  EXPECT_EQ(nearest("relase", names), "release");
  EXPECT_EQ(nearest("backends", names), std::nullopt);
}

TEST(Sanitize, ObeysNoEscapeFromElsewhere) {
  EXPECT_EQ(sanitize("a\x1b[31mred\n"), "a\\x1b[31mred\n");
  EXPECT_EQ(sanitize_line("a\nb"), "a\\nb");
  EXPECT_EQ(sanitize("x\xE2\x80\xAEy"), "x\\u{202e}y");
  EXPECT_EQ(sanitize("\xff"), "\\xff");
}

TEST(Digest, MatchesThePublishedVectors) {
  EXPECT_EQ(sha256("abc").hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  // RFC 4231, test case 2.
  EXPECT_EQ(hmac_sha256("Jefe", "what do ya want for nothing?").hex(),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(Digest::parse(sha256("abc").text()), sha256("abc"));
  EXPECT_FALSE(Digest::parse("sha256:BA"));
}

}  // namespace
}  // namespace infra
