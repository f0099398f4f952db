#include "runtime/change/value_text.h"

#include <gtest/gtest.h>

namespace infra::runtime {
namespace {

TEST(ValueText, LooksAsAPersonWouldWriteIt) {
  EXPECT_EQ(value_text({{"RELEASE", "v1"}, {"a-b", true}}), "{ RELEASE = \"v1\", \"a-b\" = true }");
  EXPECT_EQ(value_text(Json::array({1, "two", nullptr})), "[1, \"two\", null]");
  EXPECT_EQ(value_text(Json::object()), "{}");
}

TEST(ValueText, PutsNoQuotesAroundWhatIsNoText) {
  EXPECT_EQ(value_text(Json::array({std::string(kUnknown)})), "[(known after apply)]");
  EXPECT_EQ(value_text({{"KEY", {{"$secret", {{"commitment", "hmac"}}}}}}), "{ KEY = <secret> }");
  EXPECT_EQ(value_text({{"address", "code"}, {"id", "x"}, {"instance", 1}, {"results", Json::object()}}), "`code`");
}

TEST(ValueText, CutsDigestsToWhatPeopleCompare) {
  const std::string digest = "sha256:" + std::string(64, 'a');
  EXPECT_EQ(value_text(digest), "sha256:aaaaaaaaaaaa");
  EXPECT_EQ(value_text({{"digest", digest}, {"size", 10}}), "sha256:aaaaaaaaaaaa");
}

}  // namespace
}  // namespace infra::runtime
