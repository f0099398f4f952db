// The stages that can be printed: one table.
#include <array>

#include "compiler/graph/pictures.h"
#include "compiler/plan/json.h"
#include "compiler/plan/text.h"
#include "compiler/sema/print.h"
#include "compiler/service/compilation.h"
#include "compiler/syntax/parse.h"

namespace infra::service {
namespace {

struct Stage {
  std::string_view name;
  bool needs_plan;  ///< Printed only when there is a plan.
  std::string (*print)(const Compilation& compilation);
};

const sema::LoadedFile& root_file(const Compilation& c) { return c.analysis->loaded.files[c.analysis->loaded.root]; }

constexpr std::array kStages = {
    Stage{"tokens", false,
          [](const Compilation& c) { return syntax::print_tokens(root_file(c).file, c.result.sources); }},
    Stage{"ast", false,
          [](const Compilation& c) {
            return syntax::print_ast(root_file(c).ast, c.result.sources, c.analysis->program.names);
          }},
    Stage{"types", false,
          [](const Compilation& c) { return sema::print_types(c.analysis->program, c.result.sources); }},
    Stage{"ir", true, [](const Compilation& c) { return plan::to_text(*c.result.plan); }},
    Stage{"plan", true, [](const Compilation& c) { return plan::to_json(*c.result.plan); }},
    Stage{"dot", true, [](const Compilation& c) { return graph::to_dot(graph::graph_of(*c.result.plan)); }},
};

}  // namespace

std::vector<std::string> emit_stages() {
  std::vector<std::string> names;
  for (const Stage& stage : kStages) names.emplace_back(stage.name);
  return names;
}

std::string emit(std::string_view name, const CompileRequest& request, CompileResult& result) {
  for (const Stage& stage : kStages) {
    if (stage.name != name) continue;
    CompileRequest wanted = request;
    // Tokens, trees and types are there without arguments.
    wanted.build_plan = stage.needs_plan;
    Compilation compilation = run(wanted);
    bool printable = stage.needs_plan ? compilation.result.plan.has_value()
                                      : compilation.analysis && compilation.analysis->loaded.root.valid();
    std::string text = printable ? stage.print(compilation) : "";
    result = std::move(compilation.result);
    return text;
  }
  return "";
}

}  // namespace infra::service
