// One plan of everything, in its two forms. `INFRA_UPDATE=1` writes the bytes anew and fails, so that an update run is
// never taken for a pass.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "compiler/plan/json.h"
#include "compiler/plan/text.h"
#include "compiler/plan/verify.h"

namespace infra::plan {
namespace {

std::filesystem::path golden(std::string_view name) {
  return std::filesystem::path(INFRA_SOURCE_DIR) / "test/unit/compiler/plan/golden" / name;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

Plan shop() {
  auto plan = from_text(read_file(golden("shop.ir")));
  EXPECT_TRUE(plan) << plan.error().message;
  return plan ? std::move(*plan) : Plan();
}

TEST(GoldenPlan, IsSound) {
  for (const Error& problem : verify(shop())) ADD_FAILURE() << problem.code << " " << problem.message;
}

TEST(GoldenPlan, ReadsBackAsItIsWritten) { EXPECT_EQ(to_text(shop()), read_file(golden("shop.ir"))); }

TEST(GoldenPlan, HasTheSameBytesAsEver) {
  std::string bytes = to_json(shop());
  if (std::getenv("INFRA_UPDATE") != nullptr) {
    std::ofstream(golden("shop.plan"), std::ios::binary) << bytes;
    FAIL() << "the golden plan was written anew: read the difference, and raise kFormatVersion if it was published";
  }
  EXPECT_EQ(bytes, read_file(golden("shop.plan")));
  auto again = from_json(bytes);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(to_text(*again), to_text(shop()));
  EXPECT_EQ(digest(*again), sha256(bytes));
}

TEST(GoldenPlan, IsNeverTheSamePlanWithABitFlipped) {
  std::string bytes = read_file(golden("shop.plan"));
  Digest before = sha256(bytes);
  for (size_t i = 0; i < bytes.size(); ++i) {
    char flip = static_cast<char>(1 << (i * 5 % 8));
    bytes[i] = static_cast<char>(bytes[i] ^ flip);
    // What still reads is another plan with another name; what is not as a plan is written does not read.
    if (auto plan = from_json(bytes)) {
      ASSERT_EQ(to_json(*plan), bytes);
      ASSERT_NE(digest(*plan), before);
    }
    bytes[i] = static_cast<char>(bytes[i] ^ flip);
  }
}

TEST(GoldenPlan, IsRefusedWhenCutShort) {
  std::string bytes = read_file(golden("shop.plan"));
  for (size_t size = 0; size < bytes.size(); size += 7) {
    ASSERT_FALSE(from_json(std::string_view(bytes).substr(0, size))) << size;
  }
  EXPECT_FALSE(from_json(bytes + "\n"));
}

}  // namespace
}  // namespace infra::plan
