#include "compiler/sema/print.h"

#include <fmt/format.h>

#include "compiler/sema/check/context.h"
#include "compiler/sema/phases/phases.h"

namespace infra::sema {
namespace {

std::string_view phase_text(Phase phase) {
  switch (phase) {
    case Phase::Known: return "known";
    case Phase::PartlyDeferred: return "known, parts deferred";
    case Phase::Deferred: return "deferred";
  }
  return "";
}

std::string_view param_phase(const Program& program, const Param& param) {
  if (types::contains_secret(*program.types, param.type)) return "secret";
  return param.must_be_known ? "must be known" : "known or deferred";
}

}  // namespace

std::string print_types(const Program& program, const SourceMap& sources) {
  std::string out;
  auto line = [&](std::string_view what, Name name, types::TypeId type, std::string_view phase) {
    out += fmt::format("  {} {}: {}", what, program.text(name), type_text(program, type));
    out += phase.empty() ? "\n" : fmt::format("  // {}\n", phase);
  };
  for (ModuleId id : program.order) {
    const Module& module = program.modules[id];
    if (module.is_std) continue;
    out += fmt::format("module {}\n", module.path);
    auto phase = [&](types::TypeId type, const Body& body) {
      bool secret = program.types->kind(type) == types::TypeKind::Secret;
      return secret ? std::string_view("secret") : phase_text(phase_of(program, sources, id, body));
    };
    for (const Param& param : module.params) line("param", param.name, param.type, param_phase(program, param));
    for (const Let& let : module.lets) line("let", let.name, let.type, phase(let.type, let.value));
    for (const Resource& resource : module.resources) line("resource", resource.name, resource.type, "");
    for (const Use& use : module.uses) line("module", use.name, use.type, "");
    for (const Output& output : module.outputs)
      line("output", output.name, output.type, phase(output.type, output.value));
  }
  return out;
}

}  // namespace infra::sema
