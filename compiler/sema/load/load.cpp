#include "compiler/sema/load/load.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>

#include "compiler/base/text.h"
#include "compiler/diag/codes/package.h"
#include "compiler/diag/codes/sema.h"
#include "compiler/diag/codes/source.h"
#include "compiler/sema/load/import_cycles.h"
#include "compiler/sema/load/known_files.h"
#include "compiler/sema/report.h"
#include "compiler/syntax/parse.h"

namespace infra::sema {

std::optional<std::string> resolve_path(std::string_view from, std::string_view path) {
  if (path.empty() || path.front() == '/') return std::nullopt;
  std::vector<std::string_view> parts;
  auto push = [&](std::string_view text) {
    while (true) {
      size_t slash = text.find('/');
      std::string_view part = text.substr(0, slash);
      if (part == "..") {
        if (parts.empty()) return false;
        parts.pop_back();
      } else if (!part.empty() && part != ".") {
        parts.push_back(part);
      }
      if (slash == std::string_view::npos) return true;
      text.remove_prefix(slash + 1);
    }
  };
  size_t folder = from.rfind('/');
  if (folder != std::string_view::npos) push(from.substr(0, folder));
  if (!push(path) || parts.empty()) return std::nullopt;
  std::string result;
  for (std::string_view part : parts) {
    if (!result.empty()) result += '/';
    result += part;
  }
  return result;
}

namespace {

/// `sites/shop.infra` declares names under `sites.shop`.
std::string qualifier_of(std::string_view path) {
  if (path.ends_with(".infra")) path.remove_suffix(6);
  std::string result(path);
  std::replace(result.begin(), result.end(), '/', '.');
  return result;
}

constexpr std::string_view kLibraryFile = "lib.infra";  ///< What `import shapes { … }` reads.

class Loader {
 public:
  /// `known` may be null.
  Loader(FileSystem& package, FileSystem& stdlib, std::vector<PackageFiles> packages, KnownFiles* known,
         SourceMap& sources, Interner& names, diag::Sink& sink)
      : stdlib_(stdlib), packages_(std::move(packages)), known_(known), sources_(sources), names_(names), sink_(sink) {
    if (packages_.empty()) packages_.push_back({"", "", &package});
  }

  LoadedSources run(const std::string& root, const std::vector<std::string>& policies) {
    std::optional<std::string> path = resolve_path("", root);
    if (!path) {
      sink_.emit(diag::OutsidePackage, Span(), root);
      return std::move(loaded_);
    }
    if (GroupId group = file_group({0, false}, *path, Span())) loaded_.root = loaded_.groups[group].files.front();
    for (const std::string& policy : policies) load_policies(policy);
    while (!pending_.empty()) {
      ModuleId id = pending_.front();
      pending_.pop_front();
      load_imports(id);
    }
    return std::move(loaded_);
  }

 private:
  /// Whose files: a package's or the stdlib's.
  struct Owner {
    uint32_t package = 0;
    bool is_std = false;
    friend auto operator<=>(const Owner&, const Owner&) = default;
  };

  static Owner owner_of(const LoadedFile& file) { return {file.package, file.is_std}; }
  const PackageFiles& package(Owner owner) const { return packages_[owner.package]; }

  std::string shown(Owner owner, const std::string& path) const {
    if (owner.is_std) return "std/" + path;
    return package(owner).label.empty() ? path : package(owner).label + "/" + path;
  }

  /// Reads and parses one file into `group`; complains at `place`, which is invalid for the root.
  bool add_file(GroupId group, const std::string& path, Owner owner, std::string qualifier, Span place) {
    if (loaded_.files.size() >= kMaxFiles) {
      sink_.emit(diag::TooManyFiles, place, kMaxFiles);
      return false;
    }
    FileSystem& files = owner.is_std ? stdlib_ : *package(owner).files;
    auto text = files.read(path, syntax::kMaxFileBytes);
    if (!text) {
      auto builder = report(sink_, text.error(), place);
      if (owner.is_std)
        builder.note("the stdlib of this installation is damaged: install it again");
      else if (text.error().code == diag::FileNotFound.code)
        suggest_near_file(builder, files, path);
      return false;
    }
    if (auto bad = first_invalid_utf8(*text)) {
      sink_.emit(diag::InvalidUtf8, place, path, static_cast<uint8_t>((*text)[*bad]), *bad)
          .help("save the file as UTF-8");
      return false;
    }
    FileId file = sources_.add(shown(owner, path), std::move(*text));
    LoadedFile loaded;
    loaded.file = file;
    loaded.ast =
        known_ ? parse_known(*known_, file, sources_, names_, sink_) : syntax::parse(file, sources_, names_, sink_);
    loaded.path = path;
    loaded.qualifier = std::move(qualifier);
    loaded.shown = shown(owner, path);
    loaded.is_std = owner.is_std;
    loaded.package = owner.package;
    loaded.files = &files;
    loaded.group = group;
    ModuleId id = loaded_.files.add(std::move(loaded));
    loaded_.groups[group].files.push_back(id);
    pending_.push_back(id);
    return true;
  }

