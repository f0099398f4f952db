// docs/reference/builtins.md: its lists are written from the records, and what it says of other languages' functions
// names builtins that exist. `INFRA_UPDATE=1` writes the lists anew and fails, so that an update run is never taken for
// a pass.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "compiler/value/builtin.h"

namespace infra::value {
namespace {

constexpr std::string_view kBegin = "<!-- written from the records: begin -->\n";
constexpr std::string_view kEnd = "<!-- written from the records: end -->\n";

std::filesystem::path page_path() { return std::filesystem::path(INFRA_SOURCE_DIR) / "docs/reference/builtins.md"; }

std::string read_page() {
  std::ifstream in(page_path(), std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

/// Where what is written from the records begins and ends.
std::pair<size_t, size_t> written_part(const std::string& page) {
  size_t begin = page.find(kBegin), end = page.find(kEnd);
  if (begin == page.npos || end == page.npos) return {0, 0};
  return {begin + kBegin.size(), end};
}

std::string written() {
  // The order in which a reader meets the types; what is not named here follows.
  static constexpr std::string_view kOrder[] = {"String", "Int", "Float", "Size", "Duration", "Range", "List<T>"};
  std::vector<std::string> types(std::begin(kOrder), std::end(kOrder));
  std::map<std::string, std::vector<const Builtin*>> by_type;
  for (const Builtin* builtin : builtins()) by_type[std::string(builtin->on)].push_back(builtin);
  for (const auto& [type, list] : by_type) {
    if (std::find(types.begin(), types.end(), type) == types.end()) types.push_back(type);
  }
  std::ostringstream out;
  for (const std::string& type : types) {
    out << "\n## " << (type == "T" ? "Every type" : "`" + type + "`") << "\n\n";
    for (const Builtin* builtin : by_type[type]) {
      std::string_view example = builtin->example;
      out << "- **`" << builtin->signature.substr(type.size()) << "`** " << builtin->doc << "<br>`" << example << "`\n";
    }
  }
  out << "\n";
  return out.str();
}

TEST(Reference, ListsEveryBuiltinAsItsRecordSays) {
  std::string page = read_page();
  auto [begin, end] = written_part(page);
  ASSERT_NE(begin, 0u) << "the page lacks the lines between which the lists stand";
  if (std::getenv("INFRA_UPDATE") != nullptr) {
    std::ofstream(page_path(), std::ios::binary) << page.replace(begin, end - begin, written());
    FAIL() << "the lists were written anew";
  }
  EXPECT_TRUE(page.substr(begin, end - begin) == written()) << "INFRA_UPDATE=1 writes the lists anew";
}

TEST(Reference, NamesOnlyBuiltinsThatExist) {
  std::string page = read_page();
  std::set<std::string> names;
  for (const Builtin* builtin : builtins()) names.insert(std::string(builtin->name));
  // Rows `| `theirs` | `.ours` … |`: each word behind a dot in the second column is a builtin.
  size_t tables = page.find("## From Terraform");
  ASSERT_NE(tables, page.npos);
  std::istringstream lines(page.substr(tables, page.find(kBegin) - tables));
  static const std::regex kOurs(R"([^.]\.([a-z_0-9]+))");
  size_t rows = 0, named = 0;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| `")) continue;
    ++rows;
    size_t second = line.find(" | ");
    ASSERT_NE(second, line.npos) << line;
    std::string ours = line.substr(second, line.find(" |", second + 3) - second);
    static const std::regex kCode(R"(`[^`]*`)");
    for (std::sregex_iterator code(ours.begin(), ours.end(), kCode), none; code != none; ++code) {
      std::string text = code->str();
      for (std::sregex_iterator at(text.begin(), text.end(), kOurs); at != none; ++at, ++named) {
        EXPECT_TRUE(names.contains((*at)[1].str())) << (*at)[1].str() << " in: " << line;
      }
    }
  }
  EXPECT_GT(rows, 150u);
  EXPECT_GT(named, 100u);
}

}  // namespace
}  // namespace infra::value
