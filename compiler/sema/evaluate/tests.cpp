#include "compiler/sema/evaluate/tests.h"

#include <algorithm>

#include "compiler/diag/codes/sema.h"
#include "compiler/sema/evaluate/complete.h"
#include "compiler/sema/evaluate/network.h"

namespace infra::sema {
namespace {

using value::ValueId;
using value::ValueKind;

/// `result` as one would give it: `front.url`, `base?.generation`.
std::string as_given(Evaluation& e, ValueId result) {
  ValueId reference = e.values().children(result)[0];
  std::string_view address = e.values().as_text(reference), field = e.values().as_text(result);
  size_t dot = address.find('.');  // the name of the plan stands before it
  if (dot != address.npos) address.remove_prefix(dot + 1);
  bool is_optional = false;
  if (auto found = e.resource_of.find(reference); found != e.resource_of.end()) {
    const ResourceInstance& instance = e.resources[found->second.index];
    const Resource& resource = e.module_of(instance.owner).resources[instance.resource];
    is_optional = resource.is_optional;
    const auto& results = e.program.kinds[resource.kind].results;
    if (field == kExists && !results.empty()) field = results.front().text;
  }
  return fmt::format("{}{}.{}", address, is_optional ? "?" : "", field);
}

/// A result that a deferred value waits for, as one would give it.
std::string waits_for(Evaluation& e, ValueId value) {
  std::vector<ValueId> pending = {value};
  for (size_t steps = 0; !pending.empty() && steps < 10'000; ++steps) {
    ValueId next = pending.back();
    pending.pop_back();
    if (e.values().kind(next) == ValueKind::Result) return as_given(e, next);
    if (!e.values().is_deferred(next)) continue;
    auto children = e.values().children(next);
    pending.insert(pending.end(), children.begin(), children.end());
  }
  return "";
}

class TestRun {
 public:
  TestRun(Evaluation& e, ModuleId module) : e_(e), module_(module) {}

  bool run(const TestInfo& test) {
    Frame frame;
    frame.instance = constant_instance(e_, module_);
    frame.locals.resize(test.body.slots);
    bool ok = true;
    for (const Statement& statement : test.body.list) {
      if (statement.kind == syntax::StatementKind::Let) {
        e_.plan_name = statement.name;
        frame.locals[statement.slot] = eval(e_, frame, statement.value);
        e_.plan_name = "plan";
        if (!frame.locals[statement.slot].valid() || e_.sink.has_errors()) return false;
      } else {
        ok &= expect(frame, statement);
      }
    }
    return ok && !e_.stopped;
  }

 private:
  bool expect(Frame& frame, const Statement& statement) {
    if (std::holds_alternative<PlanNode>(e_.program.nodes[statement.value].is)) return expect_plan(frame, statement);
    e_.asked.clear();
    ValueId holds = eval(e_, frame, statement.value);
    if (!holds.valid()) return false;
    if (e_.values().is_deferred(holds)) {
      std::string waits = waits_for(e_, holds);
      auto builder = e_.sink.emit(diag::ExpectWaits, statement.span, written(statement.value));
      if (waits.empty()) {
        builder.label("a param that the plan was not given decides it");
      } else {
        builder.label(fmt::format("it waits for `{}`", waits))
            .help(fmt::format("say what a deployment would find: `plan {{ …, [{}] = … }}`", waits));
      }
      return false;
    }
    if (e_.values().as_bool(holds)) return true;
    std::vector<std::string> ways = ways_asked(e_);
    auto builder = e_.sink.emit(diag::ExpectFails, statement.span, words_of(frame, statement));
    for (std::string& way : ways) builder.note(std::move(way));
    show_sides(builder, frame, statement.value);
    return false;
  }

  std::string written(NodeId node) { return one_line(e_.sources.text(e_.program.nodes[node].span)); }

  std::string words_of(Frame& frame, const Statement& statement) {
    if (statement.message.valid()) {
      ValueId message = eval(e_, frame, statement.message);
      if (message.valid() && e_.values().kind(message) == ValueKind::String) {
        return std::string(e_.values().as_text(message));
      }
    }
    return fmt::format("`{}` is false", written(statement.value));
  }

  /// Both sides of a comparison, where it is one.
  template <typename Builder>
  void show_sides(Builder& builder, Frame& frame, NodeId node) {
    auto* operation = std::get_if<OperationNode>(&e_.program.nodes[node].is);
    if (!operation) return;
    if (operation->op == value::Op::Not && operation->operands.size() == 1) {
      return show_sides(builder, frame, operation->operands[0]);
    }
    if (operation->operands.size() != 2) return;
    for (NodeId side : operation->operands) {
      ValueId value = eval(e_, frame, side);
      if (!value.valid()) continue;
      const Node& at = e_.program.nodes[side];
      if (std::holds_alternative<ConstantNode>(at.is)) continue;
      builder.note(fmt::format("`{}` is {}", written(side), show_value(e_.program, at.type, value)));
    }
  }

