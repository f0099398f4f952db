#include "compiler/sema/check/check.h"

#include "compiler/diag/codes/sema.h"
#include "compiler/sema/check/convert.h"
#include "compiler/sema/check/defaults.h"
#include "compiler/sema/check/expr.h"
#include "compiler/sema/check/functions.h"
#include "compiler/sema/check/generics.h"
#include "compiler/sema/check/policies.h"
#include "compiler/sema/check/renames.h"
#include "compiler/sema/check/tests.h"
#include "compiler/sema/check/types.h"
#include "compiler/sema/declare/order.h"

namespace infra::sema {
namespace {

template <typename Decl>
const Decl& decl_of(CheckContext& c, ModuleId module, syntax::DeclId id) {
  return std::get<Decl>(c.loaded.files[module].ast.decls[id].node);
}

/// The types of params and outputs, which others may need before any value.
void resolve_interfaces(CheckContext& c) {
  for (uint32_t m = 0; m < c.program.modules.size(); ++m) {
    ModuleId id(m);
    for (size_t i = 0; i < c.program.modules[id].params.size(); ++i) {
      const auto& decl = decl_of<syntax::ParamDecl>(c, id, c.program.modules[id].params[i].decl);
      types::TypeId type = resolve_type(c, id, decl.type, std::string(c.text(decl.name.name)));
      Param& param = c.program.modules[id].params[i];
      param.type = type;
      if (refuse_functions(c, param.span, type, "a param")) param.type = error_type();
      param.type_span = decl.type.valid() ? c.loaded.files[id].ast.types[decl.type].span : decl.name.span;
    }
    for (size_t i = 0; i < c.program.modules[id].outputs.size(); ++i) {
      const auto& decl = decl_of<syntax::OutputDecl>(c, id, c.program.modules[id].outputs[i].decl);
      types::TypeId type = resolve_type(c, id, decl.type, std::string(c.text(decl.name.name)));
      Output& output = c.program.modules[id].outputs[i];
      output.type = refuse_functions(c, output.span, type, "an output") ? error_type() : type;
    }
    Module& module = c.program.modules[id];
    std::vector<types::Field> outputs;
    for (const Output& output : module.outputs)
      outputs.push_back({std::string(c.text(output.name)), output.type, false});
    module.use_type = c.types().module_use(c.loaded.files[id].shown, std::move(outputs));
  }
}

void fail_unit(CheckContext& c, const Unit& unit) {
  Module& module = c.program.modules[unit.module];
  BodyScope b{c, unit.module, Reach::Instance, false, {}, 0, 0};
  switch (unit.kind) {
    case Unit::Kind::Param: {
      Param& param = module.params[unit.index];
      param.default_value = b.finish(error_node(b, param.span));
      break;
    }
    case Unit::Kind::Let: {
      Let& let = module.lets[unit.index];
      let.type = error_type();
      let.value = b.finish(error_node(b, let.span));
      break;
    }
    case Unit::Kind::ResourceHead: module.resources[unit.index].type = error_type(); break;
    case Unit::Kind::UseHead: module.uses[unit.index].type = error_type(); break;
  }
}

void check_unit(CheckContext& c, const Unit& unit) {
  switch (unit.kind) {
    case Unit::Kind::Param: return check_param_default(c, unit.module, unit.index);
    case Unit::Kind::Let: return check_let(c, unit.module, unit.index);
    case Unit::Kind::ResourceHead: return check_resource_head(c, unit.module, unit.index);
    case Unit::Kind::UseHead: return check_use_head(c, unit.module, unit.index);
  }
}

void check_param_rules(CheckContext& c, ModuleId id, uint32_t index) {
  const Param& param = c.program.modules[id].params[index];
  const auto& decl = decl_of<syntax::ParamDecl>(c, id, param.decl);
  std::vector<Rule> rules = check_rules(c, id, Reach::Instance, decl.wheres, param.type, {});
  c.program.modules[id].params[index].rules = std::move(rules);
}

}  // namespace

void check_output(CheckContext& c, ModuleId id, uint32_t index) {
  Output output = c.program.modules[id].outputs[index];
  const auto& decl = decl_of<syntax::OutputDecl>(c, id, output.decl);
  BodyScope b{c, id, Reach::Instance, true, {}, 0, 0};
  types::TypeKind kind = c.types().kind(output.type);
  NodeId value = check_expr(b, decl.value, output.type);
  if (kind == types::TypeKind::Module) {
    b.sink().emit(diag::NotAValue, span_of(b, value), c.text(output.name), "a module use");
    value = error_node(b, span_of(b, value));
  }
  c.program.modules[id].outputs[index].value = b.finish(value);
}

void check_param_default(CheckContext& c, ModuleId id, uint32_t index) {
  const Param& param = c.program.modules[id].params[index];
  const auto& decl = decl_of<syntax::ParamDecl>(c, id, param.decl);
  if (!decl.default_value.valid()) return;
  BodyScope b{c, id, Reach::Instance, false, {}, 0, 0};
  NodeId value = check_expr(b, decl.default_value, param.type);
  c.program.modules[id].params[index].default_value = b.finish(value);
}

void check_let(CheckContext& c, ModuleId id, uint32_t index) {
  Let let = c.program.modules[id].lets[index];
  const auto& decl = decl_of<syntax::LetDecl>(c, id, let.decl);
  BodyScope b{c, id, Reach::Instance, false, {}, 0, 0, let.asks_network};
  types::TypeId written =
      decl.type.valid() ? resolve_type(c, id, decl.type, std::string(c.text(let.name))) : types::TypeId();
  NodeId value = check_expr(b, decl.value, written);
  Let& result = c.program.modules[id].lets[index];
  result.value = b.finish(value);
  result.type = written.valid() ? written : type_of(b, value);
}

void check_program(const LoadedSources& loaded, Declarations& declarations, Program& program,
                   std::string_view asking_let, Kept* kept, diag::Sink& sink) {
  CheckContext c{loaded, declarations, program, sink};
  c.kept = kept;
  for (Let& let : program.modules[program.root].lets) let.asks_network = program.text(let.name) == asking_let;
  resolve_all_types(c);
  resolve_interfaces(c);
  resolve_signatures(c);
  UnitOrder order = order_units(loaded, declarations, program, sink);
  for (const Unit& unit : order.cyclic) fail_unit(c, unit);
  for (const Unit& unit : order.sequence) {
    if (std::find(order.cyclic.begin(), order.cyclic.end(), unit) == order.cyclic.end()) check_unit(c, unit);
  }
  check_type_bodies(c);
  check_functions(c);
  refuse_resources_in_defaults(c);
  for (ModuleId id : program.order) {
    for (uint32_t i = 0; i < program.modules[id].params.size(); ++i) check_param_rules(c, id, i);
    for (uint32_t i = 0; i < program.modules[id].resources.size(); ++i) check_resource_body(c, id, i);
    for (uint32_t i = 0; i < program.modules[id].uses.size(); ++i) check_use_body(c, id, i);
    for (uint32_t i = 0; i < program.modules[id].outputs.size(); ++i) check_output(c, id, i);
    check_policies(c, id);
    check_renames(c, id);
  }
  for (ModuleId id : program.order) check_tests(c, id);
  complete_instances(c);
  if (kept) kept->generic_records = std::move(c.generic_records);
}

}  // namespace infra::sema