  /// Beside where the file should be: the same with the end of its name, or one that is called nearly so.
  void suggest_near_file(diag::Builder& builder, FileSystem& files, const std::string& path) {
    const size_t slash = path.rfind('/');
    const std::string name = path.substr(slash == path.npos ? 0 : slash + 1);
    auto beside = files.list(slash == path.npos ? "" : path.substr(0, slash));
    if (!beside) return;
    std::vector<std::string_view> candidates;
    for (const std::string& each : *beside) {
      if (each.ends_with(".infra")) candidates.push_back(each);
    }
    std::sort(candidates.begin(), candidates.end());
    if (std::find(candidates.begin(), candidates.end(), name + ".infra") != candidates.end())
      builder.help(fmt::format("a file is named in full: `{}.infra`", name));
    else if (auto near = nearest(name, candidates))
      builder.help(fmt::format("did you mean `{}`?", *near));
  }

  /// The name that the file of a package is imported by, which is also what stands before its declarations.
  std::string import_name(Owner owner, const std::string& path) const {
    const std::string& name = package(owner).name;
    return path == kLibraryFile ? name : name + "." + qualifier_of(path);
  }

  GroupId file_group(Owner owner, const std::string& path, Span place) {
    auto [known, is_new] = groups_.try_emplace({owner, path}, GroupId());
    if (!is_new) return known->second;
    bool of_root = !owner.is_std && owner.package == 0;
    std::string qualifier = owner.is_std ? "std." + qualifier_of(path)
                            : of_root    ? qualifier_of(path)
                                         : import_name(owner, path);
    // The plan names a kind by these: `shapes/cell.infra` of the root and `cell.infra` of a package `shapes`.
    auto [other, is_own] = qualifiers_.try_emplace(qualifier, shown(owner, path));
    if (!is_own) {
      sink_.emit(diag::QualifiersCollide, place, other->second, shown(owner, path), qualifier)
          .help("rename the file or the folder that is your own");
      return GroupId();
    }
    GroupId group = loaded_.groups.add({of_root || owner.is_std ? "./" + path : qualifier, false, {}});
    if (add_file(group, path, owner, std::move(qualifier), place)) known->second = group;
    return known->second;
  }

  GroupId folder_group(const std::string& folder, const std::string& name, Span place) {
    auto [known, is_new] = groups_.try_emplace({Owner{0, true}, folder + "/"}, GroupId());
    if (!is_new) return known->second;
    auto listed = stdlib_.list(folder);
    std::vector<std::string> infra_files;
    if (listed) {
      for (const std::string& entry : *listed) {
        if (entry.ends_with(".infra")) infra_files.push_back(entry);
      }
    }
    if (infra_files.empty()) {
      auto builder = sink_.emit(diag::UnknownStdModule, place, name);
      builder.label("the stdlib has no such module");
      suggest_std_module(builder, folder);
      return GroupId();
    }
    // The order of a directory is the disk's business.
    std::sort(infra_files.begin(), infra_files.end());
    qualifiers_.try_emplace(name, "std/" + folder);
    GroupId group = loaded_.groups.add({name, true, {}});
    known->second = group;
    for (const std::string& entry : infra_files) {
      if (!add_file(group, folder + "/" + entry, Owner{0, true}, name, place)) known->second = GroupId();
    }
    return known->second;
  }

  void suggest_std_module(diag::Builder& builder, std::string_view folder) {
    auto modules = stdlib_.list("");
    if (!modules) return;
    std::vector<std::string_view> candidates;
    for (const std::string& entry : *modules) {
      if (entry.find('.') == std::string::npos) candidates.push_back(entry);
    }
    std::sort(candidates.begin(), candidates.end());
    if (auto best = nearest(folder, candidates))
      builder.help(fmt::format("did you mean `std.{}`?", *best));
    else if (!candidates.empty())
      builder.help("it has " + list_names(candidates));
  }

