
#include "compiler/diag/render.h"

#include <gtest/gtest.h>

#include "compiler/diag/codes/source.h"
#include "compiler/diag/sink.h"
#include "compiler/diag/table.h"

namespace infra::diag {
namespace {

class Render : public testing::Test {
 protected:
  Span span(std::string_view needle, size_t from = 0) {
    auto at = static_cast<uint32_t>(sources_.file(file_).text().find(needle, from));
    return {file_, at, at + static_cast<uint32_t>(needle.size())};
  }

  SourceMap sources_;
  FileId file_ = sources_.add("shop.infra", "let one = 1\n\n\nlet two = \"grüße\" + one\n");
  Sink sink_;
};

TEST_F(Render, ShowsBothPlacesWithTheirLines) {
  sink_.emit(FileNotFound, span("\"grüße\""), "x")
      .label("this is a `String`")
      .also(span("one"), "an `Int` here")
      .help("write `\"${one}\"`");
  EXPECT_EQ(render_human(sink_.diagnostics()[0], sources_),
            "error[E0051]: there is no file `x`\n"
            " --> shop.infra:4:11\n"
            "  |\n"
            "1 | let one = 1\n"
            "  |     --- an `Int` here\n"
            "...\n"
            "4 | let two = \"grüße\" + one\n"
            "  |           ^^^^^^^ this is a `String`\n"
            "  = help: write `\"${one}\"`\n");
}

TEST_F(Render, ColorsOnlyWhenAsked) {
  sink_.emit(FileNotFound, span("one"), "x");
  EXPECT_EQ(render_human(sink_.diagnostics()[0], sources_).find('\x1b'), std::string::npos);
  EXPECT_NE(render_human(sink_.diagnostics()[0], sources_, {.colors = true}).find('\x1b'), std::string::npos);
}

TEST_F(Render, LetsNoEscapeOfTheSourceThrough) {
  FileId evil = sources_.add("evil\x1b[2J.infra", "let \x1b[31mx\n");
  sink_.emit(FileNotFound, Span{evil, 4, 5}, "\x1b]0;title\x07");
  EXPECT_EQ(render_human(sink_.diagnostics()[0], sources_).find('\x1b'), std::string::npos);
}

TEST_F(Render, SaysEachThingOnceInTheOrderOfTheSource) {
  sink_.emit(FileNotFound, span("one", 20), "b");
  sink_.emit(FileNotFound, span("one"), "a");
  sink_.emit(FileNotFound, span("one", 20), "b");
  auto diagnostics = sink_.take();
  sort_and_deduplicate(diagnostics, sources_);
  ASSERT_EQ(diagnostics.size(), 2u);
  EXPECT_EQ(diagnostics[0].message, "there is no file `a`");
}

TEST(Table, CodesAreUniqueAndInTheirRange) {
  for (size_t i = 1; i < entries().size(); ++i) EXPECT_NE(entries()[i - 1].code, entries()[i].code);
  for (const Entry& entry : entries()) {
    EXPECT_EQ(entry.code.size(), 5u) << entry.code;
    EXPECT_TRUE(entry.code[0] == 'L' || entry.code[0] == (entry.severity == Severity::Error ? 'E' : 'W')) << entry.code;
    EXPECT_EQ(find(entry.code)->name, entry.name);
    EXPECT_FALSE(std::isupper(static_cast<unsigned char>(entry.format[0]))) << entry.format;
    EXPECT_NE(entry.format.back(), '.') << entry.format;
    EXPECT_EQ(entry.format.find("illegal"), std::string_view::npos);
  }
}

}  // namespace
}  // namespace infra::diag
