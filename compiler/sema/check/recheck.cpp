// What a declaration is to the others, its value left aside, is the same when the edit lies inside of the value. An output
// is its type to everybody. A let is its type, whether it is constant, and for the searches that follow lets (circles of
// definitions, recursion, resources in defaults) what it leads to: the first must come out as it was, the names in what
// was edited must be the same, and the searches are made again.
#include "compiler/sema/check/recheck.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "compiler/sema/check/check.h"
#include "compiler/sema/check/defaults.h"
#include "compiler/sema/check/generics.h"
#include "compiler/sema/check/recursion.h"
#include "compiler/sema/declare/free_names.h"
#include "compiler/sema/move_places.h"

namespace infra::sema {
namespace {

bool is_same(const LoadedFile& a, const LoadedFile& b) {
  const auto same_import = [](const ResolvedImport& x, const ResolvedImport& y) {
    return x.decl == y.decl && x.target == y.target;
  };
  const auto same_folder = [](const NamedFolder& x, const NamedFolder& y) {
    return x.decl == y.decl && x.target == y.target && x.last.name == y.last.name;
  };
  return a.file == b.file && a.path == b.path && a.qualifier == b.qualifier && a.shown == b.shown &&
         a.is_std == b.is_std && a.package == b.package && a.group == b.group &&
         std::equal(a.imports.begin(), a.imports.end(), b.imports.begin(), b.imports.end(), same_import) &&
         std::equal(a.named.begin(), a.named.end(), b.named.begin(), b.named.end(), same_folder);
}

/// Whether they are the same files under the same numbers, whatever stands in them.
bool are_same_files(const LoadedSources& a, const LoadedSources& b) {
  const auto same_group = [](const Group& x, const Group& y) {
    return x.name == y.name && x.is_folder == y.is_folder && x.files == y.files;
  };
  return std::equal(a.files.begin(), a.files.end(), b.files.begin(), b.files.end(), is_same) &&
         std::equal(a.groups.begin(), a.groups.end(), b.groups.begin(), b.groups.end(), same_group) &&
         a.order == b.order && a.policies == b.policies && a.root == b.root;
}

struct EditedValue {
  ValuePlace place;
  const syntax::TreeEdit* edit = nullptr;
};

/// All that was edited, when that is one value at most; nothing when it is more.
std::optional<EditedValue> edited_value(const LoadedSources& loaded, const TreeEdits& edits) {
  EditedValue found;
  for (uint32_t i = 0; i < loaded.files.size(); ++i) {
    const auto edit = edits.find(loaded.files[ModuleId(i)].file);
    if (edit == edits.end() || edit->second.kind == syntax::TreeEdit::Kind::Other) return std::nullopt;
    if (edit->second.kind == syntax::TreeEdit::Kind::None) continue;
    if (found.edit) return std::nullopt;
    found = {{ModuleId(i), edit->second.decl}, &edit->second};
  }
  return found;
}

/// The names in entries, in their order.
std::vector<Name> names_in(const syntax::Ast& ast, const std::vector<syntax::Entry>& entries) {
  FreeNames names(ast);
  for (const syntax::Entry& entry : entries) {
    if (entry.form != syntax::KeyForm::Name) names.visit(entry.key);
    names.visit(entry.value);
  }
  std::vector<Name> found;
  for (const FreeNames::Use& use : names.found()) found.push_back(use.name);
  return found;
}

/// The nodes of the braces around an edit are of no use any more.
void forget_around(Analysis& analysis, const EditedValue& edited) {
  if (edited.place.module.index >= analysis.kept->entries.size()) return;
  std::vector<CheckedEntry>& entries = analysis.kept->entries[edited.place.module.index];
  for (syntax::ExprId braces : edited.edit->braces) {
    if (braces.index >= entries.size() || !entries[braces.index].node.valid()) continue;
    analysis.kept->values.erase(entries[braces.index].node);
    analysis.program.nodes[entries[braces.index].node].is = ErrorNode{};
    entries[braces.index] = {};
  }
}

/// A union lists its members in the order in which they were first met, which must not hang on what was there before.
bool has_new_union(const types::TypeStore& types, size_t before) {
  for (size_t i = before; i < types.size(); ++i) {
    if (types.kind(types::TypeId(static_cast<uint32_t>(i))) == types::TypeKind::Union) return true;
  }
  return false;
}

template <typename Declared>
std::optional<uint32_t> index_of(const std::vector<Declared>& all, syntax::DeclId decl) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Declared& one) { return one.decl == decl; });
  return found == all.end() ? std::nullopt : std::optional(static_cast<uint32_t>(found - all.begin()));
}

