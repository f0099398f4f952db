#include <gtest/gtest.h>

#include <thread>

#include "runtime/secret/secret.h"

namespace infra::runtime {
namespace {

// `pä'ss w$rd/+="x"`: something in it changes in every encoding.
constexpr std::string_view kSecret = "p\xC3\xA4'ss w$rd/+=\"x\"";

/// The forms as other programs write them, made by them (python3's base64, urllib, json, shlex).
struct Form {
  const char* encoding;
  const char* text;
};
constexpr Form kForms[] = {
    {"plain", "p\xC3\xA4'ss w$rd/+=\"x\""},
    {"base64", "cMOkJ3NzIHckcmQvKz0ieCI="},
    {"base64, after `user:`", "dXNlcjpww6Qnc3MgdyRyZC8rPSJ4Ig=="},
    {"base64, after `a:`", "YTpww6Qnc3MgdyRyZC8rPSJ4Ig=="},
    {"base64url", "cMOkJ3NzIHckcmQvKz0ieCI"},
    {"hex", "70c3a427737320772472642f2b3d227822"},
    {"HEX", "70C3A427737320772472642F2B3D227822"},
    {"URL", "p%C3%A4%27ss%20w%24rd%2F%2B%3D%22x%22"},
    {"form", "p%C3%A4%27ss+w%24rd%2F%2B%3D%22x%22"},
    {"URL, lower case", "p%c3%a4%27ss%20w%24rd%2f%2b%3d%22x%22"},
    {"JSON", "p\xC3\xA4'ss w$rd/+=\\\"x\\\""},
    {"JSON in ASCII", "p\\u00e4'ss w$rd/+=\\\"x\\\""},
    {"shell", "'p\xC3\xA4'\"'\"'ss w$rd/+=\"x\"'"},
    {"shell, by sed", "'p\xC3\xA4'\\''ss w$rd/+=\"x\"'"},
    {"shell, in double quotes", "\"p\xC3\xA4'ss w\\$rd/+=\\\"x\\\"\""},
    {"shell, by backslashes", "p\xC3\xA4\\'ss\\ w\\$rd/+=\\\"x\\\""},
};

TEST(Redactor, ReplacesASecretInEveryEncoding) {
  Redactor redactor;
  redactor.add(kSecret);
  for (const Form& form : kForms) {
    const std::string text = std::string("before ") + form.text + " after";
    const std::string clean = redactor.redact(text);
    EXPECT_NE(clean.find("<secret>"), std::string::npos) << form.encoding << ": " << clean;
    EXPECT_TRUE(clean.starts_with("before ") && clean.ends_with(" after")) << form.encoding << ": " << clean;
    EXPECT_LT(clean.size(), 7 + 6 + 8 + 12u) << form.encoding << " leaves too much behind: " << clean;
  }
}

TEST(Redactor, LeavesOtherTextAlone) {
  Redactor redactor;
  redactor.add("hunter2-hunter2");
  redactor.add("abc");  // too short: it would garble all text
  EXPECT_EQ(redactor.redact("hunter2 and abc"), "hunter2 and abc");
  EXPECT_EQ(redactor.redact(""), "");
  EXPECT_EQ(Redactor().redact("hunter2-hunter2"), "hunter2-hunter2");
}

TEST(Redactor, LeavesNothingOfSecretsThatOverlapOrTouch) {
  Redactor redactor;
  redactor.add("abcdefgh");
  redactor.add("efghijkl");
  redactor.add("abcd");
  EXPECT_EQ(redactor.redact("-abcdefghijkl-"), "-<secret>-");
  EXPECT_EQ(redactor.redact("-abcdabcdefgh-"), "-<secret><secret>-");
  EXPECT_EQ(redactor.redact("abcdefghabcd"), "<secret><secret>");
}

TEST(Redactor, KnowsTheLinesOfAKey) {
  Redactor redactor;
  redactor.add("-----BEGIN KEY-----\nMIIEvQIBADANBg\nAgEAAoIBAQC7\n-----END KEY-----\n");
  EXPECT_EQ(redactor.redact("log: MIIEvQIBADANBg\nlog: AgEAAoIBAQC7\n"), "log: <secret>\nlog: <secret>\n");
}

TEST(Redactor, CleansJsonNamesAndAll) {
  Redactor redactor;
  redactor.add("s3cr3t-canary");
  const Json dirty = {{"a", {1, true, "x s3cr3t-canary"}}, {"s3cr3t-canary", nullptr}};
  EXPECT_EQ(redactor.redact(dirty), (Json{{"a", {1, true, "x <secret>"}}, {"<secret>", nullptr}}));
}

TEST(Redactor, MayBeUsedFromManyThreads) {
  Redactor redactor;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&redactor, t] {
      for (int i = 0; i < 50; ++i) {
        const std::string secret = "secret-" + std::to_string(t) + "-" + std::to_string(i);
        redactor.add(secret);
        EXPECT_EQ(redactor.redact("x" + secret + " y"), "x<secret> y");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace infra::runtime
