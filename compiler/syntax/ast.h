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
/// `a?.b`: `none` where `a` is; `a?.b(c)` is a CallExpr of it.
struct SafeFieldExpr {
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
/// `if let p = e then … else …`.
struct IfLetExpr {
  PatternId pattern;
  ExprId value, then_value, else_value;
};
/// `x => e`, `(x, y) => e`.
struct LambdaExpr {
  List<Ident> parameters;
  ExprId body;
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
/// `...xs`: only among the items of a list. In braces it is an Entry of its own form.
struct SpreadItem {
  ExprId value;
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
enum class KeyForm : uint8_t { Name, Text, Computed, Spread };  ///< `name =`, `"text" =`, `[expr] =`, `...`.
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
/// `{ for k, v in m if c: [k] = v }`.
struct MapComprehension {
  ForHead head;
  ExprId key, value;
};
/// `plan { … }`: only the value of a test's `let` and of `expect`.
struct PlanExpr {
  List<Entry> arguments;
};

using ExprNode =
    std::variant<ErrorExpr, NoneLiteral, BoolLiteral, IntLiteral, FloatLiteral, SizeLiteral, DurationLiteral,
                 DateLiteral, StringLiteral, Interpolation, NameExpr, MemberExpr, FieldExpr, SafeFieldExpr, IndexExpr,
                 CallExpr, UnaryExpr, BinaryExpr, ParenExpr, IfExpr, IfLetExpr, LambdaExpr, LetExpr, MatchExpr,
                 ListExpr, SpreadItem, ListComprehension, BraceExpr, MapComprehension, PlanExpr>;
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
/// `A | B`.
struct UnionType {
  List<TypeId> members;
};
/// `fn(A, B) -> C`.
struct FunctionType {
  List<TypeId> parameters;
  TypeId result;
};
/// `(Int where it > 0)`; parentheses without a `where` leave no node.
struct RefinedType {
  TypeId base;
  List<Where> wheres;
};
using TypeNode = std::variant<ErrorType, NamedType, OptionalType, RecordType, UnionType, FunctionType, RefinedType>;
struct Type {
  Span span;
  TypeNode node;
};

/// What a field is beside a value: an edge, or a part of the network model (`permits`, `spans`), whose references are
/// used.
enum class EdgeMark : uint8_t { Uses, Contains, Points, Reaches, Permits, Spans };

/// A field of a record, a kind or an enum payload.
struct FieldDecl {
  std::string_view doc;
  bool is_unique = false;
  bool is_exclusive = false;
  bool is_find = false;  ///< An `existing` is found by it.
  EdgeMark edge = EdgeMark::Uses;
  Ident name;  ///< Invalid for a positional enum payload.
  TypeId type;
  ExprId default_value;  ///< Invalid when there is none.
  List<Where> wheres;
  Span span;
};

// --------------------------------------------------------------------------------------------- declarations

struct ErrorDecl {};
/// `import std.net { Balancer }` (path, names), `import "./shop.infra" as shop` (file, alias) or
/// `import hashicorp.aws as aws` (path, alias).
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
/// A parameter of a function; the first may be `self`.
struct Parameter {
  Ident name;
  TypeId type;
  ExprId default_value;  ///< Invalid when there is none.
  Span span;
};
struct FnDecl {
  Ident name;
  List<Ident> type_parameters;
  List<Parameter> parameters;
  TypeId result;
  ExprId body;
};
struct TypeDecl {
  Ident name;
  List<Ident> type_parameters;
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
/// `existing base: Deployment { name = "network-prod" }`: read, not owned.
struct ExistingDecl {
  Ident name;
  Ident kind_module;  ///< Invalid unless written `shop.Kind`.
  Ident kind;
  bool is_optional;  ///< `Kind?`: it need not be there.
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

/// `provider eu: aws { region = "eu-west-1" }`.
struct ProviderDecl {
  Ident name;
  Ident provider;  ///< The alias of an import.
  List<Entry> settings;
};

enum class StatementKind : uint8_t { Let, Require, Expect };
/// `let x = e`, `require e else "m"`, `expect e fails E0311`: in the bodies of policies, checks and tests.
struct Statement {
  StatementKind kind;
  Ident name;      ///< Of a `let`.
  TypeId type;     ///< Of a `let`; invalid when left out.
  ExprId value;    ///< A PlanExpr only in a test.
  ExprId message;  ///< After `else`; invalid when left out.
  Ident fails;     ///< The code that an `expect` waits for; invalid when left out.
  Span span;
};
/// `f: Firewall` (kind) or `r in f.allow` (source): what a policy looks at, each inside of the ones before.
struct PolicyBinding {
  Ident name;
  Ident kind_module;
  Ident kind;
  ExprId source;  ///< Invalid for the first form.
  Span span;
};
struct ControlRef {
  std::string_view text;
  Span span;
};
struct PolicyDecl {
  Ident name;
  List<PolicyBinding> bindings;
  List<ControlRef> controls;
  List<Statement> body;
};
struct EnforceDecl {
  List<Ident> path;
};
/// `waive p on r by "…" from 2026-12-01 until 2027-01-31 because "…"`.
struct WaiveDecl {
  List<Ident> policy;
  ExprId resource;  ///< A name, fields and indexes: an address.
  std::string_view by;
  Span by_span;
  std::string_view from, until;  ///< As written: `2026-12-01`.
  Span from_span, until_span;
  std::string_view because;
  Span because_span;
};
struct CheckDecl {
  std::string_view title;
  Span title_span;
  List<Statement> body;
};
struct TestDecl {
  std::string_view title;
  Span title_span;
  List<Statement> body;
};
struct LimitDecl {
  List<Entry> limits;
};
/// `renamed a to b`, `renamed store.app to app`.
struct RenamedDecl {
  List<Ident> from, to;
};

using DeclNode = std::variant<ErrorDecl, ImportDecl, ParamDecl, LetDecl, FnDecl, TypeDecl, EnumDecl, KindDecl,
                              ResourceDecl, ExistingDecl, ModuleDecl, ProviderDecl, OutputDecl, PolicyDecl, EnforceDecl,
                              WaiveDecl, CheckDecl, TestDecl, LimitDecl, RenamedDecl>;
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
