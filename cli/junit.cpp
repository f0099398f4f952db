#include "cli/junit.h"

#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>

namespace infra::cli {
namespace {

/// As content or a value of XML 1.0, which has no place for most control characters.
std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\n':
      case '\t': out += c; break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20) out += c;
    }
  }
  return out;
}

}  // namespace

std::string junit_xml(std::span<const JunitCase> cases) {
  std::vector<std::string> order;
  std::map<std::string, std::vector<const JunitCase*>> suites;
  for (const JunitCase& test : cases) {
    auto& suite = suites[test.file];
    if (suite.empty()) order.push_back(test.file);
    suite.push_back(&test);
  }
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  for (const std::string& file : order) {
    const auto& suite = suites[file];
    auto failures = std::count_if(suite.begin(), suite.end(), [](const JunitCase* test) { return !test->passed; });
    out +=
        fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\">\n", escaped(file), suite.size(), failures);
    for (const JunitCase* test : suite) {
      std::string head = fmt::format("    <testcase classname=\"{}\" name=\"{}\"", escaped(file), escaped(test->name));
      if (test->passed) {
        out += head + "/>\n";
        continue;
      }
      std::string first = test->text.substr(0, test->text.find('\n'));
      out += fmt::format("{}>\n      <failure message=\"{}\">{}</failure>\n    </testcase>\n", head, escaped(first),
                         escaped(test->text));
    }
    out += "  </testsuite>\n";
  }
  return out + "</testsuites>\n";
}

}  // namespace infra::cli
