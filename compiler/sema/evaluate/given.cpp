#include "compiler/sema/evaluate/given.h"

#include <utility>

#include "compiler/diag/codes/sema.h"

namespace infra::sema {
namespace {

using value::ValueId;
using value::ValueKind;

/// A root of its own in which the keys are evaluated: the plan itself is made once everything given is known. Its
/// resources stand for others, so that nobody counts them.
InstanceId add_sketch(Evaluation& e, ModuleId module, const std::string& address, const PlanArguments& arguments) {
  ModuleInstance root;
  root.module = module;
  root.address = address;
  root.arguments = arguments.values;
  root.self = e.values().reference(address);
  root.is_probe = true;
  e.instance_of[root.self] = InstanceId(static_cast<uint32_t>(e.instances.size()));
  return add_instance(e, std::move(root));
}

class GivenTaker {
 public:
  GivenTaker(Evaluation& e, const std::string& address, const std::string& sketch)
      : e_(e), address_(address), sketch_(sketch) {}

  void take(const PlanArguments::Given& given, ValueId key) {
    value::ValueStore& values = e_.values();
    span_ = e_.program.nodes[given.key.root].span;
    if (values.kind(key) == ValueKind::Result) return put(key, given.value);
    // Of what may be missing: a result says that it is there, `none` that it is not.
    if (auto [exists, result] = maybe_missing(key); exists.valid()) {
      bool is_there = given.value != values.none();
      put(exists, values.boolean(is_there), true);
      if (is_there) put(result, given.value);
      return;
    }
    if (is_open(e_, key)) return;  // which one it is, hangs on a param that was not given
    e_.sink.emit(diag::GivenNoResult, span_)
        .label("known when it is compiled, or made of results")
        .help("between brackets stands a result of a resource, as in `[front.url] = \"https://shop.example\"`");
  }

 private:
  /// `d?.generation` as its parts: whether `d` exists, and the result; invalid where `key` is something else.
  std::pair<ValueId, ValueId> maybe_missing(ValueId key) const {
    value::ValueStore& values = e_.values();
    if (values.kind(key) != ValueKind::Apply || values.op(key) != value::Op::If) return {};
    ValueId condition = values.children(key)[0], yes = values.children(key)[1], no = values.children(key)[2];
    ValueId result = yes == values.none() ? no : yes;
    if ((yes != values.none() && no != values.none()) || values.kind(result) != ValueKind::Result) return {};
    ValueId exists = asked_by(condition);
    bool is_of_it =
        exists.valid() && values.as_text(values.children(exists)[0]) == values.as_text(values.children(result)[0]);
    return is_of_it ? std::pair(exists, result) : std::pair<ValueId, ValueId>();
  }

  /// What says that something exists, where `condition` hangs on nothing else that a deployment finds out.
  ValueId asked_by(ValueId condition) const {
    value::ValueStore& values = e_.values();
    std::vector<ValueId> pending = {condition};
    ValueId exists;
    while (!pending.empty()) {
      ValueId next = pending.back();
      pending.pop_back();
      if (!values.is_deferred(next)) continue;
      if (values.kind(next) == ValueKind::Result && values.as_text(next) == kExists) {
        bool is_other =
            exists.valid() && values.as_text(values.children(exists)[0]) != values.as_text(values.children(next)[0]);
        if (is_other) return {};
        exists = next;
      } else if (values.kind(next) == ValueKind::Apply) {
        auto children = values.children(next);
        pending.insert(pending.end(), children.begin(), children.end());
      } else {
        return {};
      }
    }
    return exists;
  }

  /// `is_implied`: two results of one thing both say that it is there.
  void put(ValueId result, ValueId value, bool is_implied = false) {
    value::ValueStore& values = e_.values();
    std::string_view resource = values.as_text(values.children(result)[0]);
    resource.remove_prefix(sketch_.size() + 1);
    std::string name = address_.empty() ? std::string(resource) : fmt::format("{}.{}", address_, resource);
    name = given_name(name, values.as_text(result));
    auto [place, is_new] = places_.try_emplace(name, span_);
    if (!is_new && !(is_implied && e_.given[name] == value)) {
      e_.sink.emit(diag::DuplicateEntry, span_, one_line(e_.sources.text(span_)))
          .label("given again here")
          .also(place->second, "first given here");
    }
    e_.given[name] = value;
  }

  Evaluation& e_;
  const std::string& address_;
  const std::string& sketch_;
  Span span_;
  std::unordered_map<std::string, Span> places_;
};

}  // namespace

void take_given(Evaluation& e, ModuleId module, const std::string& address, const PlanArguments& arguments) {
  if (arguments.given.empty()) return;
  std::string sketch_address = fmt::format("{}'", address);
  InstanceId sketch = add_sketch(e, module, sketch_address, arguments);
  GivenTaker taker(e, address, sketch_address);
  for (const PlanArguments::Given& given : arguments.given) {
    ValueId key = eval_body(e, sketch, given.key);
    if (key.valid()) taker.take(given, key);
  }
}

}  // namespace infra::sema
