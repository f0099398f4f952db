// The tree of one file: trivially destructible nodes in one arena, addressed by typed ids. Data only; parsing is in
// parse.h. Every node keeps its span. Parsing never fails: what could not be read is an Error node, and its
// diagnostic has been given.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <variant>

#include "compiler/base/ids.h"
#include "compiler/base/interner.h"
#include "compiler/base/store.h"
#include "compiler/source/span.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Allocator.h"

namespace infra::syntax {

INFRA_ID(ExprId);
INFRA_ID(TypeId);  ///< A written type, not a checked one (types::TypeId).
INFRA_ID(PatternId);
INFRA_ID(DeclId);

template <typename T>
using List = llvm::ArrayRef<T>;  // points into the file's arena

struct Ident {
  Name name;  ///< Invalid when the word was missing.
  Span span;
};

// ---------------------------------------------------------------------------------------------- expressions

enum class UnaryOp : uint8_t { Negate, Not };
enum class BinaryOp : uint8_t {
  Multiply,
  Divide,
  Remainder,
  Add,
  Subtract,
  Concat,
  Range,
  RangeInclusive,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  In,
  Equal,
  NotEqual,
  And,
  Or,
  Coalesce,
};

struct ErrorExpr {};
struct NoneLiteral {};
struct BoolLiteral {
  bool value;
};
struct IntLiteral {
  int64_t value;
};
struct FloatLiteral {
  double value;
};
struct SizeLiteral {
  int64_t bytes;
};
struct DurationLiteral {
  int64_t milliseconds;
};
struct DateLiteral {
  std::string_view text;
};
struct StringLiteral {
  std::string_view value;
};  ///< Escapes resolved; lies in the arena.
/// A piece of an interpolated string: text, or an expression when `expr` is valid.
struct StringPart {
  std::string_view text;
  ExprId expr;
  Span span;
};
struct Interpolation {
  List<StringPart> parts;
};
struct NameExpr {
  Ident name;
};
struct Argument {
  Ident label;
  ExprId value;
  Span span;
};  ///< `port: 80`; an invalid label when positional.
/// `.prod`, `.http(port: 80)`: an enum member where the enum is expected.
struct MemberExpr {
  Ident member;
  List<Argument> arguments;
  bool has_arguments;
};
struct FieldExpr {
  ExprId object;
  Ident field;
};
struct IndexExpr {
  ExprId object;
  ExprId index;
};
struct CallExpr {
  ExprId callee;
  List<Argument> arguments;
};
struct UnaryExpr {
  UnaryOp op;
  ExprId operand;
  Span op_span;
};
struct BinaryExpr {
  BinaryOp op;
  ExprId left, right;
  Span op_span;
};
struct ParenExpr {
  ExprId inner;
};
struct IfExpr {
  ExprId condition, then_value, else_value;
};
struct LetExpr {
  Ident name;
  ExprId value, body;
};
struct MatchArm {
  PatternId pattern;
  ExprId value;
  Span span;
};
struct MatchExpr {
  ExprId subject;
  List<MatchArm> arms;
};
struct ListExpr {
  List<ExprId> items;
};
/// `for i in 0..n`, `for k, v in m`, `… if c`, `… key k`: heads of comprehensions, resources and modules.
struct ForHead {
  List<Ident> names;
  ExprId source;
  ExprId condition;
  ExprId key;
  Span span;
};
struct ListComprehension {
  ForHead head;
  ExprId value;
};
enum class KeyForm : uint8_t { Name, Text, Computed };  ///< `name =`, `"text" =`, `[expr] =`.
struct Entry {
  KeyForm form;
  Ident name;
  ExprId key;
  ExprId value;
  Span span;
};
/// `{ … }`: a record, or a map where one is expected.
struct BraceExpr {
  List<Entry> entries;
};

using ExprNode =
    std::variant<ErrorExpr, NoneLiteral, BoolLiteral, IntLiteral, FloatLiteral, SizeLiteral, DurationLiteral,
                 DateLiteral, StringLiteral, Interpolation, NameExpr, MemberExpr, FieldExpr, IndexExpr, CallExpr,
                 UnaryExpr, BinaryExpr, ParenExpr, IfExpr, LetExpr, MatchExpr, ListExpr, ListComprehension, BraceExpr>;
struct Expr {
  Span span;
  ExprNode node;
};

// ------------------------------------------------------------------------------------------------- patterns

struct ErrorPattern {};
struct WildcardPattern {};
struct BindPattern {
  Ident name;
};
struct LiteralPattern {
  ExprId value;
};
struct PatternArgument {
  Ident label;
  PatternId pattern;
};
struct MemberPattern {
  Ident member;
  List<PatternArgument> arguments;
  bool has_arguments;
};  ///< `.http(p, _)`
struct SomePattern {
  PatternId inner;
};
struct NonePattern {};
using PatternNode =
    std::variant<ErrorPattern, WildcardPattern, BindPattern, LiteralPattern, MemberPattern, SomePattern, NonePattern>;
struct Pattern {
  Span span;
  PatternNode node;
};

// ---------------------------------------------------------------------------------------------------- types

/// `where it > 0 else "message"`.
struct Where {
  ExprId condition;
  ExprId message;
  Span span;
};
struct FieldDecl;

struct ErrorType {};
struct NamedType {
  Ident module;
  Ident name;
  List<TypeId> arguments;
};  ///< `List<T>`, `shop.Tags`
struct OptionalType {
  TypeId inner;
};
struct RecordType {
  List<FieldDecl> fields;
};
using TypeNode = std::variant<ErrorType, NamedType, OptionalType, RecordType>;
struct Type {
  Span span;
  TypeNode node;
};

enum class EdgeMark : uint8_t { Uses, Contains, Points, Reaches };

/// A field of a record, a kind or an enum payload.
struct FieldDecl {
  std::string_view doc;
  bool is_unique = false;
  EdgeMark edge = EdgeMark::Uses;
  Ident name;  ///< Invalid for a positional enum payload.
  TypeId type;
  ExprId default_value;  ///< Invalid when there is none.
  List<Where> wheres;
  Span span;
};

// --------------------------------------------------------------------------------------------- declarations

struct ErrorDecl {};
/// `import std.net { Balancer }` (path, names) or `import "./shop.infra" as shop` (file, alias).
struct ImportDecl {
  List<Ident> path;
  std::string_view file;  ///< Set for a file import, as written.
  Span file_span;
  List<Ident> names;
  Ident alias;
};
struct ParamDecl {
  Ident name;
  TypeId type;
  ExprId default_value;
  List<Where> wheres;
};
struct LetDecl {
  Ident name;
  TypeId type;
  ExprId value;
};  ///< The type is invalid when left out.
struct TypeDecl {
  Ident name;
  TypeId type;
};
struct EnumMember {
  std::string_view doc;
  Ident name;
  List<FieldDecl> payload;
  bool has_payload;
  Span span;
};
struct EnumDecl {
  Ident name;
  List<EnumMember> members;
};
struct KindDecl {
  Ident name;
  Ident lifecycle;
  std::string_view provider;  ///< After `via`.
  Span provider_span;
  int64_t version;
  Span version_span;
  List<FieldDecl> fields;
  List<FieldDecl> results;
};
struct ResourceDecl {
  Ident name;
  Ident kind_module;  ///< Invalid unless written `shop.Kind`.
  Ident kind;
  bool has_for;
  ForHead head;
  ExprId condition;  ///< `if` without `for`.
  List<Entry> inputs;
  List<Entry> with;
  Span with_span;
};
struct ModuleDecl {
  Ident name;
  Ident module;  ///< The alias of a file import.
  bool has_for;
  ForHead head;
  ExprId condition;
  List<Entry> arguments;
  List<Entry> with;
  Span with_span;
};
struct OutputDecl {
  Ident name;
  TypeId type;
  ExprId value;
};

using DeclNode = std::variant<ErrorDecl, ImportDecl, ParamDecl, LetDecl, TypeDecl, EnumDecl, KindDecl, ResourceDecl,
                              ModuleDecl, OutputDecl>;
struct Decl {
  std::string_view doc;  ///< The text of its `///` lines.
  bool is_public = false;
  Span span;
  DeclNode node;
};

/// The tree of one file.
struct Ast {
  FileId file;
  std::string_view doc;  ///< `///` lines at the head of the file, apart from the first declaration's.
  Store<ExprId, Expr> exprs;
  Store<TypeId, Type> types;
  Store<PatternId, Pattern> patterns;
  Store<DeclId, Decl> decls;  ///< In source order.
  std::unique_ptr<llvm::BumpPtrAllocator> arena = std::make_unique<llvm::BumpPtrAllocator>();
};

}  // namespace infra::syntax
