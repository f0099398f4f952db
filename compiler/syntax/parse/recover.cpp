#include "compiler/syntax/parse/recover.h"

#include "compiler/diag/codes/syntax.h"
#include "compiler/syntax/parse.h"
#include "compiler/syntax/parse/cut.h"
#include "compiler/syntax/parse/holes.h"
#include "compiler/syntax/parse/messages.h"
#include "compiler/syntax/parse/newcomers.h"

namespace infra::syntax {
namespace {

using enum TokenKind;

std::vector<Token> repaired(const Repair& repair, std::span<const Token> tokens) {
  std::vector<Token> result(tokens.begin(), tokens.begin() + repair.begin);
  result.insert(result.end(), repair.tokens.begin(), repair.tokens.end());
  result.insert(result.end(), tokens.begin() + repair.end, tokens.end());
  return result;
}

/// A mistake beside something that was reported already is its echo.
bool is_echo(const Mistake& mistake) {
  const Token& found = mistake.found();
  const bool put_in = found.begin == found.end && found.kind != EndOfFile;
  return put_in || found.kind == Hole || mistake.before_kind() == Hole;
}

}  // namespace

antlr4::tree::ParseTree* Recovery::try_read(std::span<const Token> tokens) {
  reread_ += tokens.size();
  return reader_.read_explaining(tokens);
}

antlr4::tree::ParseTree* Recovery::read(std::span<const Token> original, Token next) {
  if (auto* tree = reader_.read(original)) return tree;
  if (problems_.full() || reread_ >= budget_) return nullptr;
  if (auto* tree = try_read(original)) return tree;
  std::vector<Token> tokens(original.begin(), original.end());

  const uint32_t word = tokens[0].kind == Pub && tokens.size() > 1 ? 1 : 0;
  if (tokens[word].kind != Pub && !is_declaration_word(tokens[word].kind)) {
    if (tokens[word].kind == Hole) return nullptr;
    const auto repair = repair_first_word({tokens, reader_.failure(), next, text_}, word, problems_);
    if (!repair) return nullptr;
    tokens = repaired(*repair, tokens);
    if (auto* tree = try_read(tokens)) return tree;
  }

  uint32_t last = UINT32_MAX;
  while (reread_ < budget_ && !problems_.full()) {
    const Mistake mistake{tokens, reader_.failure(), next, text_};
    if (mistake.failure.too_deep) {
      problems_.emit(diag::NestedTooDeep, problems_.span(mistake.found()), kMaxTreeHeight);
      return nullptr;
    }
    // What is known is repaired once at a place; when that did not help, it is left out.
    const bool again = mistake.found().begin == last;
    last = mistake.found().begin;
    if (!again && !is_echo(mistake)) {
      if (const auto repair = repair_known(mistake, problems_)) {
        tokens = repaired(*repair, tokens);
        if (auto* tree = try_read(tokens)) return tree;
        continue;
      }
      report_unexpected(mistake, problems_);
    }
    auto* tree = leave_out(tokens, next);
    if (tree || tokens.empty()) return tree;
  }
  return nullptr;
}

/// Tries what may be left out until reading gets past the mistake: then `tokens` are without it, and the reader
/// has read them. They are empty when nothing helped.
antlr4::tree::ParseTree* Recovery::leave_out(std::vector<Token>& tokens, Token next) {
  const Failure failure = reader_.failure();
  for (const Repair& repair : possible_repairs({tokens, failure, next, text_})) {
    if (reread_ >= budget_) break;
    std::vector<Token> trial = repaired(repair, tokens);
    if (trial.empty()) continue;
    auto* tree = try_read(trial);
    const size_t behind = repair.begin + repair.tokens.size();
    if (tree || (!reader_.failure().too_deep && reader_.failure().token > std::max<size_t>(behind, failure.token))) {
      tokens = std::move(trial);
      return tree;
    }
  }
  tokens.clear();
  return nullptr;
}

}  // namespace infra::syntax
