#include "cli/markdown.h"

#include <gtest/gtest.h>

namespace infra::cli {
namespace {

constexpr std::string_view kPage =
    "# E0201: title\n\nA `name` and **this**.\n\n```infra\nlet x = 1\n\nlet y = 2\n```\n\nEnd `open.\n";

TEST(Markdown, StaysReadableWithoutColors) {
  EXPECT_EQ(render_markdown(kPage, Painter(false)),
            "E0201: title\n\nA `name` and **this**.\n\n  │ let x = 1\n\n  │ let y = 2\n\nEnd `open.\n");
}

TEST(Markdown, StylesCodeAndStrongWithColors) {
  std::string text = render_markdown(kPage, Painter(true));
  EXPECT_NE(text.find("\x1b[36mname\x1b[0m"), std::string::npos);
  EXPECT_NE(text.find("\x1b[1mthis\x1b[0m"), std::string::npos);
  EXPECT_EQ(text.find("```"), std::string::npos);
}

TEST(Markdown, LetsNoEscapeOfAPageThrough) {
  EXPECT_EQ(render_markdown("\x1b[2J`\x1b[31m`", Painter(false)).find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace infra::cli
