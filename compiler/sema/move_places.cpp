#include "compiler/sema/move_places.h"

#include "compiler/syntax/reparse.h"

namespace infra::sema {
namespace {

class Mover {
 public:
  Mover(FileId file, uint32_t from, int64_t by) : file_(file), from_(from), by_(by) {}

  void of(Span& span) const {
    if (span.file == file_) syntax::move_place(span, from_, by_);
  }
  template <typename T>
  void all(std::vector<T>& items) const {
    for (T& item : items) of(item);
  }

  void of(Rule& rule) const { of(rule.span); }
  void of(FieldInfo& field) const { of(field.span), all(field.rules); }
  void of(RecordInfo& record) const { all(record.fields); }
  void of(EnumInfo& info) const { of(info.span), all(info.payloads); }
  void of(KindInfo& kind) const { of(kind.span), all(kind.fields), all(kind.results); }
  void of(RefinementInfo& refinement) const { of(refinement.span), all(refinement.rules); }
  void of(FnParameter& parameter) const { of(parameter.span); }
  void of(FnInfo& fn) const { of(fn.span), all(fn.parameters); }
  void of(Param& param) const { of(param.span), of(param.type_span), all(param.rules); }
  void of(Let& let) const { of(let.span); }
  void of(Input& input) const { of(input.name_span), of(input.value_span); }
  void of(Resource& resource) const { of(resource.span), of(resource.head.span), all(resource.inputs); }
  void of(Use& use) const { of(use.span), of(use.head.span), all(use.arguments); }
  void of(Output& output) const { of(output.span); }
  void of(Statement& statement) const { of(statement.span); }
  void of(CheckInfo& check) const { of(check.span), all(check.body.list); }
  void of(PolicyBinding& binding) const { of(binding.span); }
  void of(PolicyInfo& policy) const { of(policy.span), all(policy.bindings), all(policy.body.list); }
  void of(WaiverInfo& waiver) const { of(waiver.address_span), of(waiver.span); }
  void of(Rename& rename) const { of(rename.span); }
  void of(TestInfo& test) const { of(test.span), all(test.body.list); }
  void of(Module& module) const {
    all(module.params), all(module.lets), all(module.resources), all(module.uses), all(module.outputs);
    all(module.checks), all(module.policies), all(module.waivers), all(module.renames), all(module.tests);
  }
  void of(Node& node) const {
    of(node.span);
    if (auto* map = std::get_if<MapNode>(&node.is)) {
      for (MapEntryNode& entry : map->entries) of(entry.key_span);
    }
  }
  void of(Pattern& pattern) const { of(pattern.span); }
  void of(Symbol& symbol) const { of(symbol.span); }

  template <typename Id, typename T>
  void store(Store<Id, T>& items) const {
    for (uint32_t i = 0; i < items.size(); ++i) of(items[Id(i)]);
  }
  template <typename Map>
  void values(Map& map) const {
    for (auto& [key, value] : map) of(value);
  }

 private:
  FileId file_;
  uint32_t from_;
  int64_t by_;
};

}  // namespace

void move_places(Analysis& analysis, FileId file, uint32_t from, int64_t by) {
  if (by == 0) return;
  const Mover mover(file, from, by);
  Program& program = analysis.program;
  mover.store(program.nodes);
  mover.store(program.patterns);
  mover.store(program.modules);
  mover.store(program.kinds);
  mover.store(program.fns);
  mover.values(program.records);
  mover.values(program.enums);
  mover.values(program.refinements);
  for (uint32_t i = 0; i < analysis.declarations.scopes.size(); ++i)
    mover.values(analysis.declarations.scopes[ModuleId(i)]);
  for (uint32_t i = 0; i < analysis.declarations.exports.size(); ++i)
    mover.values(analysis.declarations.exports[GroupId(i)]);
}

}  // namespace infra::sema