class Rechecker {
 public:
  Rechecker(Analysis& analysis, const LoadedSources& loaded)
      : analysis_(analysis), context_{loaded, analysis.declarations, analysis.program, found_} {
    context_.kept = analysis.kept.get();
    context_.generic_records = std::move(analysis.kept->generic_records);
  }

  bool run(const EditedValue& edited) {
    const size_t types = context_.types().size();
    const ModuleId module = edited.place.module;
    if (auto output = index_of(analysis_.program.modules[module].outputs, edited.place.decl)) {
      const NodeId before = analysis_.program.modules[module].outputs[*output].value.root;
      check_output(context_, module, *output);
      forget(before);
    } else if (auto let = index_of(analysis_.program.modules[module].lets, edited.place.decl)) {
      if (!run_let(edited, *let)) return false;
    } else {
      return false;
    }
    complete_instances(context_);
    analysis_.kept->generic_records = std::move(context_.generic_records);
    return !has_new_union(context_.types(), types);
  }

  std::vector<diag::Diagnostic> take_found() { return found_.take(); }

 private:
  bool run_let(const EditedValue& edited, uint32_t index) {
    const ModuleId module = edited.place.module;
    const syntax::Ast& ast = context_.loaded.files[module].ast;
    if (edited.edit && names_in(ast, edited.edit->before) != names_in(ast, edited.edit->after)) return false;
    const types::TypeId type = analysis_.program.modules[module].lets[index].type;
    const NodeId before = analysis_.program.modules[module].lets[index].value.root;
    check_let(context_, module, index);
    forget(before);
    if (analysis_.program.modules[module].lets[index].type != type) return false;
    const size_t said = found_.diagnostics().size();
    refuse_recursion(context_);
    refuse_resources_in_defaults(context_);
    std::erase_if(analysis_.kept->values, [](const auto& known) { return known.second.reads_lets; });
    return found_.diagnostics().size() == said;
  }

  /// The root of a value that was checked again: it may be large.
  void forget(NodeId root) {
    if (root.valid()) analysis_.program.nodes[root].is = ErrorNode{};
  }

  Analysis& analysis_;
  diag::Sink found_;
  CheckContext context_;
};

}  // namespace

bool recheck(Analysis& before, const LoadedSources& loaded, const TreeEdits& edits, std::string_view asking_let,
             diag::Sink& sink) {
  Kept* kept = before.kept.get();
  if (!kept || kept->is_noisy || kept->times >= kMaxTimesKept || kept->asking_let != asking_let) return false;
  if (!are_same_files(before.loaded, loaded)) return false;
  std::optional<EditedValue> edited = edited_value(loaded, edits);
  if (!edited) return false;
  if (kept->noisy) {  // what was said about it must be said again, unless it was mended
    if (edited->edit && edited->place != *kept->noisy) return false;
    edited->place = *kept->noisy;
  }
  if (edited->edit) {
    move_places(before, loaded.files[edited->place.module].file, edited->edit->from, edited->edit->by);
    forget_around(before, *edited);
  }
  if (edited->edit || kept->noisy) {
    Rechecker rechecker(before, loaded);
    if (!rechecker.run(*edited)) return false;
    std::vector<diag::Diagnostic> found = rechecker.take_found();
    kept->noisy = found.empty() ? std::nullopt : std::optional(edited->place);
    for (diag::Diagnostic& diagnostic : found) sink.add(std::move(diagnostic));
  }
  // What follows finds the program as checking leaves it.
  for (ModuleId id : before.program.order) {
    for (Param& param : before.program.modules[id].params) param.must_be_known = false;
  }
  before.program.values->restart_steps();
  ++kept->times;
  return true;
}

}  // namespace infra::sema
