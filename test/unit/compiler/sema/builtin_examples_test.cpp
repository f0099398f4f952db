// The example of each builtin is a program: it compiles, calls that builtin and says the truth.
#include <gtest/gtest.h>

#include "compiler/value/builtin.h"
#include "test/unit/compiler/support/programs.h"

namespace infra::test {
namespace {

/// `a == b, with x: T = v` as a program whose only output is whether it holds.
std::string program_of(std::string_view example) {
  std::string text;
  if (size_t with = example.find(", with "); with != example.npos) {
    text = "let " + std::string(example.substr(with + 7)) + "\n";
    example = example.substr(0, with);
  }
  return text + "output result: Bool = " + std::string(example) + "\n";
}

bool calls(const sema::Program& program, const value::Builtin* builtin) {
  for (uint32_t i = 0; i < program.nodes.size(); ++i) {
    auto* call = std::get_if<sema::CallNode>(&program.nodes[sema::NodeId(i)].is);
    if (call != nullptr && call->builtin == builtin) return true;
  }
  return false;
}

TEST(Builtins, DoWhatTheirExamplesSay) {
  for (const value::Builtin* builtin : value::builtins()) {
    SCOPED_TRACE(std::string(builtin->on) + "." + std::string(builtin->name));
    std::string program = program_of(builtin->example);
    Outcome outcome = analyze({{"app.infra", program}, {"abc", "abc"}, {"site/index.html", "abc"}});
    EXPECT_TRUE(outcome.diagnostics.empty()) << outcome.report();
    if (!outcome.diagnostics.empty()) continue;
    EXPECT_EQ(outcome.output("result"), "true") << program;
    EXPECT_TRUE(calls(outcome.analysis->program, builtin)) << "the example shows another builtin: " << program;
  }
}

}  // namespace
}  // namespace infra::test
