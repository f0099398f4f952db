// What a rule sees and how it speaks. A rule is one function in a file of its own under rules/.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compiler/diag/codes/lint.h"
#include "compiler/diag/sink.h"
#include "compiler/lint/file_index.h"
#include "compiler/sema/load/load.h"
#include "compiler/sema/program.h"
#include "compiler/source/source_map.h"
#include "compiler/syntax/ast.h"

namespace infra::lint {

/// The types that the checker gave to the expressions of a file, by place. A place has several where a value is converted.
using TypesByPlace = std::unordered_map<uint64_t, std::vector<types::TypeId>>;
inline uint64_t place_key(Span span) { return (uint64_t{span.begin} << 32) | span.end; }

/// One file, parsed, checked and free of errors.
struct Subject {
  const syntax::Ast& ast;
  const SourceFile& file;
  const Interner& names;
  const sema::Program& program;
  const FileIndex& index;
  const TypesByPlace& types;
  const sema::LoadedSources& sources;
  sema::ModuleId module;

  const syntax::Expr& expr(syntax::ExprId id) const { return ast.exprs[id]; }
  template <typename Node>
  const Node* as(syntax::ExprId id) const {
    return id.valid() ? std::get_if<Node>(&ast.exprs[id].node) : nullptr;
  }
  /// The expression inside of any parentheses.
  syntax::ExprId bare(syntax::ExprId id) const;
  /// `true` or `false` as written, in parentheses or not.
  std::optional<bool> literal_bool(syntax::ExprId id) const;
  /// The values that the checker gave to what is written at this place are all of this type.
  bool always(syntax::ExprId id, types::TypeKind kind) const;

  std::string_view text(Span span) const { return file.text().substr(span.begin, span.end - span.begin); }
  std::string_view text(syntax::ExprId id) const { return text(expr(id).span); }
  std::string_view text(const syntax::Ident& ident) const { return names.text(ident.name); }
};

/// Finds what it looks for and says so in the sink, with an edit where one is exact.
using Rule = void (*)(const Subject& subject, diag::Sink& sink);

/// Equal but for spaces, line breaks and comments. What is written alike means alike: expressions are pure.
bool same_tokens(std::string_view a, std::string_view b);

/// `text` where a single operand is wanted: in parentheses unless `node` is one already.
std::string as_operand(const syntax::ExprNode& node, std::string_view text);

/// The span of whole lines that `span` is alone on, with their last line break; `span` itself where it is not alone.
Span whole_lines(const Subject& subject, Span span);

}  // namespace infra::lint
