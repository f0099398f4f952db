#include "compiler/sema/load/load.h"
#include "compiler/diag/codes/syntax.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>

#include "compiler/base/text.h"
#include "compiler/diag/codes/sema.h"
#include "compiler/diag/codes/source.h"
#include "compiler/sema/load/import_cycles.h"
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

class Loader {
 public:
  Loader(FileSystem& package, FileSystem& stdlib, SourceMap& sources, Interner& names, diag::Sink& sink)
      : package_(package), stdlib_(stdlib), sources_(sources), names_(names), sink_(sink) {}

  LoadedSources run(const std::string& root) {
    std::optional<std::string> path = resolve_path("", root);
    if (!path) {
      sink_.emit(diag::OutsidePackage, Span(), root);
      return std::move(loaded_);
    }
    if (GroupId group = file_group(*path, false, Span())) loaded_.root = loaded_.groups[group].files.front();
    while (!pending_.empty()) {
      ModuleId id = pending_.front();
      pending_.pop_front();
      load_imports(id);
    }
    return std::move(loaded_);
  }

 private:
  /// Reads and parses one file into `group`; complains at `place`, which is invalid for the root.
  bool add_file(GroupId group, const std::string& path, bool is_std, std::string qualifier, Span place) {
    if (loaded_.files.size() >= kMaxFiles) {
      sink_.emit(diag::TooManyFiles, place, kMaxFiles);
      return false;
    }
    FileSystem& files = is_std ? stdlib_ : package_;
    auto text = files.read(path, syntax::kMaxFileBytes);
    if (!text) {
      auto builder = report(sink_, text.error(), place);
      if (is_std) builder.note("the stdlib of this installation is damaged: install it again");
      return false;
    }
    if (auto bad = first_invalid_utf8(*text)) {
      sink_.emit(diag::InvalidUtf8, place, path, static_cast<uint8_t>((*text)[*bad]), *bad)
          .help("save the file as UTF-8");
      return false;
    }
    FileId file = sources_.add(is_std ? "std/" + path : path, std::move(*text));
    LoadedFile loaded;
    loaded.file = file;
    loaded.ast = syntax::parse(file, sources_, names_, sink_);
    loaded.path = path;
    loaded.qualifier = std::move(qualifier);
    loaded.is_std = is_std;
    loaded.group = group;
    ModuleId id = loaded_.files.add(std::move(loaded));
    loaded_.groups[group].files.push_back(id);
    pending_.push_back(id);
    return true;
  }

  GroupId file_group(const std::string& path, bool is_std, Span place) {
    auto [known, is_new] = groups_.try_emplace((is_std ? "std:" : "") + path, GroupId());
    if (!is_new) return known->second;
    GroupId group = loaded_.groups.add({"./" + path, false, {}});
    if (add_file(group, path, is_std, (is_std ? "std." : "") + qualifier_of(path), place)) known->second = group;
    return known->second;
  }

  GroupId folder_group(const std::string& folder, const std::string& name, Span place) {
    auto [known, is_new] = groups_.try_emplace("std folder:" + folder, GroupId());
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
    GroupId group = loaded_.groups.add({name, true, {}});
    known->second = group;
    for (const std::string& entry : infra_files) {
      if (!add_file(group, folder + "/" + entry, true, name, place)) known->second = GroupId();
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
            .label("not beneath the root file's folder")
            .help("a program reads only files beneath the folder of its root file: move the file there");
        return GroupId();
      }
      return file_group(*path, from.is_std, import.file_span);
    }
    if (import.path.empty()) return GroupId();  // a syntax error, already given
    if (import.alias.name.valid()) {
      sink_.emit(diag::NotCheckedYet, import.alias.span, "the import of a package");
      return GroupId();
    }
    std::string name;
    for (const syntax::Ident& part : import.path) {
      if (!part.name.valid()) return GroupId();
      if (!name.empty()) name += '.';
      name += names_.text(part.name);
    }
    Span place = import.path.front().span.to(import.path.back().span);
    if (!name.starts_with("std.")) {
      sink_.emit(diag::UnknownPackage, place, name)
          .label("neither the stdlib nor a file")
          .help("write `import std.net { … }` for the stdlib, `import \"./file.infra\" as file` for a file");
      return GroupId();
    }
    std::string folder = name.substr(4);
    std::replace(folder.begin(), folder.end(), '.', '/');
    return folder_group(folder, name, place);
  }

  void load_imports(ModuleId id) {
    // Indexed: the tables grow while imports are loaded.
    for (uint32_t i = 0; i < loaded_.files[id].ast.decls.size(); ++i) {
      const LoadedFile& file = loaded_.files[id];
      const auto* import = std::get_if<syntax::ImportDecl>(&file.ast.decls[syntax::DeclId(i)].node);
      if (!import) continue;
      syntax::ImportDecl copy = *import;
      GroupId target = resolve(copy, file);
      loaded_.files[id].imports.push_back({syntax::DeclId(i), target});
    }
  }

  FileSystem& package_;
  FileSystem& stdlib_;
  SourceMap& sources_;
  Interner& names_;
  diag::Sink& sink_;
  LoadedSources loaded_;
  std::deque<ModuleId> pending_;
  std::map<std::string, GroupId> groups_;  // invalid while loading failed: complained about once
};

}  // namespace

LoadedSources load(FileSystem& package, FileSystem& stdlib, const std::string& root, SourceMap& sources,
                   Interner& names, diag::Sink& sink) {
  LoadedSources loaded = Loader(package, stdlib, sources, names, sink).run(root);
  order_groups(loaded, sink);
  return loaded;
}

}  // namespace infra::sema
