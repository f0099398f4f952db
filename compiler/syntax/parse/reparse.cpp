// What is read again is a piece of the text whose surroundings the edit cannot have changed: entries of braces or, where
// that does not do, a declaration. It is scanned by itself; what is read must end where its surroundings go on.
#include "compiler/syntax/reparse.h"

#include <algorithm>

#include "compiler/syntax/build/build.h"
#include "compiler/syntax/parse.h"
#include "compiler/syntax/parse/balance.h"
#include "compiler/syntax/parse/check_text.h"
#include "compiler/syntax/parse/cut.h"
#include "compiler/syntax/parse/mend.h"
#include "compiler/syntax/parse/move_spans.h"
#include "compiler/syntax/parse/piece_reader.h"
#include "compiler/syntax/scan/scan.h"

namespace infra::syntax {
namespace {

/// `[begin, before)` of the old text has become `[begin, after)` of the new one.
struct Edit {
  uint32_t begin = 0;
  uint32_t before = 0;
  uint32_t after = 0;

  int64_t growth() const { return static_cast<int64_t>(after) - before; }
  /// Where a place behind the edit is now.
  uint32_t moved(uint32_t place) const { return static_cast<uint32_t>(place + growth()); }
};

Edit edit_of(std::string_view before, std::string_view after) {
  const size_t shorter = std::min(before.size(), after.size());
  const size_t head = static_cast<size_t>(
      std::mismatch(before.begin(), before.begin() + static_cast<ptrdiff_t>(shorter), after.begin()).first -
      before.begin());
  size_t tail = 0;
  while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
  return {static_cast<uint32_t>(head), static_cast<uint32_t>(before.size() - tail),
          static_cast<uint32_t>(after.size() - tail)};
}

/// Entries of braces, and the text from behind the entry before them to the end of the last.
struct Place {
  std::vector<ExprId> around;   ///< The braces, the outermost first.
  size_t first = 0, last = 0;   ///< The entries `[first, last)`.
  uint32_t begin = 0, end = 0;  ///< In the old text.
  bool to_the_end = false;      ///< Up to the closing brace.

  ExprId braces() const { return around.back(); }
  /// Of the braces in the value of their declaration.
  int depth() const { return static_cast<int>(around.size()); }
};

class Reparser {
 public:
  Reparser(Ast& ast, std::string_view text, Interner& names, const Edit& edit)
      : ast_(ast), text_(text), names_(names), edit_(edit), problems_(ast.file, found_) {}

  bool run(TreeEdit& told) {
    const uint32_t decl = decl_around();
    if (decl == ast_.decls.size()) return false;
    if (const std::optional<Place> place = place_in(DeclId(decl)); place && read_entries(*place, told)) {
      told.kind = TreeEdit::Kind::Entries;
      told.decl = DeclId(decl);
      told.braces = place->around;
      told.from = edit_.before;
      told.by = edit_.growth();
      return true;
    }
    return !has_moved_ && read_declaration(DeclId(decl));
  }

 private:
  uint32_t decl_around() const {
    for (uint32_t i = 0; i < ast_.decls.size(); ++i) {
      const Span span = ast_.decls[DeclId(i)].span;
      if (span.begin < edit_.begin && edit_.before < span.end) return i;
    }
    return static_cast<uint32_t>(ast_.decls.size());
  }

  // ---- entries

  std::optional<Place> place_in(DeclId id) const {
    const DeclNode& node = ast_.decls[id].node;
    ExprId value;
    if (const auto* output = std::get_if<OutputDecl>(&node)) value = output->value;
    if (const auto* let = std::get_if<LetDecl>(&node)) value = let->value;
    std::optional<Place> found;
    std::vector<ExprId> around;
    while (value.valid()) {
      const auto* braces = std::get_if<BraceExpr>(&ast_.exprs[value].node);
      const Span span = ast_.exprs[value].span;
      if (!braces || edit_.begin <= span.begin || edit_.before >= span.end) break;
      around.push_back(value);
      found = place_among(braces->entries, span);
      const bool inside_of_one = found->last == found->first + 1 && !found->to_the_end;
      value = inside_of_one ? braces->entries[found->first].value : ExprId();
    }
    if (found) found->around = std::move(around);
    return found;
  }

