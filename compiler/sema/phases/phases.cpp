#include "compiler/sema/phases/phases.h"

#include <algorithm>

#include <fmt/format.h>

#include "compiler/diag/codes/sema.h"
#include "compiler/sema/phases/origin.h"
#include "compiler/sema/phases/paths.h"

namespace infra::sema {
namespace {

class PhaseChecker {
 public:
  PhaseChecker(Program& program, const SourceMap& sources, diag::Sink& sink)
      : program_(program), sources_(sources), sink_(sink), finder_(program, sources) {}

  void run() {
    demands_.resize(program_.modules.size());
    for (ModuleId module : program_.order) {
      for (const Resource& resource : program_.modules[module].resources) {
        std::string_view name = program_.text(resource.name);
        check_head(module, resource.head, name);
        check_settings(module, resource.with, resource.head, name);
        for (const Input& input : resource.inputs) check_reads(module, input.value, &resource.head);
      }
      for (const Use& use : program_.modules[module].uses) {
        check_head(module, use.head, program_.text(use.name));
        check_settings(module, use.with, use.head, program_.text(use.name));
        check_arguments(module, use);
        for (const Input& argument : use.arguments) check_reads(module, argument.value, &use.head);
      }
      for (const Param& param : program_.modules[module].params) check_reads(module, param.default_value, nullptr);
      for (const Let& let : program_.modules[module].lets) check_reads(module, let.value, nullptr);
      for (const Output& output : program_.modules[module].outputs) check_reads(module, output.value, nullptr);
      require(module, program_.modules[module].removal_limit, nullptr, true, "how much may be removed");
    }
  }

 private:
  std::string written(Span span) const {
    std::string out;
    for (char c : sources_.text(span)) out += c == '\n' || c == '\t' ? ' ' : c;
    return out.size() > 50 ? out.substr(0, 50) + "…" : out;
  }

  void check_head(ModuleId module, const Head& head, std::string_view name) {
    std::string what = fmt::format("how many `{}` there are", name);
    std::string exists = head.shape == Shape::Optional ? fmt::format("whether `{}` exists", name)
                                                       : fmt::format("which `{}` there are", name);
    // One chain is enough for one head: what hangs on its source is deferred with it.
    bool known = require(module, head.source, nullptr, false, what);
    if (known) known = require(module, head.condition, &head, true, exists);
    if (known) require(module, head.key, &head, true, fmt::format("what each `{}` is called", name));
  }

  void check_settings(ModuleId module, const With& with, const Head& head, std::string_view name) {
    auto setting = [&](const Body& body, std::string_view written) {
      require(module, body, &head, true, fmt::format("the `{}` of `{}`", written, name));
    };
    setting(with.protect, "protect");
    setting(with.timeout, "timeout");
    setting(with.retain, "retain");
    setting(with.rollout, "rollout");
  }

  /// The files that are read, and where secrets lie.
  void check_reads(ModuleId module, const Body& body, const Head* head) {
    if (!body.valid()) return;
    for (const ReadName& read : names_read(program_, body.root))
      require_node(module, read.name, head, true, read.is_secret ? "where a secret lies" : "which file is read");
  }

  /// `body` decides `what`. False after a report.
  bool require(ModuleId module, const Body& body, const Head* head, bool deep, const std::string& what) {
    return !body.valid() || require_node(module, body.root, head, deep, what);
  }

  bool require_node(ModuleId module, NodeId node, const Head* head, bool deep, const std::string& what) {
    Span span = program_.nodes[node].span;
    Question question{module, node, head, {}, deep, {}};
    question.links.push_back(
        {span, fmt::format("`{}` must be known because it decides {}", written(span), what), false});
    return take(module, finder_.ask(question), what);
  }

  bool take(ModuleId module, Answer answer, const std::string& what) {
    if (answer.origin) {
      complain(*answer.origin, what);
      return false;
    }
    for (Demand& demand : answer.demands) {
      program_.modules[module].params[demand.param].must_be_known = true;
      demands_[module.index].push_back({std::move(demand), what});
    }
    return true;
  }

  /// What a module needs to know of its params, asked of the arguments.
  void check_arguments(ModuleId module, const Use& use) {
    if (!use.module.valid()) return;
    const Module& target = program_.modules[use.module];
    std::vector<NeededParam> needed = demands_[use.module.index];
    std::vector<uint32_t> refused;  // one chain is enough for one argument
    for (const NeededParam& need : needed) {
      if (std::find(refused.begin(), refused.end(), need.demand.param) != refused.end()) continue;
      for (const Input& argument : use.arguments) {
        if (argument.field != need.demand.param || !argument.value.valid()) continue;
        Question question{module,           argument.value.root, &use.head,
                          need.demand.path, need.demand.deep,    need.demand.links};
        question.links.push_back({argument.value_span,
                                  fmt::format("`{}` is given `{}`", program_.text(target.params[argument.field].name),
                                              written(argument.value_span)),
                                  true});
        if (!take(module, finder_.ask(question), need.what)) refused.push_back(need.demand.param);
      }
    }
  }

  void complain(const std::vector<Link>& links, const std::string& what) {
    // The place to mend is the last that gives an argument; without one, the shape itself.
    size_t primary = 0;
    for (size_t i = 0; i < links.size(); ++i) {
      if (links[i].is_argument) primary = i;
    }
    auto builder = sink_.emit(diag::DeferredShape, links[primary].span, what);
    builder.label(links[primary].text);
    for (size_t i = 0; i < links.size(); ++i) {
      if (i != primary) builder.also(links[i].span, links[i].text);
    }
    builder.help("decide it by a param or a constant; what a deployment will find out cannot shape its plan");
  }

  struct NeededParam {
    Demand demand;
    std::string what;
  };

  Program& program_;
  const SourceMap& sources_;
  diag::Sink& sink_;
  OriginFinder finder_;
  std::vector<std::vector<NeededParam>> demands_;  // by module
};

}  // namespace

bool check_phases(Program& program, const SourceMap& sources, diag::Sink& sink) {
  size_t before = sink.error_count();
  PhaseChecker(program, sources, sink).run();
  return sink.error_count() == before;
}

Phase phase_of(const Program& program, const SourceMap& sources, ModuleId module, const Body& body) {
  if (!body.valid()) return Phase::Known;
  OriginFinder finder(program, sources);
  if (finder.ask({module, body.root, nullptr, {}, false, {}}).origin) return Phase::Deferred;
  return finder.ask({module, body.root, nullptr, {}, true, {}}).origin ? Phase::PartlyDeferred : Phase::Known;
}

}  // namespace infra::sema