  GroupId resolve(const syntax::ImportDecl& import, const LoadedFile& from) {
    if (import.file_span.valid()) {
      std::optional<std::string> path = resolve_path(from.path, import.file);
      if (!path) {
        sink_.emit(diag::OutsidePackage, import.file_span, import.file)
            .label("not beneath the package's folder")
            .help(
                "a program reads only files beneath its package's folder, which holds `infra.toml` or the root file: "
                "move the file there");
        return GroupId();
      }
      return file_group(owner_of(from), *path, import.file_span);
    }
    if (import.path.empty()) return GroupId();  // a syntax error, already given
    std::string name;
    for (const syntax::Ident& part : import.path) {
      if (!part.name.valid()) return GroupId();
      if (!name.empty()) name += '.';
      name += names_.text(part.name);
    }
    Span place = import.path.front().span.to(import.path.back().span);
    if (!name.starts_with("std.")) return package_group(from, name, place, import.alias.name.valid());
    if (import.alias.name.valid()) {
      sink_.emit(diag::WrongSymbol, place, name, "a folder of files", "a module")
          .help(fmt::format("take the names that you need: `import {} {{ … }}`", name));
      return GroupId();
    }
    std::string folder = name.substr(4);
    std::replace(folder.begin(), folder.end(), '.', '/');
    return folder_group(folder, name, place);
  }

  /// `shapes` is the package's `lib.infra`, `shapes.sites.cell` its `sites/cell.infra`.
  GroupId package_group(const LoadedFile& from, const std::string& name, Span place, bool has_alias) {
    const auto& dependencies = packages_[from.package].dependencies;
    std::string head = name.substr(0, name.find('.'));
    auto found = from.is_std ? dependencies.end() : dependencies.find(head);
    if (found == dependencies.end() && has_alias) {
      auto builder = sink_.emit(diag::NoSchema, place, name);
      builder.label("neither a dependency nor a provider whose schema is installed");
      std::vector<std::string_view> candidates;
      for (const auto& [dependency, index] : dependencies) candidates.push_back(dependency);
      if (auto near = nearest(head, candidates))
        builder.help(fmt::format("did you mean the package `{}`?", *near));
      else
        builder.help("a provider's kinds can be declared in a file: `import \"./provider.infra\" as name`");
      return GroupId();
    }
    if (found == dependencies.end()) {
      auto builder = sink_.emit(diag::UnknownPackage, place, name);
      builder.label("neither the stdlib nor a dependency");
      std::vector<std::string_view> candidates = {"std"};
      for (const auto& [dependency, index] : dependencies) candidates.push_back(dependency);
      if (auto near = nearest(head, candidates); near && *near != head)
        builder.help(fmt::format("did you mean `{}`?", *near));
      else
        builder.help(
            fmt::format("`infra add {} …` makes it a dependency; `import \"./file.infra\" as file` is a file of "
                        "this package",
                        head));
      return GroupId();
    }
    std::string path(kLibraryFile);
    if (head.size() < name.size()) {
      path = name.substr(head.size() + 1) + ".infra";
      std::replace(path.begin(), path.end() - 6, '.', '/');
    }
    Owner owner{found->second, false};
    if (auto files = package(owner).files->list(path.substr(0, path.rfind('/') == path.npos ? 0 : path.rfind('/')));
        !files || std::find(files->begin(), files->end(), path.substr(path.rfind('/') + 1)) == files->end()) {
      auto builder = sink_.emit(diag::PackageHasNo, place, head, path);
      builder.label(fmt::format("this is the file `{}` of the package", path));
      suggest_file(builder, owner, name);
      return GroupId();
    }
    return file_group(owner, path, place);
  }

  void suggest_file(diag::Builder& builder, Owner owner, const std::string& name) {
    auto files = package(owner).files->list("");
    if (!files) return;
    std::vector<std::string> names;
    for (const std::string& file : *files) {
      if (file.ends_with(".infra")) names.push_back(import_name(owner, file));
    }
    std::vector<std::string_view> candidates(names.begin(), names.end());
    std::sort(candidates.begin(), candidates.end());
    if (auto near = nearest(name, candidates))
      builder.help(fmt::format("did you mean `{}`?", *near));
    else if (!candidates.empty())
      builder.help("it has " + list_names(candidates));
  }

