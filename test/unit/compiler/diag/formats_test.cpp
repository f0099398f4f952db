// Every format says the same of the same diagnostics, and JSON keeps to its published schema.
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "compiler/diag/codes/cli.h"
#include "compiler/diag/codes/source.h"
#include "compiler/diag/error.h"
#include "compiler/diag/render.h"
#include "compiler/diag/sink.h"

namespace infra::diag {
namespace {

class Formats : public testing::Test {
 protected:
  Span span(std::string_view needle, size_t from = 0) {
    auto at = static_cast<uint32_t>(sources_.file(file_).text().find(needle, from));
    return {file_, at, at + static_cast<uint32_t>(needle.size())};
  }
  /// One with everything that a diagnostic can have.
  void emit_rich() {
    sink_.emit(FileNotFound, span("one", 20), "a%b")
        .label("an `Int`")
        .also(span("one"), "declared here")
        .note("first line\nsecond line")
        .help("write `two`")
        .fix(span("one", 20), "two", "write `two`");
  }
  std::string render(Format format, RenderOptions options = {}) {
    Batch batch{sink_.diagnostics(), &sources_};
    return entry_of(format).render({&batch, 1}, options);
  }
  Json json(Format format, RenderOptions options = {}) { return Json::parse(render(format, options)); }