  bool expect_plan(Frame& frame, const Statement& statement) {
    std::vector<diag::Diagnostic> before = e_.sink.take();
    eval(e_, frame, statement.value);
    std::vector<diag::Diagnostic> found = e_.sink.take();
    for (diag::Diagnostic& diagnostic : before) e_.sink.add(std::move(diagnostic));
    if (statement.fails.empty()) {
      bool fails = std::any_of(found.begin(), found.end(),
                               [](const diag::Diagnostic& d) { return d.severity == diag::Severity::Error; });
      for (diag::Diagnostic& diagnostic : found) e_.sink.add(std::move(diagnostic));
      return !fails;
    }
    std::string codes;
    for (const diag::Diagnostic& diagnostic : found) {
      if (diagnostic.code == statement.fails) return true;
      if (codes.find(diagnostic.code) == codes.npos)
        codes += fmt::format("{}`{}`", codes.empty() ? "" : ", ", diagnostic.code);
    }
    std::string what = codes.empty() ? "it is fine" : "it fails with " + codes;
    e_.sink.emit(diag::ExpectedFailure, statement.span, statement.fails, what);
    for (diag::Diagnostic& diagnostic : found) e_.sink.add(std::move(diagnostic));
    return false;
  }

  Evaluation& e_;
  ModuleId module_;
};

}  // namespace

ValueId eval_plan(Evaluation& e, Frame& frame, const PlanNode& plan) {
  PlanArguments arguments;
  arguments.values.resize(e.module_of(frame.instance).params.size());
  for (const auto& [param, node] : plan.arguments) arguments.values[param] = eval(e, frame, node);
  for (const PlanGiven& given : plan.given) {
    ValueId value = eval(e, frame, given.value);
    if (!value.valid()) return {};
    arguments.given.push_back({{given.key, given.slots}, value});
  }
  std::string name = e.plan_name.empty() ? "plan" : e.plan_name;
  for (size_t i = 2; e.instance_of.contains(e.values().reference(name)); ++i) {
    name = fmt::format("{}{}", e.plan_name, i);
  }
  // A second plan may make the same mistake again.
  e.said.clear();
  size_t errors = e.sink.error_count();
  InstanceId root = start_plan(e, e.instances[frame.instance.index].module, name, arguments);
  complete(e, root);
  e.plan_arguments[root] = arguments;
  return e.sink.error_count() == errors ? e.instances[root.index].self : ValueId();
}

ValueId eval_plan_member(Evaluation& e, Frame& frame, const PlanMemberNode& member) {
  ValueId object = eval(e, frame, member.object);
  auto found = e.instance_of.find(object);
  if (found == e.instance_of.end()) return {};
  return member.is_use ? use_value(e, found->second, member.index) : resource_value(e, found->second, member.index);
}

ValueId eval_plan_all(Evaluation& e, Frame& frame, const PlanAllNode& all) {
  ValueId object = eval(e, frame, all.object);
  if (!object.valid()) return {};
  std::string prefix = fmt::format("{}.", e.values().as_text(object));
  std::vector<ValueId> found;
  for (const ResourceInstance& instance : e.resources) {
    if (!instance.address.starts_with(prefix)) continue;
    const Resource& resource = e.module_of(instance.owner).resources[instance.resource];
    if (resource.is_existing || (all.kind.valid() && resource.kind != all.kind)) continue;
    if (instance.is_probe) return marker(e);  // how many there are hangs on a param that was not given
    found.push_back(instance.self);
  }
  return all.kind.valid() ? e.values().list(found) : e.values().integer(static_cast<int64_t>(found.size()));
}

ValueId eval_plan_digest(Evaluation& e, Frame& frame, const PlanDigestNode& digest) {
  ValueId object = eval(e, frame, digest.object);
  auto found = e.instance_of.find(object);
  if (found == e.instance_of.end() || !e.digest_of) return {};
  const Module& module = e.module_of(found->second);
  for (uint32_t i = 0; i < module.params.size(); ++i) {
    if (is_open(e, param_value(e, found->second, i))) return marker(e);  // no plan yet
  }
  // Once more without the name of the plan before each address.
  diag::Sink unheard;
  Evaluation bare{e.program, e.loaded, e.sources, unheard, e.open, e.shapes_reported};
  InstanceId root = start_plan(bare, e.instances[found->second.index].module, "", e.plan_arguments.at(found->second));
  Model model = complete(bare, root);
  return e.values().string(e.digest_of(e.program, model));
}

TestOutcome run_test(const EvaluationRequest& request, ModuleId module, uint32_t index, const DigestOf& digest_of,
                     diag::Sink& sink) {
  const TestInfo& test = request.program.modules[module].tests[index];
  Evaluation e{request.program, request.loaded, request.sources, sink, true, request.shapes_reported};
  e.digest_of = digest_of;
  TestOutcome outcome{test.title, test.span, false};
  outcome.passed = TestRun(e, module).run(test);
  return outcome;
}

}  // namespace infra::sema
