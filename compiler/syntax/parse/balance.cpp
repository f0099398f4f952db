#include "compiler/syntax/parse/balance.h"

#include <span>

#include "compiler/diag/codes/syntax.h"
#include "compiler/syntax/parse.h"
#include "compiler/syntax/parse/cut.h"
#include "llvm/ADT/SmallVector.h"

namespace infra::syntax {
namespace {

using enum TokenKind;

bool is_brace(TokenKind opener) { return opener == LeftBrace || opener == Interpolate; }

class Balancer {
 public:
  Balancer(std::span<const Token> tokens, std::string_view text, Problems& problems)
      : tokens_(tokens), text_(text), problems_(problems) {}

  std::vector<Token> run() {
    out_.reserve(tokens_.size() + 8);
    for (at_ = 0; at_ < tokens_.size(); ++at_) {
      const Token& token = tokens_[at_];
      if (skipping_ > 0) {
        skip(token);
      } else if (closing_of(token.kind) != EndOfFile) {
        open(token);
      } else if (is_closing(token.kind)) {
        close(token);
      } else {
        out_.push_back(token);
      }
    }
    // What is open at the end is most often one bracket, the innermost, and those around it follow from it.
    if (!stack_.empty()) report_unclosed(stack_.back(), nullptr);
    while (!stack_.empty()) close_innermost();
    return std::move(out_);
  }

 private:
  std::string_view text_of(const Token& token) const { return text_.substr(token.begin, token.end - token.begin); }

  void open(const Token& token) {
    if (stack_.size() < kMaxNesting) {
      stack_.push_back(token);
      out_.push_back(token);
      return;
    }
    if (!said_too_deep_) {
      problems_.emit(diag::NestedTooDeep, problems_.span(token), kMaxNesting).help("name a part of it with `let`");
    }
    said_too_deep_ = true;
    skipping_ = 1;
    if (token.kind != Interpolate) out_.push_back({Hole, token.begin, token.end});
  }

  /// Leaves out what is nested too deep, up to its closing bracket.
  void skip(const Token& token) {
    if (closing_of(token.kind) != EndOfFile) ++skipping_;
    if (is_closing(token.kind)) --skipping_;
  }

  void close(const Token& token) {
    // A brace is stronger than other brackets: it closes those that are still open inside of it.
    size_t match = stack_.size();
    while (match > 0 && closing_of(stack_[match - 1].kind) != token.kind) {
      if (token.kind != RightBrace && is_brace(stack_[match - 1].kind)) break;
      --match;
    }
    if (match > 0 && closing_of(stack_[match - 1].kind) == token.kind) {
      while (stack_.size() > match) {
        report_unclosed(stack_.back(), &token);
        close_innermost();
      }
      stack_.pop_back();
      out_.push_back(token);
      return;
    }
    const bool wrong_kind = token.kind != RightBrace && !stack_.empty() && !is_brace(stack_.back().kind) &&
                            !(at_ + 1 < tokens_.size() && tokens_[at_ + 1].kind == closing_of(stack_.back().kind));
    if (wrong_kind) return close_wrongly(token);
    auto builder = problems_.emit(diag::StrayBracket, problems_.span(token), text_of(token));
    if (out_.empty() || ends_value(out_, out_.size() - 1)) {
      builder.fix(problems_.span(token), "", "take it away");
    } else {  // a value was due: the bracket stands for it, so that its absence is not a second mistake
      out_.push_back({Hole, token.begin, token.end});
    }
  }

  /// `[1, 2)`, `f(1]`: one mistake. Several values that nothing calls are a list, else the opening bracket is right.
  void close_wrongly(const Token& token) {
    const Token opener = stack_.pop_back_val();
    size_t open = out_.size() - 1;
    bool has_comma = false;
    for (; out_[open] != opener; --open) has_comma |= out_[open].kind == Comma;
    const bool is_list = has_comma && (open == 0 || !ends_value(out_, open - 1));
    if (is_list) out_[open].kind = LeftBracket;
    const TokenKind meant = closing_of(out_[open].kind);
    out_.push_back({meant, token.begin, token.end});
    const Token& wrong = meant == token.kind ? opener : token;
    const std::string bracket(token_words(meant == token.kind ? out_[open].kind : meant).substr(1, 1));
    problems_.emit(diag::MismatchedBracket, problems_.span(token), text_of(opener), text_of(token))
        .also(problems_.span(opener), "opened here")
        .fix(problems_.span(wrong), bracket, "write `" + bracket + "`");
  }

  void report_unclosed(const Token& opener, const Token* before) {
    auto builder = problems_.emit(diag::UnclosedBracket, problems_.span(opener), text_of(opener));
    if (before) builder.also(problems_.span(*before), "this closes what is around it");
  }

  void close_innermost() {
    const uint32_t place = out_.back().end;
    out_.push_back(missing(closing_of(stack_.pop_back_val().kind), place));
  }

  std::span<const Token> tokens_;
  std::string_view text_;
  Problems& problems_;
  size_t at_ = 0;
  std::vector<Token> out_;
  llvm::SmallVector<Token, 32> stack_;
  size_t skipping_ = 0;
  bool said_too_deep_ = false;
};

}  // namespace

TokenKind closing_of(TokenKind kind) {
  switch (kind) {
    case LeftBrace:
    case Interpolate: return RightBrace;
    case LeftBracket: return RightBracket;
    case LeftParen: return RightParen;
    default: return EndOfFile;
  }
}

bool is_closing(TokenKind kind) { return kind == RightBrace || kind == RightBracket || kind == RightParen; }

bool is_balanced(std::span<const Token> tokens) {
  llvm::SmallVector<TokenKind, 64> closings;
  for (const Token& token : tokens) {
    if (const TokenKind closing = closing_of(token.kind); closing != EndOfFile) {
      closings.push_back(closing);
      if (closings.size() > kMaxNesting) return false;
    } else if (is_closing(token.kind) && (closings.empty() || closings.pop_back_val() != token.kind)) {
      return false;
    }
  }
  return closings.empty();
}

std::vector<Token> balance(std::span<const Token> tokens, std::string_view text, Problems& problems) {
  return Balancer(tokens, text, problems).run();
}

}  // namespace infra::syntax