  /// What `--policy` names.
  void load_policies(const std::string& name) {
    GroupId group;
    if (name.starts_with("std.")) {
      std::string folder = name.substr(4);
      std::replace(folder.begin(), folder.end(), '.', '/');
      group = folder_group(folder, name, Span());
    } else if (auto path = resolve_path("", name)) {
      group = file_group({0, false}, *path, Span());
    } else {
      sink_.emit(diag::OutsidePackage, Span(), name)
          .help("a program reads only files beneath the folder of its root file: move the file there");
    }
    if (group.valid()) loaded_.policies.push_back(group);
  }

  /// `enforce std.a.b` and `waive std.a.b`: the folder `a/b`, or `b` in the folder `a`.
  void load_named(ModuleId id, syntax::DeclId decl, syntax::List<syntax::Ident> path) {
    if (path.size() < 2 || !path.front().name.valid() || names_.text(path.front().name) != "std") return;
    std::string name = "std", folder;
    for (const syntax::Ident& part : path.drop_front()) {
      if (!part.name.valid()) return;
      if (&part == &path.back() && path.size() > 2 && !has_files(folder + "/" + std::string(names_.text(part.name)))) {
        Span place = path.front().span.to(part.span);
        loaded_.files[id].named.push_back({decl, folder_group(folder, name, place), part});
        return;
      }
      name += fmt::format(".{}", names_.text(part.name));
      if (!folder.empty()) folder += '/';
      folder += names_.text(part.name);
    }
    GroupId group = folder_group(folder, name, path.front().span.to(path.back().span));
    loaded_.files[id].named.push_back({decl, group, {}});
  }

  bool has_files(const std::string& folder) {
    auto listed = stdlib_.list(folder);
    return listed && std::any_of(listed->begin(), listed->end(),
                                 [](const std::string& entry) { return entry.ends_with(".infra"); });
  }

  void load_imports(ModuleId id) {
    // Indexed: the tables grow while imports are loaded.
    for (uint32_t i = 0; i < loaded_.files[id].ast.decls.size(); ++i) {
      const LoadedFile& file = loaded_.files[id];
      const syntax::DeclNode& node = file.ast.decls[syntax::DeclId(i)].node;
      if (auto* enforce = std::get_if<syntax::EnforceDecl>(&node)) {
        load_named(id, syntax::DeclId(i), enforce->path);
        continue;
      }
      if (auto* waive = std::get_if<syntax::WaiveDecl>(&node)) {
        load_named(id, syntax::DeclId(i), waive->policy);
        continue;
      }
      const auto* import = std::get_if<syntax::ImportDecl>(&node);
      if (!import) continue;
      syntax::ImportDecl copy = *import;
      GroupId target = resolve(copy, file);
      loaded_.files[id].imports.push_back({syntax::DeclId(i), target});
    }
  }

  FileSystem& stdlib_;
  std::vector<PackageFiles> packages_;
  KnownFiles* known_;
  SourceMap& sources_;
  Interner& names_;
  diag::Sink& sink_;
  LoadedSources loaded_;
  std::deque<ModuleId> pending_;
  /// Invalid while loading failed: complained about once. A folder of the stdlib ends in `/`.
  std::map<std::pair<Owner, std::string>, GroupId> groups_;
  std::map<std::string, std::string> qualifiers_;  ///< To the file that has it.
};

}  // namespace

LoadedSources load(FileSystem& package, FileSystem& stdlib, std::vector<PackageFiles> packages, const std::string& root,
                   const std::vector<std::string>& policies, SourceMap& sources, Interner& names, diag::Sink& sink) {
  LoadedSources loaded =
      Loader(package, stdlib, std::move(packages), nullptr, sources, names, sink).run(root, policies);
  loaded.stdlib = &stdlib;
  order_groups(loaded, sink);
  return loaded;
}

LoadedSources load(KnownFiles& known, FileSystem& package, FileSystem& stdlib, std::vector<PackageFiles> packages,
                   const std::string& root, const std::vector<std::string>& policies, SourceMap& sources,
                   Interner& names, diag::Sink& sink) {
  LoadedSources loaded = Loader(package, stdlib, std::move(packages), &known, sources, names, sink).run(root, policies);
  loaded.stdlib = &stdlib;
  order_groups(loaded, sink);
  return loaded;
}

}  // namespace infra::sema
