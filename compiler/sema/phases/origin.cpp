#include "compiler/sema/phases/origin.h"

#include <algorithm>

#include <fmt/format.h>

#include "compiler/types/relations.h"

namespace infra::sema {
namespace {

/// Values deeper than this, and questions wider than that, are left to evaluation, which finds out the hard way.
constexpr size_t kMaxPath = 48;
constexpr size_t kMaxTasks = 500'000;

ValuePath with_front(Step step, const ValuePath& path) {
  ValuePath result;
  result.reserve(path.size() + 1);
  result.push_back(std::move(step));
  result.insert(result.end(), path.begin(), path.end());
  return result;
}

ValuePath rest_of(const ValuePath& path) { return ValuePath(path.begin() + 1, path.end()); }

ValuePath joined(const ValuePath& first, const ValuePath& second) {
  ValuePath result = first;
  result.insert(result.end(), second.begin(), second.end());
  return result;
}

const Step kElement{Step::Kind::Element, "", 0};
const Step kPresence{Step::Kind::Presence, "", 0};

/// The same way into something whose items stand in other places.
ValuePath loosened(ValuePath path) {
  if (!path.empty() && path.front().kind == Step::Kind::Item) path.front() = kElement;
  return path;
}

bool asks_presence(const ValuePath& path) { return path.size() == 1 && path.front().kind == Step::Kind::Presence; }

}  // namespace

std::string OriginFinder::written(Span span) const {
  std::string_view text = sources_.text(span);
  std::string out;
  for (char c : text) out += c == '\n' || c == '\t' ? ' ' : c;
  return out.size() > 60 ? out.substr(0, out.find(' ', 40)) + " …" : out;
}

OriginFinder::EnvId OriginFinder::env(ModuleId module, const Head* head, EnvId caller, uint32_t use, NodeId body) {
  auto [known, is_new] = env_ids_.try_emplace({module, caller, use, body}, EnvId());
  if (is_new) {
    known->second = EnvId(static_cast<uint32_t>(envs_.size()));
    envs_.push_back({module, head, caller, use, {}});
    if (head && head->source.valid()) envs_.back().binders[kItemSlot] = {head->source.root, {kElement}};
  }
  return known->second;
}

void OriginFinder::push_in(EnvId env, NodeId node, ValuePath path, bool deep, uint32_t links) {
  if (!node.valid() || path.size() > kMaxPath) return;
  if (seen_.insert({env, node, path, deep}).second) tasks_.push_back({env, node, std::move(path), deep, links});
}

void OriginFinder::push(const Task& from, NodeId node, ValuePath path, bool deep) {
  push_in(from.env, node, std::move(path), deep, from.links);
}

/// The part of `node` that the rest of the task's path leads to.
void OriginFinder::push_rest(const Task& from, NodeId node, bool deep) { push(from, node, rest_of(from.path), deep); }

uint32_t OriginFinder::link(uint32_t before, Span span, std::string text, bool is_argument) {
  chain_.push_back({{span, std::move(text), is_argument}, before});
  return static_cast<uint32_t>(chain_.size() - 1);
}

std::vector<Link> OriginFinder::links_to(uint32_t last) const {
  std::vector<Link> links;
  for (uint32_t i = last; i != kNoLink; i = chain_[i].before) links.push_back(chain_[i].link);
  std::reverse(links.begin(), links.end());
  return links;
}

Answer OriginFinder::ask(const Question& question) {
  envs_.clear();
  env_ids_.clear();
  chain_.clear();
  tasks_.clear();
  seen_.clear();
  demands_.clear();
  uint32_t links = kNoLink;
  for (const Link& known : question.links) links = link(links, known.span, known.text, known.is_argument);
  push_in(env(question.module, question.head, EnvId(), 0, question.node), question.node, question.path, question.deep,
          links);
  Answer answer;
  for (size_t steps = 0; !tasks_.empty() && steps < kMaxTasks; ++steps) {
    Task task = std::move(tasks_.back());
    tasks_.pop_back();
    if (!expand(task)) continue;
    answer.origin = links_to(static_cast<uint32_t>(chain_.size() - 1));
    break;
  }
  answer.demands = std::move(demands_);
  return answer;
}

bool OriginFinder::expand(const Task& task) {
  const Node& node = program_.nodes[task.node];
  const ValuePath& path = task.path;
  bool whole = path.empty();
  if (asks_presence(path) && is_surely_there(task.node)) return false;
  if (auto* local = std::get_if<LocalNode>(&node.is)) {
    expand_local(task, local->slot);
  } else if (auto* param = std::get_if<ParamNode>(&node.is)) {
    expand_param(task, param->index);
  } else if (auto* let = std::get_if<LetRefNode>(&node.is)) {
    const Let& target = program_.modules[let->module].lets[let->index];
    if (target.is_constant || !target.value.valid()) return false;
    const Env& here = envs_[task.env.index];
    EnvId inside = env(let->module, nullptr, here.caller, here.use, target.value.root);
    Span value = program_.nodes[target.value.root].span;
    push_in(inside, target.value.root, path, task.deep,
            link(task.links, value, fmt::format("`{}` is this", program_.text(target.name))));
  } else if (auto* resource = std::get_if<ResourceNode>(&node.is)) {
    return expand_resource(task, resource->index);
  } else if (auto* use = std::get_if<UseNode>(&node.is)) {
    expand_use(task, use->index);
  } else if (auto* operation = std::get_if<OperationNode>(&node.is)) {
    expand_operation(task, *operation);
  } else if (auto* call = std::get_if<CallNode>(&node.is)) {
    expand_call(task, *call);
  } else if (auto* fn_call = std::get_if<FnCallNode>(&node.is)) {
    expand_fn_call(task, *fn_call);
  } else if (auto* apply = std::get_if<ApplyNode>(&node.is)) {
    push(task, apply->function, path, task.deep);  // a way into a function is one into what it gives
  } else if (auto* lambda = std::get_if<LambdaNode>(&node.is)) {
    push(task, lambda->body, path, task.deep);
  } else if (auto* list = std::get_if<ListNode>(&node.is)) {
    for (size_t i = 0; i < list->items.size(); ++i) {
      bool other = !whole && path.front().kind == Step::Kind::Item && path.front().index != i;
      if (!whole && !other)
        push_rest(task, list->items[i], task.deep);
      else if (whole && task.deep)
        push(task, list->items[i], {}, true);
    }
  } else if (auto* map = std::get_if<MapNode>(&node.is)) {
    for (const MapEntryNode& entry : map->entries) {
      push(task, entry.key, {}, true);
      Step key = step_to(entry.key);
      bool other = !whole && path.front().kind == Step::Kind::Item && key.kind == Step::Kind::Item &&
                   (path.front().name != key.name || path.front().index != key.index);
      if (other) continue;
      if (!whole)
        push_rest(task, entry.value, task.deep);
      else if (task.deep)
        push(task, entry.value, {}, true);
    }
  } else if (auto* record = std::get_if<RecordNode>(&node.is)) {
    const std::vector<types::Field>& fields = (*program_.types)[node.type].fields;
    for (size_t i = 0; i < fields.size(); ++i) {
      if (whole && task.deep)
        push(task, record->values[i], {}, true);
      else if (!whole && path.front().name == fields[i].name)
        push_rest(task, record->values[i], task.deep);
    }
  } else if (auto* variant = std::get_if<VariantNode>(&node.is)) {
    for (size_t i = 0; i < variant->names.size(); ++i) {
      if (whole && task.deep)
        push(task, variant->values[i], {}, true);
      else if (!whole && path.front().name == variant->names[i])
        push_rest(task, variant->values[i], task.deep);
    }
  } else if (auto* field = std::get_if<FieldNode>(&node.is)) {
    push(task, field->object, {}, false);
    push(task, field->object, with_front({Step::Kind::Field, field->field, 0}, path), task.deep);
  } else if (auto* input = std::get_if<InputNode>(&node.is)) {
    push(task, input->object, with_front({Step::Kind::Input, "", input->field}, path), task.deep);
  } else if (auto* output = std::get_if<OutputNode>(&node.is)) {
    push(task, output->object, with_front({Step::Kind::Output, "", output->index}, path), task.deep);
  } else if (std::get_if<ResultNode>(&node.is)) {
    link(task.links, node.span,
         fmt::format("`{}` is a result of a resource, known only when it is deployed", written(node.span)));
    return true;
  } else if (std::get_if<SecretNode>(&node.is)) {
    link(task.links, node.span, "a secret: its value is never known here");
    return true;
  } else if (auto* index = std::get_if<IndexNode>(&node.is)) {
    push(task, index->index, {}, true);
    push(task, index->object, {}, false);
    push(task, index->object, with_front(step_to(index->index), path), task.deep);
  } else if (auto* let_in = std::get_if<LetNode>(&node.is)) {
    envs_[task.env.index].binders[let_in->slot] = {let_in->value, {}};
    push(task, let_in->body, path, task.deep);
  } else if (auto* match = std::get_if<MatchNode>(&node.is)) {
    expand_match(task, *match);
  } else if (auto* loop = std::get_if<ComprehensionNode>(&node.is)) {
    envs_[task.env.index].binders[loop->item_slot] = {loop->source, {kElement}};
    push(task, loop->source, {}, false);
    push(task, loop->condition, {}, true);
    if (!whole)
      push_rest(task, loop->body, task.deep);
    else if (task.deep)
      push(task, loop->body, {}, true);
  } else if (auto* fit = std::get_if<FitNode>(&node.is)) {
    push(task, fit->value, path, task.deep);
  }
  return false;
}

void OriginFinder::expand_local(const Task& task, uint32_t slot) {
  const Env& here = envs_[task.env.index];
  auto binder = here.binders.find(slot);
  if (binder == here.binders.end()) return;  // the key of a map: known when the map is
  Binder bound = binder->second;
  if (bound.env.valid()) {
    return push_in(bound.env, bound.node, joined(bound.path, task.path), task.deep, task.links);
  }
  // The source of a head stands outside of the head: its own loop variables do not reach there, nor are they used.
  push(task, bound.node, joined(bound.path, task.path), task.deep);
}

void OriginFinder::expand_param(const Task& task, uint32_t index) {
  const Env here = envs_[task.env.index];
  const Param& param = program_.modules[here.module].params[index];
  std::string_view name = program_.text(param.name);
  auto follow_default = [&](EnvId caller, uint32_t use) {
    if (!param.default_value.valid()) return;
    NodeId root = param.default_value.root;
    push_in(env(here.module, nullptr, caller, use, root), root, task.path, task.deep,
            link(task.links, program_.nodes[root].span, fmt::format("`{}` defaults to this", name)));
  };
  if (!here.caller.valid()) {
    demands_.push_back({index, task.path, task.deep, links_to(task.links)});
    follow_default(EnvId(), 0);
    return;
  }
  const Env caller = envs_[here.caller.index];
  const Use& use = program_.modules[caller.module].uses[here.use];
  for (const Input& argument : use.arguments) {
    if (argument.field != index) continue;
    NodeId root = argument.value.root;
    push_in(env(caller.module, &use.head, caller.caller, caller.use, root), root, task.path, task.deep,
            link(task.links, argument.value_span, fmt::format("`{}` is given `{}`", name, written(argument.value_span)),
                 true));
    return;
  }
  follow_default(here.caller, here.use);
}

bool OriginFinder::expand_resource(const Task& task, uint32_t index) {
  auto input =
      std::find_if(task.path.begin(), task.path.end(), [](const Step& s) { return s.kind == Step::Kind::Input; });
  const Env here = envs_[task.env.index];
  const Resource& resource = program_.modules[here.module].resources[index];
  if (input == task.path.end()) {
    if (!resource.is_optional || !asks_presence(task.path)) return false;  // a reference is known
    std::string_view name = program_.text(resource.name);
    link(task.links, resource.span, fmt::format("`{}` is looked for when it is deployed: it may not exist", name));
    return true;
  }
  for (const Input& given : resource.inputs) {
    if (given.field != input->index) continue;
    NodeId root = given.value.root;
    const std::string& field = program_.kinds[resource.kind].fields[given.field].text;
    push_in(env(here.module, &resource.head, here.caller, here.use, root), root, ValuePath(input + 1, task.path.end()),
            task.deep,
            link(task.links, given.value_span, fmt::format("`{}.{}` is this", program_.text(resource.name), field)));
  }
  return false;
}

void OriginFinder::expand_use(const Task& task, uint32_t index) {
  auto step =
      std::find_if(task.path.begin(), task.path.end(), [](const Step& s) { return s.kind == Step::Kind::Output; });
  if (step == task.path.end()) return;
  const Env here = envs_[task.env.index];
  const Use& use = program_.modules[here.module].uses[index];
  if (!use.module.valid()) return;
  const Output& output = program_.modules[use.module].outputs[step->index];
  if (!output.value.valid()) return;
  NodeId root = output.value.root;
  push_in(
      env(use.module, nullptr, task.env, index, root), root, ValuePath(step + 1, task.path.end()), task.deep,
      link(task.links, program_.nodes[root].span, fmt::format("the output `{}` is this", program_.text(output.name))));
}

/// Whether what `node` gives is `none`.
void OriginFinder::ask_presence(const Task& task, NodeId node) { push(task, node, {kPresence}, false); }

/// By its type alone.
bool OriginFinder::is_surely_there(NodeId node) const {
  const types::TypeStore& types = *program_.types;
  types::TypeId type = program_.nodes[node].type;
  while (types.kind(type) == types::TypeKind::Secret || types.kind(type) == types::TypeKind::Refined)
    type = types[type].element;
  types::TypeKind kind = types.kind(type);
  return kind != types::TypeKind::Optional && kind != types::TypeKind::None && kind != types::TypeKind::Variable;
}

/// A constant index leads to one item.
Step OriginFinder::step_to(NodeId index) const {
  auto* constant = std::get_if<ConstantNode>(&program_.nodes[index].is);
  if (!constant) return kElement;
  const value::ValueStore& values = *program_.values;
  if (values.kind(constant->value) == value::ValueKind::String)
    return {Step::Kind::Item, std::string(values.as_text(constant->value)), 0};
  if (values.kind(constant->value) != value::ValueKind::Int) return kElement;
  int64_t place = values.as_int(constant->value);
  if (place < 0 || place > UINT32_MAX) return kElement;
  return {Step::Kind::Item, "", static_cast<uint32_t>(place)};
}

std::optional<bool> OriginFinder::constant_bool(NodeId node) const {
  if (auto* let = std::get_if<LetRefNode>(&program_.nodes[node].is)) {
    const Let& target = program_.modules[let->module].lets[let->index];
    if (!target.value.valid()) return std::nullopt;
    node = target.value.root;
  }
  auto* constant = std::get_if<ConstantNode>(&program_.nodes[node].is);
  if (!constant || program_.values->kind(constant->value) != value::ValueKind::Bool) return std::nullopt;
  return program_.values->as_bool(constant->value);
}

void OriginFinder::expand_operation(const Task& task, const OperationNode& operation) {
  switch (operation.op) {
    case value::Op::If:
      push(task, operation.operands[0], {}, true);
      push(task, operation.operands[1], task.path, task.deep);
      push(task, operation.operands[2], task.path, task.deep);
      return;
    case value::Op::MakeMap: {  // of a list of { key, value }
      NodeId entries = operation.operands[0];
      push(task, entries, {}, false);
      push(task, entries, {kElement, {Step::Kind::Field, "key", 0}}, true);
      const Step value{Step::Kind::Field, "value", 0};
      if (!task.path.empty()) {
        push(task, entries, with_front(kElement, with_front(value, rest_of(task.path))), task.deep);
      } else if (task.deep) {
        push(task, entries, {kElement, value}, true);
      }
      return;
    }
    case value::Op::Coalesce:
      ask_presence(task, operation.operands[0]);
      for (NodeId operand : operation.operands) push(task, operand, task.path, task.deep);
      return;
    case value::Op::Merge:
    case value::Op::Concat:
      for (NodeId operand : operation.operands) {
        push(task, operand, {}, false);
        push(task, operand, operation.op == value::Op::Concat ? loosened(task.path) : task.path, task.deep);
      }
      return;
    case value::Op::And:
    case value::Op::Or: {
      // One side may decide for both.
      bool decisive = operation.op == value::Op::Or;
      if (constant_bool(operation.operands[0]) == decisive || constant_bool(operation.operands[1]) == decisive) return;
      for (NodeId operand : operation.operands) push(task, operand, {}, true);
      return;
    }
    case value::Op::IsNone: return ask_presence(task, operation.operands[0]);
    case value::Op::Equal:
    case value::Op::NotEqual:
      for (size_t side = 0; side < 2; ++side) {
        auto* constant = std::get_if<ConstantNode>(&program_.nodes[operation.operands[side]].is);
        if (constant && constant->value == program_.values->none())
          return ask_presence(task, operation.operands[1 - side]);
      }
      for (NodeId operand : operation.operands) push(task, operand, {}, true);
      return;
    default:
      for (NodeId operand : operation.operands) push(task, operand, {}, true);
  }
}

/// What a builtin does with the functions that it is given: one that asks decides with its answers, any other one gives
/// what its function gives.
void OriginFinder::expand_functions(const Task& task, const CallNode& call) {
  NodeId self = call.operands[0];
  push(task, self, {}, false);
  auto signature = call.builtin->check(*program_.types, types::base_of(*program_.types, program_.nodes[self].type));
  bool asks_only = true;
  for (size_t i = 1; i < call.operands.size(); ++i) {
    auto* lambda = std::get_if<LambdaNode>(&program_.nodes[call.operands[i]].is);
    if (!lambda || !signature || i > signature->parameters.size()) continue;
    if (!lambda->slots.empty()) envs_[task.env.index].binders[lambda->slots.front()] = {self, {kElement}};
    const types::Type& wanted = (*program_.types)[signature->parameters[i - 1]];
    bool asks =
        wanted.kind == types::TypeKind::Function && program_.types->kind(wanted.element) == types::TypeKind::Bool;
    asks_only &= asks;
    if (asks) {
      push(task, lambda->body, {}, true);
    } else if (!task.path.empty()) {
      push_rest(task, lambda->body, task.deep);
    } else if (task.deep) {
      push(task, lambda->body, {}, true);
    }
  }
  if (asks_only && (!task.path.empty() || task.deep)) push(task, self, loosened(task.path), task.deep);
}

/// The body of a function, its parameters being the arguments where the call stands.
void OriginFinder::expand_fn_call(const Task& task, const FnCallNode& call) {
  const FnInfo& fn = program_.fns[call.fn];
  if (!fn.body.valid()) return;
  const Node& node = program_.nodes[task.node];
  EnvId inside = env(fn.module, nullptr, task.env, 0, task.node);
  for (uint32_t i = 0; i < call.arguments.size(); ++i) {
    if (call.arguments[i].valid()) {
      envs_[inside.index].binders[i] = {call.arguments[i], {}, task.env};
    } else if (fn.parameters[i].default_value.valid()) {
      envs_[inside.index].binders[i] = {fn.parameters[i].default_value.root, {}};
    }
  }
  push_in(inside, fn.body.root, task.path, task.deep,
          link(task.links, node.span, fmt::format("`{}` is called here", program_.text(fn.name))));
}

/// `m.keys`: of a map whose keys and values have different types, only the keys come back.
bool gives_keys(types::TypeStore& types, const value::Builtin& builtin) {
  types::TypeId key = types::TypeStore::scalar(types::TypeKind::String);
  types::TypeId map = types.map(key, types::TypeStore::scalar(types::TypeKind::Bool));
  auto signature = builtin.check(types, map);
  return signature && signature->parameters.empty() && signature->result == types.list(key);
}

void OriginFinder::expand_call(const Task& task, const CallNode& call) {
  if (asks_presence(task.path)) {  // whether there is a first one hangs on what the builtin looks at
    Task whole{task.env, task.node, {}, true, task.links};
    return expand_call(whole, call);
  }
  if (call.builtin->apply != nullptr) return expand_functions(task, call);
  if (gives_keys(*program_.types, *call.builtin)) return push(task, call.operands[0], {}, false);
  for (size_t i = 1; i < call.operands.size(); ++i) push(task, call.operands[i], {}, true);
  NodeId self = call.operands[0];
  if (call.builtin->needs == value::Needs::Everything) return push(task, self, {}, true);
  push(task, self, {}, false);
  types::TypeKind result = program_.types->kind(program_.nodes[task.node].type);
  if (result == types::TypeKind::List) {  // the same items, or fewer
    if (!task.path.empty() || task.deep) push(task, self, loosened(task.path), task.deep);
  } else if (result != types::TypeKind::Int && result != types::TypeKind::Bool) {  // one of the items
    push(task, self, with_front(kElement, task.path), task.deep);
  }
}

void OriginFinder::bind_pattern(Env& env, PatternId id, NodeId subject, ValuePath path, const Task& task) {
  const Pattern& pattern = program_.patterns[id];
  if (auto* bind = std::get_if<BindTest>(&pattern.is)) {
    env.binders[bind->slot] = {subject, std::move(path)};
  } else if (auto* some = std::get_if<SomeTest>(&pattern.is)) {
    ValuePath presence = path;
    presence.push_back(kPresence);
    push(task, subject, std::move(presence), false);
    bind_pattern(env, some->inner, subject, std::move(path), task);
  } else if (auto* member = std::get_if<MemberTest>(&pattern.is)) {
    push(task, subject, path, false);
    for (const auto& [name, inner] : member->payload) {
      ValuePath part = path;
      part.push_back({Step::Kind::Field, name, 0});
      bind_pattern(env, inner, subject, std::move(part), task);
    }
  } else if (std::holds_alternative<NoneTest>(pattern.is)) {
    path.push_back(kPresence);
    push(task, subject, std::move(path), false);
  } else if (std::holds_alternative<LiteralTest>(pattern.is)) {
    push(task, subject, std::move(path), true);
  }
}

void OriginFinder::expand_match(const Task& task, const MatchNode& match) {
  for (const MatchArmNode& arm : match.arms) {
    bind_pattern(envs_[task.env.index], arm.pattern, match.subject, {}, task);
    push(task, arm.value, task.path, task.deep);
  }
}

}  // namespace infra::sema
