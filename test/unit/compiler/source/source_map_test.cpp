// Places in texts: line and column of any byte, however long the line.
#include "compiler/source/source_map.h"

#include <random>

#include <gtest/gtest.h>

#include "compiler/base/text.h"

namespace infra {
namespace {

TEST(SourceFile, FindsEveryPlaceAsCountingWould) {
  std::mt19937 random(7);
  const std::string_view pieces[] = {"a", "ü", "→", "😀", "\n", " "};
  for (int round = 0; round < 20; ++round) {
    std::string text;
    const size_t lines = 1 + random() % 3;  // some with lines of many blocks
    while (text.size() < 5'000) {
      std::string_view piece = pieces[random() % std::size(pieces)];
      if (piece == "\n" && random() % (500 * lines) != 0) continue;
      text += piece;
    }
    const SourceFile file("a.infra", text);
    uint32_t line = 1, start = 0;
    for (uint32_t offset = 0; offset <= text.size(); ++offset) {
      const LineColumn found = file.locate(offset);
      ASSERT_EQ(found.line, line);
      ASSERT_EQ(found.column, count_code_points(std::string_view(text).substr(start, offset - start)) + 1) << offset;
      if (offset < text.size() && text[offset] == '\n') ++line, start = offset + 1;
    }
  }
}

TEST(SourceFile, TakesAPlaceBehindTheEndForTheEnd) {
  const SourceFile file("a.infra", std::string(3'000, 'x'));
  EXPECT_EQ(file.locate(9'999).column, 3'001u);
  EXPECT_EQ(SourceFile("empty", "").locate(5).column, 1u);
}

}  // namespace
}  // namespace infra
