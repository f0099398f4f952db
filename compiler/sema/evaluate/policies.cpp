#include "compiler/sema/evaluate/policies.h"

#include <algorithm>
#include <set>
#include <utility>

#include "compiler/diag/codes/sema.h"
#include "compiler/sema/evaluate/network.h"

namespace infra::sema {
namespace {

using value::Op;
using value::ValueId;
using value::ValueKind;

/// The message of a `require`: its `else`, or its condition as it is written.
std::string words_of(Evaluation& e, Frame& frame, const Statement& require) {
  ValueId message = require.message.valid() ? eval(e, frame, require.message) : ValueId();
  if (message.valid() && e.values().kind(message) == ValueKind::String) {
    return std::string(e.values().as_text(message));
  }
  return fmt::format("`{}` is false", one_line(e.sources.text(e.program.nodes[require.value].span)));
}

struct Waiver {
  const WaiverInfo* info = nullptr;
  std::string address;  ///< From the root.
  bool in_force = true;
  bool used = false;
};

/// True when `address` is `wanted`, an instance of it, or inside of it.
bool is_within(std::string_view address, std::string_view wanted) {
  if (!address.starts_with(wanted)) return false;
  return address.size() == wanted.size() || address[wanted.size()] == '[' || address[wanted.size()] == '.';
}

class PolicyJudge {
 public:
  PolicyJudge(Evaluation& e, Model& model, InstanceId from) : e_(e), model_(model), from_(from) {}

  void run() {
    collect();
    for (const PolicyRef& enforced : enforced_) judge(enforced);
    for (Waiver& waiver : waivers_) {
      if (waiver.used || !waiver.in_force || is_partial()) continue;
      e_.sink.emit(diag::UnusedWaiver, waiver.info->span, waiver.address)
          .label("nothing that it names fails")
          .help("leave it out");
    }
  }

 private:
  /// Enforcing anywhere enforces for the whole deployment; a waiver names what it waives from where it stands.
  void collect() {
    for (uint32_t i = from_.index; i < e_.instances.size(); ++i) {
      const ModuleInstance& instance = e_.instances[i];
      if (instance.is_constant) continue;
      const Module& module = e_.module_of(InstanceId(i));
      enforced_.insert(module.enforced.begin(), module.enforced.end());
      for (const WaiverInfo& info : module.waivers) {
        std::string address =
            instance.address.empty() ? info.address : fmt::format("{}.{}", instance.address, info.address);
        waivers_.push_back({&info, address, in_force(info), false});
        // What is not there is complained about once.
        waivers_.back().used = !check_target(info, address);
      }
    }
    enforced_.insert(e_.also_enforced.begin(), e_.also_enforced.end());
  }

  /// Whether some resources only stand for others, whose number hangs on params that were not given.
  bool is_partial() const {
    // Of this plan: a test makes several.
    return std::any_of(e_.resources.begin(), e_.resources.end(),
                       [&](const ResourceInstance& r) { return r.is_probe && r.owner.index >= from_.index; }) ||
           std::any_of(e_.instances.begin() + from_.index, e_.instances.end(),
                       [](const ModuleInstance& i) { return i.is_probe; });
  }

  bool in_force(const WaiverInfo& info) const {
    return e_.as_of.empty() || (info.from <= e_.as_of && e_.as_of <= info.until);
  }

  /// False after a report.
  bool check_target(const WaiverInfo& info, const std::string& address) {
    if (is_partial()) return true;
    for (const ModelResource& resource : model_.resources) {
      if (is_within(resource.address, address)) return true;
    }
    if (say_once(e_, info.address_span, diag::WaiverTarget.code)) {
      e_.sink.emit(diag::WaiverTarget, info.address_span, address)
          .label("nothing in this deployment is called so")
          .help("a waiver names a resource, or a `for` or module with all that is in it");
    }
    return false;
  }

