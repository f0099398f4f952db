#include "compiler/service/evaluate.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compiler/base/json.h"
#include "compiler/base/text.h"
#include "compiler/diag/codes/tool.h"
#include "compiler/sema/check/context.h"
#include "compiler/service/compilation.h"
#include "compiler/service/value_json.h"
#include "compiler/source/overlay_file_system.h"
#include "compiler/syntax/parse.h"
#include "compiler/syntax/scan/scan.h"
#include "compiler/types/relations.h"
#include "compiler/value/print.h"

namespace infra::service {
namespace {

using value::ValueId;

NamedValue named(const sema::Program& program, std::string name, types::TypeId type, ValueId value) {
  NamedValue out;
  out.name = std::move(name);
  out.type = sema::type_text(program, type);
  // A plain value that stands where a secret may is treated as one: nobody is to learn which it was.
  if (types::contains_secret(*program.types, type)) {
    out.text = "<secret>";
    out.json = "\"<secret>\"";
    return out;
  }
  out.text = value::print(*program.types, *program.values, type, value);
  append_value_json(out.json, program, value);
  return out;
}

/// A piece of typed text within the file that it was put into.
struct Piece {
  uint32_t begin = 0;
  std::string text;
  FileId file = {};
};

/// The file with what was typed behind it.
struct Scope {
  std::string root;
  std::string text;
  std::string name;  ///< Of the let whose value is asked for; empty when none is.
  uint32_t let_begin = 0;
  std::vector<Piece> pieces;

  void add(std::string before, const std::string& piece) {
    text += before;
    pieces.push_back({static_cast<uint32_t>(text.size()), piece});
    text += piece + "\n";
  }
};

Scope make_scope(const ScopeRequest& request, std::string text) {
  Scope scope;
  scope.root = request.program.root.empty() ? "expression.infra" : request.program.root;
  scope.text = std::move(text);
  if (!scope.text.empty()) scope.text += '\n';
  for (const std::string& declaration : request.declarations) scope.add("", declaration);
  if (request.expression.empty()) return scope;
  // A name that nothing else has.
  scope.name = "expression";
  for (int i = 2; (scope.text + request.expression).find(scope.name) != std::string::npos; ++i) {
    scope.name = fmt::format("expression_{}", i);
  }
  scope.let_begin = static_cast<uint32_t>(scope.text.size());
  scope.add(fmt::format("let {} = ", scope.name), request.expression);
  return scope;
}

/// Moves a place from the file into the typed text that it lies in.
void move_span(Span& span, FileId root, const std::vector<Piece>& pieces) {
  if (!span.valid() || span.file != root) return;
  for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
    if (span.begin < piece->begin) continue;
    auto size = static_cast<uint32_t>(piece->text.size());
    span = {piece->file, std::min(span.begin - piece->begin, size), std::min(span.end - piece->begin, size)};
    return;
  }
}

void move_places(std::vector<diag::Diagnostic>& diagnostics, FileId root, const std::vector<Piece>& pieces) {
  for (diag::Diagnostic& d : diagnostics) {
    move_span(d.primary.span, root, pieces);
    for (diag::Label& label : d.secondary) move_span(label.span, root, pieces);
    for (diag::Fix& fix : d.fixes) move_span(fix.span, root, pieces);
  }
}

/// Whether some part of the value stands for a param that has no value.
bool hangs_on_param(const value::ValueStore& values, ValueId value) {
  std::vector<ValueId> pending = {value};
  std::vector<bool> seen(values.cell_count());
  while (!pending.empty()) {
    ValueId next = pending.back();
    pending.pop_back();
    if (seen[next.index] || !values.is_deferred(next)) continue;
    seen[next.index] = true;
    if (values.kind(next) == value::ValueKind::Var && values.var_depth(next) >= sema::kMarkerBase) return true;
    auto children = values.children(next);
    pending.insert(pending.end(), children.begin(), children.end());
  }
  return false;
}

void refuse_open(diag::Sink& sink, const ScopeRequest& request, const sema::Program& program, Span place) {
  std::vector<std::string_view> names;
  for (const sema::Param& param : program.modules[program.root].params) {
    std::string_view name = program.text(param.name);
    bool has_value = param.default_value.valid() || request.program.params.contains(std::string(name)) ||
                     program.types->kind(param.type) == types::TypeKind::Optional;
    if (!has_value) names.push_back(name);
  }
  auto builder = sink.emit(diag::ValueOfParam, place);
  builder.note(fmt::format("without a value: {}", list_names(names)));
  if (!names.empty()) builder.help(fmt::format("give it with `--param {}=VALUE`", names.front()));
}

void find_value(ScopeResult& result, const ScopeRequest& request, const Scope& scope) {
  Compilation& compilation = result.snapshot.compilation();
  sema::Analysis& analysis = *compilation.analysis;
  const sema::Program& program = analysis.program;
  FileId root = analysis.loaded.files[analysis.loaded.root].file;
  diag::Sink sink;
  const syntax::Ast& ast = analysis.loaded.files[analysis.loaded.root].ast;
  Span extra;
  for (uint32_t i = 0; i < ast.decls.size(); ++i) {
    Span span = ast.decls[syntax::DeclId(i)].span;
    if (span.begin > scope.let_begin + 3 && !extra.valid()) extra = span;
  }
  Span whole{root, scope.pieces.back().begin,
             scope.pieces.back().begin + static_cast<uint32_t>(request.expression.size())};
  if (extra.valid()) {
    sink.emit(diag::NotOneExpression, extra)
        .label("begins here")
        .help("give one expression; names go before it, as in `let x = 1; x + 1`");
  } else {
    const sema::Module& module = program.modules[program.root];
    for (uint32_t i = 0; i < module.lets.size() && i < analysis.model.lets.size(); ++i) {
      ValueId value = analysis.model.lets[i];
      if (program.text(module.lets[i].name) != scope.name || !value.valid()) continue;
      if (hangs_on_param(*program.values, value)) {
        refuse_open(sink, request, program, whole);
      } else {
        result.value = named(program, "", module.lets[i].type, value);
        result.value->ways = analysis.model.ways;
      }
    }
  }
  for (diag::Diagnostic& d : sink.take()) compilation.result.diagnostics.push_back(std::move(d));
}

}  // namespace

