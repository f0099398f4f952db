// The stdlib and the examples draw no lint, and the reference lists the rules that there are.
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "compiler/diag/render.h"
#include "compiler/lint/lint.h"
#include "compiler/service/compilation.h"
#include "compiler/source/disk_file_system.h"

namespace infra::lint {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = INFRA_SOURCE_DIR;

std::vector<fs::path> sources_in(const fs::path& folder) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".infra") found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string rendered(const std::vector<diag::Diagnostic>& diagnostics, const SourceMap& sources) {
  std::string text;
  for (const diag::Diagnostic& d : diagnostics) text += diag::render_human(d, sources) + "\n";
  return text;
}

TEST(Repository, ExamplesDrawNoLint) {
  auto stdlib = open_disk(kRoot / "stdlib");
  auto files = sources_in(kRoot / "examples");
  size_t linted = 0;
  for (const fs::path& file : files) {
    auto package = open_disk(file.parent_path());
    service::CompileRequest request;
    request.package = package->get();
    request.stdlib = stdlib->get();
    request.root = file.filename();
    LintResult result = lint(request);
    linted += !result.has_errors;
    EXPECT_TRUE(result.diagnostics.empty()) << rendered(result.diagnostics, result.sources);
  }
  EXPECT_EQ(linted, files.size()) << "what a build makes need not be there";
}

/// Files of the stdlib see each other's names, so they are linted as what a program imports.
TEST(Repository, TheStdlibDrawsNoLint) {
  std::string program;
  // One public name of each file: imports take names.
  for (const fs::path& file : sources_in(kRoot / "stdlib")) {
    std::ifstream in(file);
    std::string line;
    while (std::getline(in, line)) {
      std::istringstream words(line);
      std::string pub, word, name;
      if (!(words >> pub >> word >> name) || pub != "pub") continue;
      name = name.substr(0, name.find_first_of(":<("));
      std::string module = fs::relative(file.parent_path(), kRoot / "stdlib");
      std::replace(module.begin(), module.end(), '/', '.');
      program += "import std." + module + " { " + name + " }\n";
      break;
    }
  }
  std::ofstream(fs::path(testing::TempDir()) / "all_of_std.infra") << program;
  auto package = open_disk(testing::TempDir());
  auto stdlib = open_disk(kRoot / "stdlib");
  service::CompileRequest request;
  request.package = package->get();
  request.stdlib = stdlib->get();
  request.root = "all_of_std.infra";
  request.build_plan = false;
  service::Compilation compilation = service::run(request);
  ASSERT_TRUE(compilation.result.ok()) << rendered(compilation.result.diagnostics, compilation.result.sources);
  size_t linted = 0;
  for (uint32_t i = 0; i < compilation.analysis->loaded.files.size(); ++i) {
    sema::ModuleId id(i);
    if (!compilation.analysis->loaded.files[id].is_std) continue;
    ++linted;
    auto lints = lint_module(*compilation.analysis, compilation.result.sources, id);
    EXPECT_TRUE(lints.empty()) << rendered(lints, compilation.result.sources);
  }
  EXPECT_GE(linted, 6u);
}

TEST(Repository, TheReferenceListsEveryRule) {
  std::ifstream in(kRoot / "docs/reference/lint.md");
  std::stringstream page;
  page << in.rdbuf();
  std::string rows;
  for (const RuleInfo& rule : rules()) {
    rows += fmt::format("| [{}](../errors/{}.md) | `{}` | {} | {} |\n", rule.code, rule.code, rule.name, rule.summary,
                        rule.fixes ? "✓" : "");
  }
  EXPECT_NE(page.str().find(rows), std::string::npos) << "docs/reference/lint.md should have these rows:\n" << rows;
}

}  // namespace
}  // namespace infra::lint