  void judge(const PolicyRef& ref) {
    const Module& module = e_.program.modules[ref.module];
    const PolicyInfo& policy = module.policies[ref.index];
    ModelPolicy out;
    out.name = fmt::format("{}.{}", module.qualifier, e_.program.text(policy.name));
    out.controls = policy.controls;
    out.module = ref.module;
    if (!policy.bindings.empty() && policy.bindings.front().kind.valid()) {
      for (const ModelResource& resource : model_.resources) {
        if (e_.stopped) return;
        if (resource.is_existing || resource.kind != policy.bindings.front().kind) continue;
        judge(ref, policy, out, resource);
      }
    }
    std::stable_sort(out.findings.begin(), out.findings.end(),
                     [](const auto& a, const auto& b) { return a.resource < b.resource; });
    model_.policies.push_back(std::move(out));
  }

  void judge(const PolicyRef& ref, const PolicyInfo& policy, ModelPolicy& out, const ModelResource& resource) {
    Frame frame;
    frame.instance = constant_instance(e_, ref.module);
    frame.locals.resize(policy.body.slots);
    frame.locals[policy.bindings.front().slot] = e_.values().reference(resource.oldest);
    subject_ = {&ref, &policy, &out, &resource, {}, true};
    bind(frame, 1);
    if (subject_.passes) ++out.passed;
  }

  /// The next binding goes over all its items; behind the last the rules are asked.
  void bind(Frame& frame, size_t next) {
    const PolicyInfo& policy = *subject_.policy;
    if (e_.stopped) return;
    if (next == policy.bindings.size()) return ask(frame);
    const PolicyBinding& binding = policy.bindings[next];
    if (binding.kind.valid()) {
      for (const ModelResource& other : model_.resources) {
        if (other.is_existing || other.kind != binding.kind) continue;
        frame.locals[binding.slot] = e_.values().reference(other.oldest);
        bind(frame, next + 1);
      }
      return;
    }
    if (!binding.source.valid()) return;
    ValueId source = heard([&] { return eval(e_, frame, binding.source); });
    if (!source.valid()) return failed(frame, binding.source);
    if (e_.values().is_deferred_itself(source)) {
      if (is_open(e_, source)) return opened();
      return over_deferred(frame, next, source);
    }
    bool is_map = e_.values().kind(source) == ValueKind::Map;
    for (size_t i = is_map ? 1 : 0; i < e_.values().children(source).size(); i += is_map ? 2 : 1) {
      frame.locals[binding.slot] = e_.values().children(source)[i];
      bind(frame, next + 1);
    }
  }

  /// How many items there are is known only later: one condition over all of them.
  void over_deferred(Frame& frame, size_t next, ValueId source) {
    // Its rules are asked of items that are not there yet: no message of one of them fits.
    Statement whole = subject_.policy->body.list.back();
    whole.message = NodeId();
    ValueId holds = heard([&] { return of_all(frame, next, source); });
    if (!holds.valid()) return failed(frame, whole.value);
    if (!e_.values().is_deferred(holds) && e_.values().as_bool(holds)) return;
    subject_.passes = false;
    report(frame, whole, holds);
  }

  /// The rules for every item of a deferred `source`, as one condition.
  ValueId of_all(Frame& frame, size_t next, ValueId source) {
    value::ValueStore& values = e_.values();
    Span span = subject_.policy->bindings[next].span;
    ValueId item = marker(e_);
    uint32_t number = values.var_depth(item);
    frame.locals[subject_.policy->bindings[next].slot] = item;
    ValueId each = condition_of(frame, next + 1);
    if (!each.valid()) return {};
    ValueId all = folded(e_, span, Op::ForEach, {source, values.boolean(true), bind_marker(e_, each, number, 0)});
    ValueId broken = all.valid() ? folded(e_, span, Op::In, {values.boolean(false), all}) : all;
    return broken.valid() ? folded(e_, span, Op::Not, {broken}) : broken;
  }