  Place place_among(List<Entry> entries, Span span) const {
    Place place;
    // The first whose end the edit does not lie behind; what stands between two belongs to the second.
    const auto first = std::partition_point(entries.begin(), entries.end(),
                                            [&](const Entry& entry) { return entry.span.end < edit_.begin; });
    const auto last =
        std::partition_point(first, entries.end(), [&](const Entry& entry) { return entry.span.end <= edit_.before; });
    place.first = static_cast<size_t>(first - entries.begin());
    place.to_the_end = last == entries.end();
    place.last = static_cast<size_t>(last - entries.begin()) + (place.to_the_end ? 0 : 1);
    place.begin = place.first == 0 ? span.begin + 1 : entries[place.first - 1].span.end;
    place.end = place.to_the_end ? span.end - 1 : last->span.end;
    return place;
  }

  bool read_entries(const Place& place, TreeEdit& told) {
    const uint32_t begin = place.begin, end = edit_.moved(place.end);
    // What stands before and behind must end there, whatever is read in between.
    if (place.first > 0 && !separates(begin)) return false;
    if (!place.to_the_end && !separates(end) && text_[end] != '}') return false;
    const std::optional<std::vector<Token>> tokens = scan_piece(begin, end);
    if (!tokens) return false;
    const uint32_t read_to = tokens->empty() ? begin : tokens->back().end;
    if (place.to_the_end ? in_comment(read_to, end) : read_to != end) return false;

    const auto count = static_cast<uint32_t>(tokens->size());
    const bool comma = place.first > 0 && count > 0 && (*tokens)[0].kind == TokenKind::Comma;
    const uint32_t from = comma ? 1 : 0;
    if (place.first > 0 && !comma && count > 0 && (*tokens)[0].kind == TokenKind::LeftBracket) return false;
    std::vector<Chunk> chunks;
    if (!cut_entries(*tokens, from, count, chunks)) return false;
    if (chunks.empty() && !place.to_the_end) return false;
    if (nesting(*tokens) + place.depth() > kMaxNesting) return false;

    const List<Entry> entries = std::get<BraceExpr>(ast_.exprs[place.braces()].node).entries;
    told.before.assign(entries.begin() + place.first, entries.begin() + place.last);
    move();
    Build build{ast_, text_, {}, names_, problems_, std::vector<uint16_t>(ast_.exprs.size())};
    Reader reader;
    llvm::SmallVector<Entry, 4> read;
    if (!PieceReader(build, reader).entries(*tokens, chunks, read)) return false;
    for (const Entry& entry : read) {
      if (std::max(build.height(entry.key), build.height(entry.value)) + place.depth() >= kMaxTreeHeight) return false;
    }
    told.after.assign(read.begin(), read.end());
    put(build, place, read);
    return true;
  }

  void put(Build& build, const Place& place, llvm::ArrayRef<Entry> read) {
    auto& braces = std::get<BraceExpr>(ast_.exprs[place.braces()].node);
    if (read.size() == place.last - place.first) {
      std::copy(read.begin(), read.end(), const_cast<Entry*>(braces.entries.data()) + place.first);
      return;
    }
    llvm::SmallVector<Entry, 16> entries(braces.entries.begin(), braces.entries.begin() + place.first);
    entries.append(read.begin(), read.end());
    entries.append(braces.entries.begin() + place.last, braces.entries.end());
    braces.entries = build.keep(entries);
  }

  // ---- a declaration