  SourceMap sources_;
  FileId file_ = sources_.add("live/my shop.infra", "let one = 1\n\n\nlet two = \"grüße\" + one\n");
  Sink sink_;
};

TEST_F(Formats, AreInTheOrderOfTheirEnumAndFoundByName) {
  for (const FormatEntry& entry : formats()) {
    EXPECT_EQ(entry_of(entry.format).name, entry.name);
    EXPECT_EQ(find_format(entry.name), entry.format);
  }
  EXPECT_EQ(find_format("xml"), std::nullopt);
}

TEST_F(Formats, ShortIsOneLineWithThePathThatOpensTheFile) {
  emit_rich();
  EXPECT_EQ(render(Format::Short), "live/my shop.infra:4:21: error[E0051]: there is no file `a%b`\n");
}

TEST_F(Formats, ShortOfAnErrorWithoutAPlaceHasNone) {
  Error error = diag::error(UnknownVerb, "x");
  Diagnostic d = diagnostic_of(error);
  Batch batch{{&d, 1}, nullptr};
  EXPECT_EQ(entry_of(Format::Short).render({&batch, 1}, {}), "error[E0901]: there is no verb `x`\n");
}

TEST_F(Formats, GithubEscapesWhatTheRunnerReads) {
  FileId odd = sources_.add("a,b:c%d.infra", "x");
  sink_.emit(FileNotFound, Span{odd, 0, 1}, "50%").note("one\ntwo");
  EXPECT_EQ(render(Format::Github),
            "::error file=a%2Cb%3Ac%25d.infra,line=1,endLine=1,col=1,endColumn=2,title=E0051::"
            "there is no file `50%25`%0Anote: one%0Atwo\n");
}

TEST_F(Formats, GithubSaysTheOtherPlacesAndTheWayOut) {
  emit_rich();
  EXPECT_EQ(
      render(Format::Github),
      "::error file=live/my shop.infra,line=4,endLine=4,col=21,endColumn=24,title=E0051::there is no file `a%25b`: "
      "an `Int`%0Alive/my shop.infra:1:5: declared here%0Anote: first line%0Asecond line%0Ahelp: write `two`\n");
}

TEST_F(Formats, NoTextOfASourceCanWriteAWorkflowCommandOfItsOwn) {
  sink_.emit(FileNotFound, span("one"), "x\n::set-output name=a::b");
  std::string text = render(Format::Github);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
}

TEST_F(Formats, JsonNamesPlacesInCodePoints) {
  emit_rich();
  Json document = json(Format::Json);
  const Json& d = document["diagnostics"][0];
  EXPECT_EQ(d["code"], "E0051");
  EXPECT_EQ(d["file"], "live/my shop.infra");
  EXPECT_EQ(d["line"], 4);
  EXPECT_EQ(d["column"], 21);
  EXPECT_EQ(d["end_column"], 24);
  EXPECT_EQ(d["labels"][0]["text"], "declared here");
  EXPECT_EQ(d["fixes"][0]["replacement"], "two");
}

TEST_F(Formats, JsonKeepsToItsSchema) {
  std::ifstream in(std::filesystem::path(INFRA_SOURCE_DIR) / "docs/schemas/diagnostics.schema.json");
  Json published = Json::parse(in);
  valijson::Schema schema;
  valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(published), schema);
  auto accepts = [&](const Json& found) {
    return valijson::Validator().validate(schema, valijson::adapters::NlohmannJsonAdapter(found), nullptr);
  };
  EXPECT_TRUE(accepts(json(Format::Json)));  // nothing to say
  emit_rich();
  Json rich = json(Format::Json);
  EXPECT_TRUE(accepts(rich)) << rich;
  EXPECT_TRUE(accepts({{"diagnostics", {json_of(diag::error(UnknownVerb, "x"))}}}));
  for (const char* member : {"code", "severity", "message", "notes", "labels", "fixes", "help", "line", "end_column"}) {
    Json lacking = rich;
    lacking["diagnostics"][0].erase(member);
    EXPECT_FALSE(accepts(lacking)) << member;
  }
  Json wrong = rich;
  wrong["diagnostics"][0]["line"] = 0;
  EXPECT_FALSE(accepts(wrong));
}

TEST_F(Formats, JsonAndSarifAreUtf8WhateverAFileIsNamed) {
  FileId odd = sources_.add("a\xff.infra", "x");
  sink_.emit(FileNotFound, Span{odd, 0, 1}, "x");
  EXPECT_EQ(json(Format::Json)["diagnostics"].size(), 1u);
  EXPECT_EQ(json(Format::Sarif)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            "a%FF.infra");
}

TEST_F(Formats, SarifHasThePlaceTheOthersAndTheFix) {
  emit_rich();
  Json run = json(Format::Sarif)["runs"][0];
  const Json& result = run["results"][0];
  EXPECT_EQ(run["columnKind"], "unicodeCodePoints");
  EXPECT_EQ(result["ruleId"], "E0051");
  EXPECT_EQ(result["level"], "error");
  const Json& place = result["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"], Json({{"uri", "live/my%20shop.infra"}, {"uriBaseId", "%SRCROOT%"}}));
  EXPECT_EQ(place["region"], Json({{"startLine", 4}, {"startColumn", 21}, {"endLine", 4}, {"endColumn", 24}}));
  EXPECT_EQ(result["relatedLocations"][0]["message"]["text"], "declared here");
  EXPECT_EQ(result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"], "two");
}

TEST_F(Formats, SarifExplainsEachCodeOnceFromItsPage) {
  emit_rich();
  emit_rich();
  sink_.emit(NotARegularFile, span("one"), "x");
  RenderOptions options;
  options.page = [](std::string_view code) -> std::optional<std::string> {
    if (code != "E0051") return std::nullopt;
    return "# E0051: no such file\n\nIt is not\nthere.\n\nMore.\n";
  };
  Json run = json(Format::Sarif, options)["runs"][0];
  const Json& rules = run["tool"]["driver"]["rules"];
  ASSERT_EQ(rules.size(), 2u);
  EXPECT_EQ(rules[0]["shortDescription"]["text"], "no such file");
  EXPECT_EQ(rules[0]["fullDescription"]["text"], "It is not there.");
  EXPECT_FALSE(rules[1].contains("help"));
  EXPECT_EQ(run["results"][2]["ruleIndex"], 1);
}

TEST_F(Formats, SarifFingerprintsOutliveLinesAboveAndTellTwinsApart) {
  auto fingerprints = [](std::string text) {
    SourceMap sources;
    FileId file = sources.add("a.infra", text);
    Sink sink;
    for (size_t at = text.find("bad"); at != std::string::npos; at = text.find("bad", at + 1)) {
      sink.emit(FileNotFound, Span{file, static_cast<uint32_t>(at), static_cast<uint32_t>(at + 3)}, "bad");
    }
    Batch batch{sink.diagnostics(), &sources};
    std::vector<std::string> found;
    Json results = Json::parse(entry_of(Format::Sarif).render({&batch, 1}, {}))["runs"][0]["results"];
    for (const Json& result : results) found.push_back(result["partialFingerprints"]["infra/v1"]);
    return found;
  };
  auto before = fingerprints("let a = bad\nlet a = bad\n");
  EXPECT_NE(before[0], before[1]);
  EXPECT_EQ(before, fingerprints("\n// new\n  let a = bad\nlet a = bad\n"));
}

TEST_F(Formats, SarifNamesTheStdlibByItsOwnBase) {
  FileId std_file = sources_.add("std/net/balancer.infra", "x");
  FileId far = sources_.add("/srv/x.infra", "x");
  sink_.emit(FileNotFound, Span{std_file, 0, 1}, "x");
  sink_.emit(FileNotFound, Span{far, 0, 1}, "x");
  Json results = json(Format::Sarif)["runs"][0]["results"];
  auto place = [&](size_t i) { return results[i]["locations"][0]["physicalLocation"]["artifactLocation"]; };
  EXPECT_EQ(place(0), Json({{"uri", "net/balancer.infra"}, {"uriBaseId", "STDLIB"}}));
  EXPECT_EQ(place(1), Json({{"uri", "file:///srv/x.infra"}}));
}

}  // namespace
}  // namespace infra::diag
