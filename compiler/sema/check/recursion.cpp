#include "compiler/sema/check/recursion.h"
#include "compiler/diag/codes/sema.h"

#include <algorithm>
#include <map>

#include "compiler/sema/walk.h"

namespace infra::sema {
namespace {

/// A function or a let: what has a body that can name others.
struct Place {
  ModuleId module;  ///< Of a let; invalid for a function.
  uint32_t index = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};

struct Arrow {
  Place target;
  Span span;
};

class RecursionFinder {
 public:
  explicit RecursionFinder(CheckContext& context) : context_(context), program_(context.program) {}

  void run() {
    for (uint32_t i = 0; i < program_.fns.size(); ++i) walk({ModuleId(), i});
  }

 private:
  enum class State : uint8_t { New, Open, Done };
  struct Visit {
    Place place;
    std::vector<Arrow> arrows;
    size_t next = 0;
  };

  std::vector<Body> bodies_of(const Place& place) const {
    if (place.module.valid()) return {program_.modules[place.module].lets[place.index].value};
    const FnInfo& fn = program_.fns[FnId(place.index)];
    std::vector<Body> bodies = {fn.body};
    for (const FnParameter& parameter : fn.parameters) bodies.push_back(parameter.default_value);
    return bodies;
  }

  std::vector<Arrow> arrows_of(const Place& place) const {
    std::vector<Arrow> arrows;
    std::vector<NodeId> pending;
    for (const Body& body : bodies_of(place)) {
      if (body.valid()) pending.push_back(body.root);
    }
    while (!pending.empty()) {
      NodeId id = pending.back();
      pending.pop_back();
      if (!id.valid()) continue;
      const Node& node = program_.nodes[id];
      if (auto* call = std::get_if<FnCallNode>(&node.is)) arrows.push_back({{ModuleId(), call->fn.index}, node.span});
      if (auto* fn = std::get_if<FnRefNode>(&node.is)) arrows.push_back({{ModuleId(), fn->fn.index}, node.span});
      if (auto* let = std::get_if<LetRefNode>(&node.is)) arrows.push_back({{let->module, let->index}, node.span});
      for_each_part(program_, node, [&](NodeId part) { pending.push_back(part); });
    }
    return arrows;
  }

  void walk(const Place& start) {
    if (states_[start] != State::New) return;
    std::vector<Visit> stack;
    auto open = [&](const Place& place) {
      states_[place] = State::Open;
      stack.push_back({place, arrows_of(place)});
    };
    open(start);
    while (!stack.empty()) {
      Visit& top = stack.back();
      if (top.next == top.arrows.size()) {
        states_[top.place] = State::Done;
        stack.pop_back();
        continue;
      }
      Place target = top.arrows[top.next++].target;
      State state = states_[target];
      if (state == State::New) open(target);
      if (state == State::Open) complain(stack, target);
    }
  }

  std::string name_of(const Place& place) const {
    if (place.module.valid()) {
      return fmt::format("`{}`", program_.text(program_.modules[place.module].lets[place.index].name));
    }
    return fmt::format("`{}`", program_.text(program_.fns[FnId(place.index)].name));
  }

  void complain(const std::vector<Visit>& stack, const Place& target) {
    size_t from = stack.size() - 1;
    while (stack[from].place != target) --from;
    // The function is what cannot need itself; a let among them is only on the way.
    size_t first = from;
    while (first + 1 < stack.size() && stack[first].place.module.valid()) ++first;
    const Place& named = stack[first].place;
    if (named.module.valid()) return;  // lets alone: order.cpp has said so
    const FnInfo& fn = program_.fns[FnId(named.index)];
    auto builder = context_.sink.emit(diag::RecursiveFunction, fn.span, program_.text(fn.name));
    builder.label("cannot be computed without itself");
    std::string path;
    size_t length = stack.size() - from;
    for (size_t k = 0; k < length; ++k) {
      const Visit& visit = stack[from + (first - from + k) % length];
      const Arrow& arrow = visit.arrows[visit.next - 1];
      if (k < 32) path += fmt::format("{} → ", name_of(visit.place));
      if (k < 8) builder.also(arrow.span, fmt::format("{} needs {}", name_of(visit.place), name_of(arrow.target)));
    }
    builder.note(path + name_of(named)).help("go over a list or a range instead: `[for i in 0..n: …]`, `xs.fold(…)`");
    for (size_t i = from; i < stack.size(); ++i) fail(stack[i].place);
  }

  void fail(const Place& place) {
    auto failed = [&](Body& body) {
      if (body.valid()) body.root = program_.nodes.add({program_.nodes[body.root].span, error_type(), ErrorNode{}});
    };
    if (place.module.valid()) return failed(program_.modules[place.module].lets[place.index].value);
    FnInfo& fn = program_.fns[FnId(place.index)];
    failed(fn.body);
    for (FnParameter& parameter : fn.parameters) failed(parameter.default_value);
  }

  CheckContext& context_;
  Program& program_;
  std::map<Place, State> states_;
};

}  // namespace

void refuse_recursion(CheckContext& context) { RecursionFinder(context).run(); }

}  // namespace infra::sema
