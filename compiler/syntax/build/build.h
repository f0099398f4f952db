// From ANTLR's parse tree to our own. The trees come from a parser that accepted its tokens, so every child that
// the grammar asks for is there; what could not be read is a HOLE token, and its diagnostic has been given.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <typeinfo>
#include <utility>
#include <vector>

#include "antlr4-runtime.h"
#include "compiler/base/interner.h"
#include "compiler/syntax/ast.h"
#include "compiler/syntax/parse/problems.h"
#include "compiler/syntax/parse/token_stream.h"
#include "llvm/ADT/SmallVector.h"

namespace infra::syntax {

using Node = antlr4::tree::ParseTree;

/// What building knows: the tree so far and where its text comes from. Logic is in the functions below.
struct Build {
  Ast& ast;
  std::string_view text;
  std::span<const Token> doc_comments;
  Interner& names;
  Problems& problems;
  std::vector<uint16_t> heights = {};  ///< Of every expression, so that no tree is deeper than kMaxTreeHeight.
  bool said_too_high = false;          ///< In this declaration.
  /// Braces that have been read entry by entry: a HOLE stands for each, known by where it begins.
  llvm::SmallVector<std::pair<uint32_t, ExprId>, 4> read_before = {};

  Span span(const Token& token) const { return problems.span(token); }
  std::string_view text_of(const Token& token) const { return text.substr(token.begin, token.end - token.begin); }
  std::string_view keep(std::string_view value) {
    auto* copy = static_cast<char*>(ast.arena->Allocate(value.size(), 1));
    std::copy(value.begin(), value.end(), copy);
    return {copy, value.size()};
  }
  template <typename T, unsigned N>
  List<T> keep(const llvm::SmallVector<T, N>& items) {
    auto* copy = static_cast<T*>(ast.arena->Allocate(sizeof(T) * items.size(), alignof(T)));
    std::uninitialized_copy(items.begin(), items.end(), copy);
    return {copy, items.size()};
  }
  int height(ExprId id) const { return id.valid() ? heights[id.index] : 0; }
};

// ---- reading the parse tree

inline bool is_token(const Node* node) { return typeid(*node) == typeid(antlr4::tree::TerminalNodeImpl); }
inline const Token& token_of(Node* node) {
  return static_cast<ParserToken*>(static_cast<antlr4::tree::TerminalNode*>(node)->getSymbol())->token;
}
/// The kind of a token, EndOfFile for the node of a rule.
inline TokenKind kind_of(Node* node) { return is_token(node) ? token_of(node).kind : TokenKind::EndOfFile; }
/// The rule of a node (InfraParser::RuleExpr), or SIZE_MAX for a token.
inline size_t rule_of(const Node* node) {
  return is_token(node) ? SIZE_MAX : static_cast<const antlr4::RuleContext*>(node)->getRuleIndex();
}
const Token& first_token(Node* node);
const Token& last_token(Node* node);
Span span_of(const Build& b, Node* node);

// ---- names, docs (names.cpp, docs.cpp)

/// A name, from a NAME token or from one of the rules that stand for names.
Ident build_name(Build& b, Node* node);
Ident build_name(Build& b, const Token& token);
/// Reports a name or key that is not in NFC.
void check_normal(Build& b, std::string_view name, Span span);
/// The text of the `///` lines that stand right before `offset`.
std::string_view doc_before(Build& b, uint32_t offset);
/// The text of the `///` lines at the head of the file, whose first token is `first`: those that a blank line parts
/// from what follows, or that stand before an import.
std::string_view file_doc(Build& b, const Token& first);

// ---- literals (literals.cpp, strings.cpp)

ExprNode build_number(Build& b, const Token& token, bool negative);
ExprNode build_quantity(Build& b, const Token& token);
/// The value of a STRING or RAW_STRING token, escapes resolved, in the arena.
std::string_view build_string(Build& b, const Token& token);
/// An interpolated or `"""` string: the nodes from its opening to its closing token.
ExprNode build_interpolation(Build& b, std::span<Node* const> nodes);
/// `text` with its escapes resolved; `begin` is its place.
std::string unescape(Build& b, std::string_view text, uint32_t begin);

// ---- expressions (expressions.cpp, lists.cpp, braces.cpp, operators.cpp)

ExprId add_expr(Build& b, Span span, ExprNode node, int height_below);
ExprId build_expr(Build& b, Node* node);
bool is_expr(const Node* node);
ExprId build_list(Build& b, Node* node);
/// `{ … }` as a value: entries, or a map comprehension.
ExprId build_brace_value(Build& b, Node* node);
ForHead build_for_head(Build& b, Node* node);
/// The height of the tallest expression in it.
int tallest(const Build& b, const ForHead& head);
int tallest(const Build& b, List<Entry> entries);
/// One entry of braces; nothing for a hole.
std::optional<Entry> build_any_entry(Build& b, Node* node);
/// The entries among the children of a node: those of an `expr` in braces or of `braces`.
List<Entry> build_entries(Build& b, Node* node);
List<Argument> build_arguments(Build& b, Node* node);
PatternId build_pattern(Build& b, Node* node);
/// False, with a message, for what the grammar lets through and the language does not: chains, `??` beside others,
/// `!x in y`.
bool check_binary(Build& b, const BinaryExpr& binary);
/// An `if`, `let` or lambda as an operand needs parentheses.
void check_operand(Build& b, ExprId operand);

// ---- types and declarations (types.cpp, declarations.cpp, kinds.cpp, resources.cpp, policies.cpp)

enum class FieldPlace : uint8_t { Record, KindInput, KindResult };

TypeId build_type(Build& b, Node* node);
/// One of them, or a part of an enum's payload.
FieldDecl build_field(Build& b, Node* node, FieldPlace place);
List<FieldDecl> build_fields(Build& b, Node* node, FieldPlace place);
/// The `where`s among the children of a node.
List<Where> build_wheres(Build& b, Node* node);
EnumDecl build_enum(Build& b, Node* node);
KindDecl build_kind(Build& b, Node* node);
ResourceDecl build_resource(Build& b, Node* node);
ExistingDecl build_existing(Build& b, Node* node);
ModuleDecl build_module(Build& b, Node* node);
/// The names of a `path`.
List<Ident> build_path(Build& b, Node* node);
PolicyDecl build_policy(Build& b, Node* node);
WaiveDecl build_waive(Build& b, Node* node);
/// The statements of a `block` or `testBlock`.
List<Statement> build_statements(Build& b, Node* node);
DeclId build_declaration(Build& b, Node* node);

}  // namespace infra::syntax