std::vector<NamedValue> outputs(const Snapshot& snapshot) {
  const sema::Analysis& analysis = *snapshot.compilation().analysis;
  std::vector<NamedValue> out;
  for (const sema::ModelOutput& output : analysis.model.outputs) {
    out.push_back(named(analysis.program, output.name, output.type, output.value));
  }
  return out;
}

void write_outputs_json(const Snapshot& snapshot, const TextWriter& write) {
  const sema::Analysis& analysis = *snapshot.compilation().analysis;
  std::vector<const sema::ModelOutput*> sorted;
  for (const sema::ModelOutput& output : analysis.model.outputs) sorted.push_back(&output);
  std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
  std::string out = "{";
  for (const sema::ModelOutput* output : sorted) {
    if (output != sorted.front()) out += ',';
    append_json_string(out, output->name);
    out += ':';
    if (types::contains_secret(*analysis.program.types, output->type)) {
      out += "\"<secret>\"";
    } else {
      append_value_json(out, analysis.program, output->value, write);
    }
  }
  out += "}\n";
  write(out);
}

ScopeResult evaluate(const ScopeRequest& request, std::optional<Snapshot> previous) {
  auto take = [&](const CompileRequest& program) {
    return previous ? Snapshot::take(program, false, *std::exchange(previous, {})) : Snapshot::take(program, false);
  };
  std::string text;
  if (!request.program.root.empty()) {
    auto read = request.program.package->read(request.program.root, syntax::kMaxFileBytes);
    // What cannot be read is reported by whoever loads it.
    if (!read) return {take(request.program), std::nullopt};
    text = std::move(*read);
  }
  Scope scope = make_scope(request, std::move(text));
  OverlayFileSystem package(*request.program.package);
  package.lay(scope.root, scope.text);
  CompileRequest program = request.program;
  program.package = &package;
  program.root = scope.root;
  program.asking_let = scope.name;
  ScopeResult result{take(program), std::nullopt};

  Compilation& compilation = result.snapshot.compilation();
  if (!compilation.analysis) return result;  // its packages cannot be read, which has been said
  const sema::LoadedSources& loaded = compilation.analysis->loaded;
  if (!loaded.root.valid()) return result;
  if (result.snapshot.ok() && !scope.name.empty()) find_value(result, request, scope);
  for (Piece& piece : scope.pieces) piece.file = compilation.result.sources.add(request.origin, piece.text);
  move_places(compilation.result.diagnostics, loaded.files[loaded.root].file, scope.pieces);
  return result;
}

bool is_unfinished(std::string_view text) {
  using syntax::TokenKind;
  if (first_invalid_utf8(text)) return false;
  int open = 0;
  std::vector<TokenKind> strings;  // that are open, outermost first
  for (const syntax::Token& token : syntax::scan(text).tokens) {
    switch (token.kind) {
      case TokenKind::LeftBrace:
      case TokenKind::LeftBracket:
      case TokenKind::LeftParen: ++open; break;
      case TokenKind::RightBrace:
      case TokenKind::RightBracket:
      case TokenKind::RightParen: --open; break;
      case TokenKind::StringOpen:
      case TokenKind::BlockOpen: strings.push_back(token.kind); break;
      case TokenKind::StringClose:
      case TokenKind::Unterminated:  // a line break ends what is on one line
        if (!strings.empty() && (token.kind == TokenKind::StringClose || strings.back() == TokenKind::StringOpen))
          strings.pop_back();
        break;
      default: break;
    }
  }
  return open > 0 || std::find(strings.begin(), strings.end(), TokenKind::BlockOpen) != strings.end();
}

bool is_declaration(std::string_view text) {
  SourceMap sources;
  Interner names;
  diag::Sink sink;
  FileId file = sources.add("", std::string(text));
  syntax::Ast ast = syntax::parse(file, sources, names, sink);
  if (ast.decls.size() == 0) return false;
  if (!sink.has_errors()) return true;
  const syntax::DeclNode& first = ast.decls[syntax::DeclId(0)].node;
  return !std::holds_alternative<syntax::ErrorDecl>(first) && !std::holds_alternative<syntax::LetDecl>(first);
}

}  // namespace infra::service
