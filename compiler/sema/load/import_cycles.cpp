#include "compiler/sema/load/import_cycles.h"

#include <algorithm>

#include "compiler/diag/codes/sema.h"

namespace infra::sema {
namespace {

struct Arrow {
  GroupId target;
  ModuleId file;
  size_t import;  ///< Index into the file's imports.
};

std::vector<Arrow> arrows_of(const LoadedSources& loaded, GroupId group) {
  std::vector<Arrow> arrows;
  for (ModuleId file : loaded.groups[group].files) {
    const auto& imports = loaded.files[file].imports;
    for (size_t i = 0; i < imports.size(); ++i) {
      if (imports[i].target.valid()) arrows.push_back({imports[i].target, file, i});
    }
  }
  return arrows;
}

Span place_of(const LoadedSources& loaded, const Arrow& arrow) {
  const LoadedFile& file = loaded.files[arrow.file];
  const syntax::Decl& decl = file.ast.decls[file.imports[arrow.import].decl];
  const auto& import = std::get<syntax::ImportDecl>(decl.node);
  if (import.file_span.valid()) return import.file_span;
  return import.path.empty() ? decl.span : import.path.front().span.to(import.path.back().span);
}

struct Visit {
  GroupId group;
  std::vector<Arrow> arrows;
  size_t next = 0;
};

void complain(const LoadedSources& loaded, const std::vector<Visit>& stack, size_t from, diag::Sink& sink) {
  std::string path;
  for (size_t i = from; i < stack.size(); ++i) path += "`" + loaded.groups[stack[i].group].name + "` → ";
  path += "`" + loaded.groups[stack[from].group].name + "`";
  auto arrow = [&](size_t i) { return stack[i].arrows[stack[i].next - 1]; };
  auto builder = sink.emit(diag::ImportCycle, place_of(loaded, arrow(from)), path);
  builder.label(from + 1 == stack.size() ? "a file imports itself here" : "the cycle begins here");
  for (size_t i = from + 1; i < stack.size(); ++i) {
    bool last = i + 1 == stack.size();
    builder.also(place_of(loaded, arrow(i)), last ? "and is closed here" : "goes on here");
  }
  builder.help("move what both need into a file of its own, and import that from both");
}

}  // namespace

void order_groups(LoadedSources& loaded, diag::Sink& sink) {
  enum class State : uint8_t { New, Open, Done };
  std::vector<State> states(loaded.groups.size(), State::New);
  // An explicit stack: a chain of imports may be as long as there are files.
  for (uint32_t start = 0; start < loaded.groups.size(); ++start) {
    if (states[start] != State::New) continue;
    std::vector<Visit> stack;
    auto open = [&](GroupId group) {
      states[group.index] = State::Open;
      stack.push_back({group, arrows_of(loaded, group)});
    };
    open(GroupId(start));
    while (!stack.empty()) {
      Visit& top = stack.back();
      if (top.next == top.arrows.size()) {
        states[top.group.index] = State::Done;
        loaded.order.push_back(top.group);
        stack.pop_back();
        continue;
      }
      Arrow arrow = top.arrows[top.next++];
      if (states[arrow.target.index] == State::New) {
        open(arrow.target);
      } else if (states[arrow.target.index] == State::Open) {
        size_t from = stack.size() - 1;
        while (stack[from].group != arrow.target) --from;
        // Files of one folder see each other's names anyway; importing them is harmless.
        if (from + 1 == stack.size() && loaded.groups[arrow.target].is_folder) continue;
        // Folders may name each other: it is files that would have to wait for one another, and kinds do not.
        bool only_folders = std::all_of(stack.begin() + static_cast<std::ptrdiff_t>(from), stack.end(),
                                        [&](const Visit& visit) { return loaded.groups[visit.group].is_folder; });
        if (only_folders) continue;
        complain(loaded, stack, from, sink);
        loaded.files[arrow.file].imports[arrow.import].target = GroupId();
      }
    }
  }
}

}  // namespace infra::sema
