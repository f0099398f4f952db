#include "compiler/sema/declare/order.h"

#include <algorithm>
#include <map>

#include "compiler/diag/codes/sema.h"
#include "compiler/sema/declare/free_names.h"
#include "compiler/sema/declare/resource_syntax.h"

namespace infra::sema {
namespace {

struct Arrow {
  Unit target;
  Span span;  ///< Where the name stands.
};

class Orderer {
 public:
  Orderer(const LoadedSources& loaded, const Declarations& declarations, Program& program, diag::Sink& sink)
      : loaded_(loaded), declarations_(declarations), program_(program), sink_(sink) {}

  UnitOrder run() {
    for (ModuleId module : program_.order) order_module(module);
    return std::move(result_);
  }

 private:
  enum class State : uint8_t { New, Open, Done, Failed };
  struct Visit {
    Unit unit;
    std::vector<Arrow> arrows;
    size_t next = 0;
  };
  using Key = std::tuple<uint32_t, int, uint32_t>;
  static Key key(const Unit& unit) { return {unit.module.index, static_cast<int>(unit.kind), unit.index}; }

  void order_module(ModuleId id) {
    const Module& module = program_.modules[id];
    auto visit_all = [&](Unit::Kind kind, size_t count) {
      for (uint32_t i = 0; i < count; ++i) walk({kind, id, i});
    };
    visit_all(Unit::Kind::Param, module.params.size());
    visit_all(Unit::Kind::Let, module.lets.size());
    visit_all(Unit::Kind::ResourceHead, module.resources.size());
    visit_all(Unit::Kind::UseHead, module.uses.size());
    order_bodies(id);
  }

  /// Depth first with an explicit stack: a chain of lets may be as long as a file.
  void walk(const Unit& start) {
    if (states_[key(start)] != State::New) return;
    std::vector<Visit> stack;
    open(stack, start);
    while (!stack.empty()) {
      Visit& top = stack.back();
      if (top.next == top.arrows.size()) {
        close(top);
        stack.pop_back();
        continue;
      }
      const Arrow& arrow = top.arrows[top.next++];
      State state = states_[key(arrow.target)];
      if (state == State::New) {
        Unit target = arrow.target;
        open(stack, target);
      } else if (state == State::Open) {
        complain(stack, arrow.target);
      }
    }
  }

  void open(std::vector<Visit>& stack, const Unit& unit) {
    states_[key(unit)] = State::Open;
    stack.push_back({unit, arrows_of(unit), 0});
  }

  void close(const Visit& visit) {
    State& state = states_[key(visit.unit)];
    if (state == State::Open) state = State::Done;
    result_.sequence.push_back(visit.unit);
    program_.modules[visit.unit.module].order.push_back(visit.unit);
    if (visit.unit.kind != Unit::Kind::Let) return;
    bool constant =
        state == State::Done && std::all_of(visit.arrows.begin(), visit.arrows.end(), [&](const Arrow& arrow) {
          return arrow.target.kind == Unit::Kind::Let &&
                 program_.modules[arrow.target.module].lets[arrow.target.index].is_constant;
        });
    program_.modules[visit.unit.module].lets[visit.unit.index].is_constant = constant;
  }

  std::vector<Arrow> arrows_of(const Unit& unit) {
    const syntax::Ast& ast = loaded_.files[unit.module].ast;
    const Module& module = program_.modules[unit.module];
    FreeNames names(ast);
    auto visit_head = [&](bool has_for, const syntax::ForHead& head, syntax::ExprId condition) {
      if (has_for) names.visit_head(head);
      names.visit(condition);
    };
    switch (unit.kind) {
      case Unit::Kind::Param:
        names.visit(std::get<syntax::ParamDecl>(ast.decls[module.params[unit.index].decl].node).default_value);
        break;
      case Unit::Kind::Let:
        names.visit(std::get<syntax::LetDecl>(ast.decls[module.lets[unit.index].decl].node).value);
        break;
      case Unit::Kind::ResourceHead: {
        const ResourceSyntax decl = resource_syntax(ast, module.resources[unit.index].decl);
        visit_head(decl.has_for, decl.head, decl.condition);
        break;
      }
      case Unit::Kind::UseHead: {
        const UseSyntax decl = use_syntax(ast, module.uses[unit.index].decl);
        visit_head(decl.has_for, decl.head, decl.condition);
        break;
      }
    }
    std::vector<Arrow> arrows;
    for (const FreeNames::Use& use : names.found()) {
      const Symbol* symbol = declarations_.find(loaded_, unit.module, use.name);
      if (!symbol) continue;
      std::optional<Unit> target = unit_of(*symbol);
      if (!target) continue;
      arrows.push_back({*target, use.span});
    }
    return arrows;
  }

