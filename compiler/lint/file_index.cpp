#include "compiler/lint/file_index.h"

#include <concepts>

namespace infra::lint {
namespace {

using syntax::Ident;

class Indexer : public syntax::Walker {
 public:
  Indexer(const syntax::Ast& ast, FileIndex& index) : index_(index) {
    for (const syntax::Decl& decl : ast.decls) {
      // An output has a namespace of its own: nothing can hide it.
      if (std::holds_alternative<syntax::OutputDecl>(decl.node)) continue;
      if (Ident name = declared_name(decl); name.name.valid()) declared_.emplace(name.name.index, name.span);
    }
  }

  void decl(syntax::DeclId) override { index_.first_exprs.push_back(index_.exprs.size()); }
  void expr(syntax::ExprId id, syntax::ExprId parent) override { index_.exprs.push_back({id, parent}); }
  void entry(const syntax::Entry& entry) override {
    index_.entries.push_back(&entry);
    if (entry.key.valid()) index_.keys.insert(entry.key.index);
  }
  void head(const syntax::ForHead& head) override { index_.heads.push_back(&head); }
  void member(const Ident& name) override { index_.members.insert(name.name.index); }

  void use(const Ident& name) override {
    if (size_t* binding = find(name)) {
      index_.bindings[*binding].is_used = true;
    } else {
      index_.used.insert(name.name.index);
    }
  }
  void bind(const Ident& name, syntax::Binder binder) override {
    Binding binding{name, binder, false, Span(), false};
    if (const size_t* outer = find(name)) {
      binding.hides = index_.bindings[*outer].name.span;
    } else if (auto declared = declared_.find(name.name.index); declared != declared_.end()) {
      binding.hides = declared->second;
      binding.hides_declaration = true;
    }
    if (scopes_.empty()) scopes_.emplace_back();
    scopes_.back().emplace_back(name.name, index_.bindings.size());
    index_.bindings.push_back(binding);
  }
  void open_scope() override { scopes_.emplace_back(); }
  void close_scope() override { scopes_.pop_back(); }

 private:
  size_t* find(const Ident& name) {
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
      for (auto bound = scope->rbegin(); bound != scope->rend(); ++bound) {
        if (bound->first == name.name) return &bound->second;
      }
    }
    return nullptr;
  }

  FileIndex& index_;
  std::unordered_map<uint32_t, Span> declared_;
  std::vector<std::vector<std::pair<Name, size_t>>> scopes_;  ///< Innermost last: the index of each binding.
};

template <typename Node>
concept Named = requires(const Node& node) {
  { node.name } -> std::convertible_to<Ident>;
};

}  // namespace

syntax::Ident declared_name(const syntax::Decl& decl) {
  return std::visit(
      [](const auto& node) -> Ident {
        if constexpr (Named<std::decay_t<decltype(node)>>) {
          return node.name;
        } else {
          return {};
        }
      },
      decl.node);
}

FileIndex index_file(const syntax::Ast& ast) {
  FileIndex index;
  Indexer indexer(ast, index);
  syntax::walk(ast, indexer);
  return index;
}

}  // namespace infra::lint