  /// From the binding `next` on: everything that must hold, as one condition.
  ValueId condition_of(Frame& frame, size_t next) {
    value::ValueStore& values = e_.values();
    ValueId all = values.boolean(true);
    auto add = [&](Span span, ValueId condition) {
      all = condition.valid() && all.valid() ? folded(e_, span, Op::And, {all, condition}) : ValueId();
    };
    const PolicyInfo& policy = *subject_.policy;
    if (next < policy.bindings.size()) {
      const PolicyBinding& binding = policy.bindings[next];
      ValueId source = binding.source.valid() ? eval(e_, frame, binding.source) : ValueId();
      if (!source.valid()) return {};
      if (values.is_deferred_itself(source)) return of_all(frame, next, source);
      bool is_map = values.kind(source) == ValueKind::Map;
      for (size_t i = is_map ? 1 : 0; i < values.children(source).size(); i += is_map ? 2 : 1) {
        frame.locals[binding.slot] = values.children(source)[i];
        add(binding.span, condition_of(frame, next + 1));
      }
      return all;
    }
    for (const Statement& statement : policy.body.list) {
      ValueId value = eval(e_, frame, statement.value);
      if (statement.kind == syntax::StatementKind::Let) {
        frame.locals[statement.slot] = value;
        if (!value.valid()) return {};
      } else {
        add(statement.span, value);
      }
    }
    return all;
  }

  /// What `evaluate` gives, its errors kept in `errors_`: they are the policy's failure, and may be waived.
  template <typename Evaluate>
  ValueId heard(Evaluate evaluate) {
    diag::Sink outer = std::exchange(e_.sink, {});
    auto said = std::exchange(e_.said, {});
    ValueId value = evaluate();
    errors_ = e_.sink.take();
    e_.sink = std::move(outer);
    e_.said = std::move(said);
    if (e_.stopped) {
      for (diag::Diagnostic& error : errors_) e_.sink.add(std::move(error));
      errors_.clear();
    }
    return value;
  }

  /// `node` of the policy has no value. Where nothing was heard, something that it reads failed, which has been said.
  void failed(Frame& frame, NodeId node) {
    subject_.passes = false;
    if (errors_.empty()) return;
    Statement statement;
    statement.value = node;
    statement.span = e_.program.nodes[node].span;
    report(frame, statement, e_.values().boolean(false));
  }

  void opened() { subject_.passes = false; }

  void ask(Frame& frame) {
    for (const Statement& statement : subject_.policy->body.list) {
      if (statement.kind == syntax::StatementKind::Let) {
        ValueId value = heard([&] { return eval(e_, frame, statement.value); });
        if (!value.valid()) return failed(frame, statement.value);
        frame.locals[statement.slot] = value;
        continue;
      }
      e_.asked.clear();
      ValueId holds = heard([&] { return eval(e_, frame, statement.value); });
      if (!holds.valid()) return failed(frame, statement.value);
      if (!e_.values().is_deferred(holds) && e_.values().as_bool(holds)) continue;
      subject_.passes = false;
      if (is_open(e_, holds)) {
        note_open(statement, holds);
      } else {
        report(frame, statement, holds);
      }
    }
  }

  void note_open(const Statement& statement, ValueId holds) {
    if (Waiver* waiver = waiver_of()) {
      waiver->used = true;  // it may be needed
      return;
    }
    const ModelResource& resource = *subject_.resource;
    e_.open_conditions.push_back({holds, resource.span, statement.span,
                                  fmt::format("the policy `{}` on `{}`", subject_.out->name, resource.address), false});
  }

  void report(Frame& frame, const Statement& statement, ValueId holds) {
    bool is_known = !e_.values().is_deferred(holds);
    Waiver* waiver = waiver_of();
    if (waiver) {
      waiver->used = true;
      add_waiver(*waiver);
    }
    ValueId message;
    if (statement.message.valid()) message = eval(e_, frame, statement.message);
    if (!is_known || waiver) {
      subject_.out->findings.push_back({subject_.resource->oldest, holds, message});
      return;
    }
    complain(frame, statement);
  }

  /// Whether it names the policy and resource that are asked now, in force or not.
  bool is_about_subject(const Waiver& waiver) const {
    const auto& policies = waiver.info->policies;
    bool names_it = std::find(policies.begin(), policies.end(), *subject_.ref) != policies.end();
    return names_it && is_within(subject_.resource->address, waiver.address);
  }

  Waiver* waiver_of() {
    for (Waiver& waiver : waivers_) {
      if (waiver.in_force && is_about_subject(waiver)) return &waiver;
    }
    return nullptr;
  }

  void add_waiver(const Waiver& waiver) {
    const WaiverInfo& info = *waiver.info;
    ModelWaiver out{subject_.out->name, subject_.resource->oldest, info.by, info.from, info.until, info.because};
    for (const ModelWaiver& other : model_.waivers) {
      if (other.policy == out.policy && other.address == out.address) return;
    }
    model_.waivers.push_back(std::move(out));
  }

