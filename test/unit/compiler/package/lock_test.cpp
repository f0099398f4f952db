// `infra.lock`: what is written reads back, what is damaged is said to be.
#include "compiler/package/lock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/diag/codes/package.h"
#include "test/unit/compiler/package/packages.h"

namespace infra::test {
namespace {

using testing::ElementsAre;

package::Lock example() {
  World world;
  world.paths["../shapes"] = {
      {"infra.toml", manifest("shapes", "0.2.0", "net = { git = \"https://x.org/net\", tag = \"v1\" }")}};
  world.far["git+https://x.org/net#tag=v1"] = {{"infra.toml", manifest("net", "1.0.0")}};
  world.far["git+https://x.org/net#tag=v2"] = {{"infra.toml", manifest("net", "1.2.0")}};
  Resolved made = resolve(
      world, manifest("shop", "1.0.0",
                      "shapes = { path = \"../shapes\" }\nnet = { git = \"https://x.org/net\", tag = \"v2\" }\n"));
  EXPECT_TRUE(made.lock) << made.report;
  return *made.lock;
}

std::optional<package::Lock> read(const std::string& text, std::vector<std::string>* codes = nullptr) {
  SourceMap sources;
  diag::Sink sink;
  auto lock = package::read_lock(sources.add("infra.lock", text), sources, sink);
  for (const diag::Diagnostic& found : sink.diagnostics()) {
    if (codes) codes->emplace_back(found.code);
    EXPECT_FALSE(diag::render_human(found, sources).empty());
  }
  EXPECT_EQ(lock.has_value(), sink.diagnostics().empty());
  return lock;
}

TEST(Lock, ReadsBackAsItIsWritten) {
  package::Lock lock = example();
  ASSERT_EQ(lock.packages.size(), 2u);
  EXPECT_EQ(lock.outvoted.size(), 1u);
  auto again = read(package::to_text(lock));
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, lock);
  EXPECT_EQ(package::to_text(*again), package::to_text(lock));
}

TEST(Lock, EveryLineThatIsLostOrMisspeltIsNoticedOrHarmless) {
  const std::string text = package::to_text(example());
  size_t refused = 0;
  for (size_t line = 0; line < text.size(); line = text.find('\n', line) + 1) {
    std::string cut = text;
    cut.erase(line, text.find('\n', line) + 1 - line);
    if (auto lock = read(cut); lock && text[line] != '#' && text[line] != '\n')
      EXPECT_NE(*lock, example()) << "nobody noticed that a line is gone: " << text.substr(line, 40);
    else
      ++refused;
  }
  EXPECT_GT(refused, 8u);
}

TEST(Lock, DamageIsNamed) {
  const std::string good = package::to_text(example());
  auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    size_t at = text.find(from);
    EXPECT_NE(at, text.npos) << from;
    return text.replace(at, from.size(), to);
  };
  for (const std::string& text : {std::string("format ="), std::string(""), std::string("\xff"),
                                  with("digest = \"sha256:", "digest = \"sha256:zz"),
                                  with("name = \"net\"", "name = \"Net\""), with("commit = \"aaaa", "commit = \"main"),
                                  with("asks = [", "sakk = ["), with("version = \"1.2.0\"", "version = \"1.2\""),
                                  with("name = \"net\"", "name = \"znet\""), with("source = \"git+", "source = \"svn+"),
                                  with("format = 1", "format = \"1\""), good + good, good + "\n[extra]\n"}) {
    std::vector<std::string> codes;
    EXPECT_FALSE(read(text, &codes)) << text;
    EXPECT_THAT(codes, ElementsAre(std::string(diag::LockDamaged.code))) << text;
  }
  std::vector<std::string> codes;
  EXPECT_FALSE(read(with("format = 1", "format = 2"), &codes));
  EXPECT_THAT(codes, ElementsAre(std::string(diag::LockFormat.code)));
}

}  // namespace
}  // namespace infra::test