  std::optional<Unit> unit_of(const Symbol& symbol) {
    switch (symbol.kind) {
      case SymbolKind::Param: return Unit{Unit::Kind::Param, symbol.module, symbol.index};
      case SymbolKind::Let: return Unit{Unit::Kind::Let, symbol.module, symbol.index};
      case SymbolKind::Resource: return Unit{Unit::Kind::ResourceHead, symbol.module, symbol.index};
      case SymbolKind::Use: return Unit{Unit::Kind::UseHead, symbol.module, symbol.index};
      default: return std::nullopt;
    }
  }

  std::pair<std::string_view, Span> name_of(const Unit& unit) {
    const Module& module = program_.modules[unit.module];
    switch (unit.kind) {
      case Unit::Kind::Param: return {program_.text(module.params[unit.index].name), module.params[unit.index].span};
      case Unit::Kind::Let: return {program_.text(module.lets[unit.index].name), module.lets[unit.index].span};
      case Unit::Kind::ResourceHead:
        return {program_.text(module.resources[unit.index].name), module.resources[unit.index].span};
      case Unit::Kind::UseHead: return {program_.text(module.uses[unit.index].name), module.uses[unit.index].span};
    }
    return {};
  }

  void complain(std::vector<Visit>& stack, const Unit& target) {
    size_t from = stack.size() - 1;
    while (!(stack[from].unit == target)) --from;
    std::string path;
    for (size_t i = from; i < stack.size(); ++i) path += fmt::format("`{}` → ", name_of(stack[i].unit).first);
    auto [name, span] = name_of(target);
    path += fmt::format("`{}`", name);
    auto builder = sink_.emit(diag::DefinitionCycle, span, name);
    builder.label("has no value without itself");
    if (stack.size() - from <= 8) {
      for (size_t i = from; i < stack.size(); ++i) {
        const Arrow& arrow = stack[i].arrows[stack[i].next - 1];
        builder.also(arrow.span,
                     fmt::format("`{}` needs `{}`", name_of(stack[i].unit).first, name_of(arrow.target).first));
      }
    }
    builder.note(stack.size() - from <= 32 ? path : fmt::format("a cycle of {} names", stack.size() - from));
    for (size_t i = from; i < stack.size(); ++i) {
      State& state = states_[key(stack[i].unit)];
      if (state == State::Failed) continue;
      state = State::Failed;
      result_.cyclic.push_back(stack[i].unit);
    }
  }

  /// Inputs may read inputs of other resources (`net.cidr`): those bodies come first where that is possible.
  void order_bodies(ModuleId id) {
    const syntax::Ast& ast = loaded_.files[id].ast;
    Module& module = program_.modules[id];
    std::vector<State> states(module.resources.size(), State::New);
    std::vector<std::pair<uint32_t, std::vector<uint32_t>>> stack;
    auto open_body = [&](uint32_t index) {
      states[index] = State::Open;
      const ResourceSyntax decl = resource_syntax(ast, module.resources[index].decl);
      FreeNames names(ast);
      if (decl.has_for) names.visit_head(decl.head);
      for (const syntax::Entry& entry : decl.inputs) names.visit(entry.value);
      if (decl.has_for) names.unbind_head(decl.head);
      for (const syntax::Entry& entry : decl.with) names.visit(entry.value);
      std::vector<uint32_t> targets;
      for (const FreeNames::Use& use : names.found()) {
        const Symbol* symbol = declarations_.find(loaded_, id, use.name);
        if (symbol && symbol->kind == SymbolKind::Resource) targets.push_back(symbol->index);
      }
      stack.push_back({index, std::move(targets)});
    };
    for (uint32_t start = 0; start < module.resources.size(); ++start) {
      if (states[start] != State::New) continue;
      open_body(start);
      while (!stack.empty()) {
        auto& [index, targets] = stack.back();
        if (targets.empty()) {
          states[index] = State::Done;
          module.resource_order.push_back(index);
          stack.pop_back();
          continue;
        }
        uint32_t target = targets.back();
        targets.pop_back();
        if (states[target] == State::New) open_body(target);
      }
    }
  }

  const LoadedSources& loaded_;
  const Declarations& declarations_;
  Program& program_;
  diag::Sink& sink_;
  std::map<Key, State> states_;
  UnitOrder result_;
};

}  // namespace

UnitOrder order_units(const LoadedSources& loaded, const Declarations& declarations, Program& program,
                      diag::Sink& sink) {
  return Orderer(loaded, declarations, program, sink).run();
}

}  // namespace infra::sema