  void complain(Frame& frame, const Statement& statement) {
    const ModelResource& resource = *subject_.resource;
    std::vector<std::string> ways = ways_asked(e_);
    std::string words = errors_.empty() ? words_of(e_, frame, statement)
                                        : fmt::format("`{}` has no value: {}",
                                                      one_line(e_.sources.text(e_.program.nodes[statement.value].span)),
                                                      errors_.front().message);
    // One complaint for one rule and resource, however many items break it.
    if (!said_.insert({statement.span.begin, subject_.ref->module.index, resource.oldest, words}).second) return;
    auto builder =
        e_.sink.emit(diag::PolicyFails, resource.span, e_.program.text(subject_.policy->name), resource.address, words);
    if (errors_.empty()) {
      builder.also(statement.span, "the rule");
    } else {
      builder.also(errors_.front().primary.span, fmt::format("`{}` in the rule", errors_.front().code));
    }
    for (std::string& way : ways) builder.note(std::move(way));
    if (!subject_.policy->controls.empty()) {
      std::string controls;
      for (const std::string& control : subject_.policy->controls) {
        if (!controls.empty()) controls += ", ";
        controls += control;
      }
      builder.note("controls: " + controls);
    }
    for (const Waiver& waiver : waivers_) {
      if (waiver.in_force || !is_about_subject(waiver)) continue;
      builder.also(waiver.info->span, fmt::format("this waiver is not in force on {}", e_.as_of));
    }
  }

  struct Subject {
    const PolicyRef* ref = nullptr;
    const PolicyInfo* policy = nullptr;
    ModelPolicy* out = nullptr;
    const ModelResource* resource = nullptr;
    Span place;
    bool passes = true;
  };

  Evaluation& e_;
  Model& model_;
  InstanceId from_;
  std::set<PolicyRef> enforced_;
  std::vector<Waiver> waivers_;
  std::set<std::tuple<uint32_t, uint32_t, std::string, std::string>> said_;
  std::vector<diag::Diagnostic> errors_;  ///< Of what was evaluated last.
  Subject subject_;
};

void judge_check(Evaluation& e, InstanceId id, const CheckInfo& check) {
  Frame frame;
  frame.instance = id;
  frame.locals.resize(check.body.slots);
  for (const Statement& statement : check.body.list) {
    e.asked.clear();
    ValueId value = eval(e, frame, statement.value);
    if (!value.valid()) return;
    if (statement.kind == syntax::StatementKind::Let) {
      frame.locals[statement.slot] = value;
      continue;
    }
    if (!e.values().is_deferred(value)) {
      if (e.values().as_bool(value)) continue;
      std::vector<std::string> ways = ways_asked(e);
      std::string words = words_of(e, frame, statement);
      if (!say_once(e, statement.span, diag::CheckFails.code)) continue;
      auto builder = e.sink.emit(diag::CheckFails, statement.span, check.title, words);
      for (std::string& way : ways) builder.note(std::move(way));
      if (const std::string& address = e.instances[id.index].address; !address.empty()) {
        builder.note(fmt::format("in `{}`", address));
      }
      continue;
    }
    if (is_open(e, value)) {
      e.open_conditions.push_back(
          {value, statement.span, statement.span, fmt::format("the check `{}`", check.title), false});
      continue;
    }
    ValueId message = statement.message.valid() ? eval(e, frame, statement.message) : ValueId();
    e.checks.push_back({"", fmt::format("the check `{}`", check.title), value, message, true});
  }
}

}  // namespace

void judge_checks(Evaluation& e, InstanceId from) {
  for (uint32_t i = from.index; i < e.instances.size() && !e.stopped; ++i) {
    if (e.instances[i].is_constant || e.instances[i].is_probe) continue;
    for (const CheckInfo& check : e.module_of(InstanceId(i)).checks) judge_check(e, InstanceId(i), check);
  }
}

void judge_policies(Evaluation& e, Model& model, InstanceId from) { PolicyJudge(e, model, from).run(); }

}  // namespace infra::sema