  /// One that ends with a brace, where the edit leaves that brace and the words that it begins with alone: where the next
  /// one begins is then what it was.
  bool read_declaration(DeclId id) {
    const Span span = ast_.decls[id].span;
    const uint32_t end = edit_.moved(span.end);
    if (text_[end - 1] != '}' || edit_.before >= span.end) return false;
    TokenList head = scan(text_.substr(span.begin, edit_.begin - span.begin));
    if (head.tokens.size() < 4) return false;  // of which the last may go on in what was edited
    std::vector<Token> docs;
    const std::optional<std::vector<Token>> tokens = scan_piece(span.begin, end, &docs);
    if (!tokens || tokens->empty() || tokens->back().end != end || tokens->back().kind != TokenKind::RightBrace)
      return false;
    if (cut(*tokens, text_).size() != 1) return false;

    move();
    Build build{ast_, text_, docs, names_, problems_, std::vector<uint16_t>(ast_.exprs.size())};
    Reader reader;
    if (!PieceReader(build, reader).declaration(*tokens)) return false;
    Store<DeclId, Decl> decls;
    for (uint32_t i = 0; i + 1 < ast_.decls.size(); ++i) {
      const uint32_t from = i == id.index ? static_cast<uint32_t>(ast_.decls.size()) - 1 : i;
      decls.add(ast_.decls[DeclId(from)]);
    }
    decls[id].doc = ast_.decls[id].doc;  // it stands before what was read
    ast_.decls = std::move(decls);
    return true;
  }

  // ---- both

  bool separates(uint32_t place) const {
    return std::string_view(" \t\r\n,").find(text_[place]) != std::string_view::npos;
  }
  /// Whether `end` may lie in a comment that begins behind `begin`.
  bool in_comment(uint32_t begin, uint32_t end) const {
    const std::string_view rest = text_.substr(begin, end - begin);
    const size_t line = rest.find_last_of("\r\n");
    return rest.substr(line == std::string_view::npos ? 0 : line + 1).find("//") != std::string_view::npos;
  }

  /// The tokens of a piece; nothing where one of them is no token of the language or a bracket is open.
  std::optional<std::vector<Token>> scan_piece(uint32_t begin, uint32_t end, std::vector<Token>* docs = nullptr) {
    const std::string_view piece = text_.substr(begin, end - begin);
    if (!check_text(piece, "", problems_)) return std::nullopt;
    TokenList list = scan(piece);
    const auto place = [&](Token& token) { token.begin += begin, token.end += begin; };
    std::for_each(list.tokens.begin(), list.tokens.end(), place);
    std::for_each(list.doc_comments.begin(), list.doc_comments.end(), place);
    std::vector<Token> tokens = mend(std::move(list.tokens), text_, problems_);
    if (problems_.count() > 0 || !is_balanced(tokens)) return std::nullopt;
    if (docs) *docs = std::move(list.doc_comments);
    return tokens;
  }

  static int nesting(std::span<const Token> tokens) {
    int depth = 0, deepest = 0;
    for (const Token& token : tokens) {
      depth += (closing_of(token.kind) != TokenKind::EndOfFile) - is_closing(token.kind);
      deepest = std::max(deepest, depth);
    }
    return deepest;
  }

  void move() {
    move_spans(ast_, edit_.before, edit_.growth());
    has_moved_ = true;
  }

  Ast& ast_;
  std::string_view text_;
  Interner& names_;
  const Edit& edit_;
  diag::Sink found_;
  Problems problems_;
  bool has_moved_ = false;
};

}  // namespace

std::optional<Ast> reparse(Ast ast, std::string_view before, FileId file, const SourceMap& sources, Interner& names,
                           TreeEdit& edit) {
  const std::string_view text = sources.file(file).text();
  edit = {};
  if (before == text && ast.file == file) return ast;
  edit.kind = TreeEdit::Kind::Other;
  if (ast.file != file || text.size() > kMaxFileBytes) return std::nullopt;
  const Edit in_text = edit_of(before, text);
  if (!Reparser(ast, text, names, in_text).run(edit)) return std::nullopt;
  return ast;
}

}  // namespace infra::syntax
