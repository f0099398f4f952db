#include "compiler/document/collect.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "compiler/diag/table.h"
#include "compiler/syntax/parse.h"
#include "compiler/value/builtin.h"

namespace infra::document {
namespace {

/// Folders inside of folders that are looked into.
constexpr size_t kDeepest = 16;

/// Source on one line, single spaces, and without the last comma of a list that had a line for each item.
std::string one_line(std::string_view text) {
  std::string out;
  bool quoted = false, was_broken = false;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    was_broken = space && (was_broken || c == '\n');
    if (c == '"' && (i == 0 || text[i - 1] != '\\')) quoted = !quoted;
    if (!space) {
      if (!quoted && (c == ']' || c == ')') && out.ends_with(", ")) out.resize(out.size() - 2);
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      bool opened = was_broken && !quoted && (out.back() == '[' || out.back() == '(');
      if (!opened) out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

/// The words in a piece of source: names that it may mean.
std::set<std::string> words_of(std::string_view text) {
  std::set<std::string> words;
  std::string word;
  for (size_t i = 0; i <= text.size(); ++i) {
    char c = i < text.size() ? text[i] : ' ';
    if (std::isalnum(static_cast<unsigned char>(c)) || c == '_') {
      word += c;
    } else if (!word.empty()) {
      words.insert(std::move(word));
      word.clear();
    }
  }
  return words;
}

/// The declarations of one file, as they are written.
class Reader {
 public:
  Reader(const SourceMap& sources, const Interner& names, const syntax::Ast& ast)
      : sources_(sources), names_(names), ast_(ast) {}

  void read(Module& module) {
    if (!ast_.doc.empty()) module.doc += (module.doc.empty() ? "" : "\n\n") + std::string(ast_.doc);
    for (const syntax::Decl& decl : ast_.decls) {
      Item item;
      item.doc = decl.doc;
      item.place = decl.span;
      if (std::visit([&](const auto& node) { return read(node, decl, item); }, decl.node)) {
        (is_shown(decl, item) ? shown_ : hidden_).push_back(std::move(item));
      }
    }
    show_mentioned();
    for (Item& item : shown_) module.items.push_back(std::move(item));
  }

 private:
  std::string text(Span span) const { return span.valid() ? one_line(sources_.text(span)) : ""; }
  std::string name(const syntax::Ident& ident) const {
    return ident.name.valid() ? std::string(names_.text(ident.name)) : "";
  }
  std::string text(syntax::TypeId type) const { return type.valid() ? text(ast_.types[type].span) : ""; }
  std::string text(syntax::ExprId expr) const { return expr.valid() ? text(ast_.exprs[expr].span) : ""; }

  static bool is_shown(const syntax::Decl& decl, const Item& item) {
    return decl.is_public || item.sort == Sort::Param || item.sort == Sort::Output;
  }

  /// Types that a shown signature mentions are part of it, `pub` or not.
  void show_mentioned() {
    for (size_t i = 0; i < shown_.size(); ++i) {
      std::set<std::string> words = words_of(shown_[i].signature);
      for (const auto* fields : {&shown_[i].fields, &shown_[i].results}) {
        for (const Field& field : *fields) words.merge(words_of(field.type));
      }
      for (size_t h = 0; h < hidden_.size();) {
        bool is_type = hidden_[h].sort == Sort::Type || hidden_[h].sort == Sort::Enum || hidden_[h].sort == Sort::Kind;
        if (is_type && words.contains(hidden_[h].name)) {
          shown_.push_back(std::move(hidden_[h]));
          hidden_.erase(hidden_.begin() + static_cast<std::ptrdiff_t>(h));
        } else {
          ++h;
        }
      }
    }
  }

  std::vector<std::string> rules(syntax::List<syntax::Where> wheres) const {
    std::vector<std::string> out;
    for (const syntax::Where& where : wheres) out.push_back(text(where.span));
    return out;
  }

  std::vector<Field> fields(syntax::List<syntax::FieldDecl> list) const {
    std::vector<Field> out;
    for (const syntax::FieldDecl& field : list) {
      Field to;
      auto mark = [&](bool is_set, std::string_view word) {
        if (is_set) to.marks += (to.marks.empty() ? "" : " ") + std::string(word);
      };
      mark(field.is_unique, "unique");
      mark(field.is_exclusive, "exclusive");
      mark(field.is_find, "find");
      mark(field.edge == syntax::EdgeMark::Contains, "contains");
      mark(field.edge == syntax::EdgeMark::Points, "points");
      mark(field.edge == syntax::EdgeMark::Reaches, "reaches");
      mark(field.edge == syntax::EdgeMark::Permits, "permits");
      mark(field.edge == syntax::EdgeMark::Spans, "spans");
      to.name = name(field.name);
      to.type = text(field.type);
      to.default_value = text(field.default_value);
      to.rules = rules(field.wheres);
      to.doc = field.doc;
      to.place = field.span;
      out.push_back(std::move(to));
    }
    return out;
  }

  /// A `let`, `param` or the like, whose signature is all of it.
  bool simple(Sort sort, const syntax::Ident& ident, const syntax::Decl& decl, Item& item) const {
    item.sort = sort;
    item.name = name(ident);
    item.signature = text(decl.span);
    return !item.name.empty();
  }

  template <typename Node>
  bool read(const Node&, const syntax::Decl&, Item&) const {
    return false;  // nothing that others see
  }
  bool read(const syntax::ParamDecl& node, const syntax::Decl& decl, Item& item) const {
    return simple(Sort::Param, node.name, decl, item);
  }
  bool read(const syntax::LetDecl& node, const syntax::Decl& decl, Item& item) const {
    return simple(Sort::Value, node.name, decl, item);
  }
  bool read(const syntax::OutputDecl& node, const syntax::Decl& decl, Item& item) const {
    bool found = simple(Sort::Output, node.name, decl, item);
    item.signature = fmt::format("output {}: {}", item.name, text(node.type));
    return found;
  }
  bool read(const syntax::TypeDecl& node, const syntax::Decl& decl, Item& item) const {
    bool found = simple(Sort::Type, node.name, decl, item);
    if (node.type.valid()) {
      if (const auto* record = std::get_if<syntax::RecordType>(&ast_.types[node.type].node)) {
        item.fields = fields(record->fields);
        item.signature = fmt::format("{}type {}", decl.is_public ? "pub " : "", item.name);
      }
    }
    return found;
  }
  bool read(const syntax::EnumDecl& node, const syntax::Decl& decl, Item& item) const {
    bool found = simple(Sort::Enum, node.name, decl, item);
    item.signature = fmt::format("{}enum {}", decl.is_public ? "pub " : "", item.name);
    for (const syntax::EnumMember& member : node.members) {
      Field to;
      to.name = name(member.name);
      std::string whole = text(member.span);
      size_t open = member.has_payload ? whole.find('(') : std::string::npos;
      if (open != std::string::npos) to.type = whole.substr(open);
      to.doc = member.doc;
      to.place = member.span;
      item.fields.push_back(std::move(to));
    }
    return found;
  }
  bool read(const syntax::KindDecl& node, const syntax::Decl& decl, Item& item) const {
    bool found = simple(Sort::Kind, node.name, decl, item);
    item.lifecycle = name(node.lifecycle);
    item.signature = item.signature.substr(0, item.signature.find(" {"));
    item.fields = fields(node.fields);
    item.results = fields(node.results);
    return found;
  }

  bool read(const syntax::FnDecl& node, const syntax::Decl& decl, Item& item) const {
    bool found = simple(Sort::Function, node.name, decl, item);
    // Without what it computes.
    if (node.body.valid()) item.signature = text({decl.span.file, decl.span.begin, ast_.exprs[node.body].span.begin});
    while (item.signature.ends_with('=') || item.signature.ends_with(' ')) item.signature.pop_back();
    return found;
  }
  bool read(const syntax::PolicyDecl& node, const syntax::Decl& decl, Item& item) const {
    bool found = simple(Sort::Policy, node.name, decl, item);
    item.signature = item.signature.substr(0, item.signature.find(" {"));
    return found;
  }

  const SourceMap& sources_;
  const Interner& names_;
  const syntax::Ast& ast_;
  std::vector<Item> shown_, hidden_;
};

/// A file as a part of `module`; false when it cannot be read, which has been said.
bool read_file(FileSystem& files, const std::string& path, std::string shown, Module& module, SourceMap& sources,
               diag::Sink& sink) {
  auto text = files.read(path, syntax::kMaxFileBytes);
  if (!text) {
    diag::Diagnostic d;
    const diag::Entry* entry = diag::find(text.error().code);
    d.code = entry ? entry->code : std::string_view("E0055");
    d.message = text.error().message;
    sink.add(std::move(d));
    return false;
  }
  FileId file = sources.add(std::move(shown), std::move(*text));
  Interner names;
  syntax::Ast ast = syntax::parse(file, sources, names, sink);
  Reader(sources, names, ast).read(module);
  return true;
}

/// Sorts together, in the order of the enum; within one as written.
void arrange(Documentation& documentation) {
  for (Module& module : documentation.modules) {
    std::stable_sort(module.items.begin(), module.items.end(),
                     [](const Item& a, const Item& b) { return a.sort < b.sort; });
  }
  std::stable_sort(documentation.modules.begin(), documentation.modules.end(),
                   [](const Module& a, const Module& b) { return a.name < b.name; });
}

void add_builtins(Documentation& documentation) {
  std::map<std::string, Module> by_receiver;
  for (const value::Builtin* builtin : value::builtins()) {
    Item item;
    item.sort = Sort::Builtin;
    item.name = builtin->name;
    item.signature = builtin->signature;
    item.doc = builtin->doc;
    item.example = builtin->example;
    // All lists are one page, whatever is in them.
    std::string receiver(builtin->on.substr(0, builtin->on.find('<')));
    Module& module = by_receiver[receiver];
    module.name = receiver.empty() ? "functions" : receiver;
    module.items.push_back(std::move(item));
  }
  for (auto& [receiver, module] : by_receiver) documentation.modules.push_back(std::move(module));
}

}  // namespace

Result<std::vector<std::string>> find_files(FileSystem& files, const std::string& root) {
  std::vector<std::string> found;
  std::vector<std::pair<std::string, size_t>> folders = {{root, 0}};
  while (!folders.empty() && found.size() < kMostFiles) {
    auto [folder, depth] = folders.back();
    folders.pop_back();
    auto names = files.list(folder);
    if (!names) {
      if (folder == root) return fail(names.error());
      continue;  // no folder, or none that may be read
    }
    for (const std::string& name : *names) {
      if (name.starts_with('.')) continue;
      std::string path = folder.empty() ? name : folder + "/" + name;
      if (name.ends_with(".infra")) {
        found.push_back(std::move(path));
      } else if (name.find('.') == std::string::npos && depth < kDeepest) {
        folders.emplace_back(std::move(path), depth + 1);
      }
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

Documentation collect_package(FileSystem& files, const std::vector<std::string>& paths, std::string title,
                              SourceMap& sources, diag::Sink& sink) {
  Documentation out;
  out.title = std::move(title);
  for (const std::string& path : paths) {
    Module module;
    module.name = path.substr(0, path.size() - std::string_view(".infra").size());
    if (read_file(files, path, path, module, sources, sink)) out.modules.push_back(std::move(module));
  }
  arrange(out);
  return out;
}

Documentation collect_stdlib(FileSystem& files, const std::vector<std::string>& paths, SourceMap& sources,
                             diag::Sink& sink) {
  Documentation out;
  out.title = "The standard library";
  std::map<std::string, Module> by_folder;
  for (const std::string& path : paths) {
    std::string name = "std." + path.substr(0, path.rfind('/'));
    std::replace(name.begin(), name.end(), '/', '.');
    Module& module = by_folder[name];
    module.name = name;
    read_file(files, path, "std/" + path, module, sources, sink);
  }
  for (auto& [name, module] : by_folder) out.modules.push_back(std::move(module));
  arrange(out);
  add_builtins(out);
  return out;
}

std::string_view heading(Sort sort) {
  constexpr std::string_view kHeadings[] = {"Params",    "Outputs", "Kinds",    "Types",    "Enums",
                                            "Functions", "Values",  "Policies", "Functions"};
  return kHeadings[static_cast<size_t>(sort)];
}

std::string_view noun(Sort sort) {
  constexpr std::string_view kNouns[] = {"param",    "output", "kind",   "type",    "enum",
                                         "function", "value",  "policy", "function"};
  return kNouns[static_cast<size_t>(sort)];
}

}  // namespace infra::document
