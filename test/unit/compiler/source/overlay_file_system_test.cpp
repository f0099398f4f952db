// Unsaved texts over a disk.
#include <gtest/gtest.h>

#include "compiler/source/overlay_file_system.h"
#include "test/unit/compiler/support/memory_files.h"

namespace infra {
namespace {

TEST(Overlay, AnswersFromItsTextsFirst) {
  test::MemoryFiles below({{"a.infra", "old"}, {"b.infra", "kept"}, {"sub/c.infra", "c"}});
  OverlayFileSystem files(below);
  files.lay("a.infra", "new");
  files.lay("sub/d.infra", "d");
  files.lay("fresh/e.infra", "e");
  EXPECT_EQ(*files.read("a.infra", 10), "new");
  EXPECT_EQ(*files.read("b.infra", 10), "kept");
  EXPECT_EQ(files.read("a.infra", 2).error().code, "E0054");
  EXPECT_EQ(files.digest("a.infra")->digest, sha256("new"));
  EXPECT_EQ(files.location("a.infra"), "") << "the bytes on the disk are others";
  EXPECT_EQ(files.location("b.infra"), below.location("b.infra"));
  EXPECT_EQ(*files.list("sub"), (std::vector<std::string>{"c.infra", "d.infra"}));
  EXPECT_EQ(*files.list("fresh"), (std::vector<std::string>{"e.infra"}));
  EXPECT_FALSE(files.list("none"));
  auto entries = files.entries("sub");
  ASSERT_TRUE(entries);
  ASSERT_EQ(entries->size(), 2u);
  EXPECT_EQ((*entries)[0].name, "c.infra");
  EXPECT_EQ((*entries)[1].name, "d.infra");
}

}  // namespace
}  // namespace infra
