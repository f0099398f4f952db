#include "compiler/sema/check/renames.h"

#include <algorithm>
#include <map>

#include "compiler/base/text.h"
#include "compiler/diag/codes/sema.h"

namespace infra::sema {
namespace {

std::string dotted(const std::vector<std::string>& path) {
  std::string out;
  for (const std::string& part : path) out += (out.empty() ? "" : ".") + part;
  return out;
}

std::vector<std::string> path_of(CheckContext& c, syntax::List<syntax::Ident> path) {
  std::vector<std::string> parts;
  for (const syntax::Ident& part : path) {
    if (!part.name.valid()) return {};
    parts.emplace_back(c.text(part.name));
  }
  return parts;
}

Span span_of_path(syntax::List<syntax::Ident> path) { return path.begin()->span.to((path.end() - 1)->span); }

/// Where a resource or module use is declared that a path leads to, through module uses; an invalid span for nowhere.
Span declared_at(CheckContext& c, ModuleId module, const std::vector<std::string>& path) {
  for (size_t i = 0; i < path.size(); ++i) {
    const Module& at = c.program.modules[module];
    bool is_last = i + 1 == path.size();
    if (is_last) {
      for (const Resource& resource : at.resources) {
        if (c.text(resource.name) == path[i]) return resource.span;
      }
    }
    auto use = std::find_if(at.uses.begin(), at.uses.end(), [&](const Use& u) { return c.text(u.name) == path[i]; });
    if (use == at.uses.end() || use->is_provider) return {};
    if (is_last) return use->span;
    if (!use->module.valid()) return {};
    module = use->module;
  }
  return {};
}

class RenameChecker {
 public:
  RenameChecker(CheckContext& c, ModuleId id) : c_(c), id_(id) {}

  void run() {
    const syntax::Ast& ast = c_.loaded.files[id_].ast;
    for (const syntax::Decl& decl : ast.decls) {
      if (auto* renamed = std::get_if<syntax::RenamedDecl>(&decl.node)) add(*renamed, decl.span);
    }
    if (!refuse_circles()) return;
    for (const Entry& entry : entries_) {
      if (check_ends(entry)) c_.program.modules[id_].renames.push_back(entry.rename);
    }
  }

 private:
  struct Entry {
    Rename rename;
    Span from_span, to_span;
  };

  void add(const syntax::RenamedDecl& decl, Span span) {
    Entry entry;
    entry.rename = {path_of(c_, decl.from), path_of(c_, decl.to), span};
    if (entry.rename.from.empty() || entry.rename.to.empty()) return;  // a syntax error, already given
    entry.from_span = span_of_path(decl.from);
    entry.to_span = span_of_path(decl.to);
    auto as_from = by_from_.find(entry.rename.from);
    bool same_from = as_from != by_from_.end();
    auto as_to = by_to_.find(entry.rename.to);
    if (same_from || as_to != by_to_.end()) {
      const Entry& other = entries_[same_from ? as_from->second : as_to->second];
      c_.sink
          .emit(diag::RenamedTwice, same_from ? entry.from_span : entry.to_span,
                dotted(same_from ? entry.rename.from : entry.rename.to))
          .label(same_from ? "it can have become one thing only" : "it can have been one thing only")
          .also(other.rename.span, "first said here");
      return;
    }
    by_from_[entry.rename.from] = by_to_[entry.rename.to] = entries_.size();
    entries_.push_back(std::move(entry));
  }

  const Entry* from(const std::vector<std::string>& path) const {
    auto found = by_from_.find(path);
    return found == by_from_.end() ? nullptr : &entries_[found->second];
  }

  /// Each name has one that follows it and one that it follows, so that what does not begin a chain is in a circle.
  bool refuse_circles() {
    std::vector<bool> passed(entries_.size());
    for (size_t i = 0; i < entries_.size(); ++i) {
      if (passed[i]) continue;
      const Entry& start = entries_[i];
      std::vector<const Entry*> links;
      for (const Entry* at = &start; at != nullptr; at = from(at->rename.to)) {
        auto index = static_cast<size_t>(at - entries_.data());
        if (passed[index]) break;
        passed[index] = true;
        links.push_back(at);
      }
      if (links.back()->rename.to != start.rename.from) continue;
      constexpr size_t kShown = 20;
      std::string way = fmt::format("`{}`", dotted(start.rename.from));
      for (size_t link = 0; link < links.size(); ++link) {
        if (link == kShown) way += " → …";
        if (link < kShown || link + 1 == links.size()) way += fmt::format(" → `{}`", dotted(links[link]->rename.to));
      }
      c_.sink.emit(diag::RenamedInCircle, start.rename.span, way)
          .label("leads back to where it began")
          .help("say what each is called now: one line from the first name, none back");
      return false;
    }
    return true;
  }

  /// False after a report.
  bool check_ends(const Entry& entry) {
    if (Span now = declared_at(c_, id_, entry.rename.from); now.valid()) {
      c_.sink
          .emit(diag::RenamedAway, now, dotted(entry.rename.from), dotted(entry.rename.to), dotted(entry.rename.from))
          .label("declared again here")
          .also(entry.rename.span, "renamed away here")
          .help("an address that something had keeps belonging to it: choose another name for the new one");
      return false;
    }
    if (from(entry.rename.to) != nullptr || declared_at(c_, id_, entry.rename.to).valid()) return true;
    auto builder = c_.sink.emit(diag::RenamedToNothing, entry.to_span, dotted(entry.rename.to));
    builder.label("no resource or module is called so");
    std::vector<std::string_view> names;
    const Module& module = c_.program.modules[id_];
    for (const Resource& resource : module.resources) names.push_back(c_.text(resource.name));
    for (const Use& use : module.uses) names.push_back(c_.text(use.name));
    if (auto best = nearest(dotted(entry.rename.to), names))
      builder.help(fmt::format("did you mean `{}`?", *best))
          .fix(entry.to_span, *best, fmt::format("write `{}`", *best));
    else
      builder.help("where it was removed for good, leave out this line");
    return false;
  }

  CheckContext& c_;
  ModuleId id_;
  std::vector<Entry> entries_;
  std::map<std::vector<std::string>, size_t> by_from_, by_to_;
};

}  // namespace

void check_renames(CheckContext& c, ModuleId module) { RenameChecker(c, module).run(); }

}  // namespace infra::sema
