// Our tokens as ANTLR's parser reads them: without a copy of their text and without a lexer.
#pragma once

#include <deque>
#include <span>
#include <vector>

#include "antlr4-runtime.h"
#include "compiler/syntax/scan/token.h"

namespace infra::syntax {

/// One of our tokens behind ANTLR's interface; `index` is its place in the chunk.
class ParserToken final : public antlr4::Token {
 public:
  syntax::Token token;
  size_t index = 0;

  size_t getType() const override {
    return token.kind == TokenKind::EndOfFile ? antlr4::Token::EOF : static_cast<size_t>(token.kind);
  }
  size_t getTokenIndex() const override { return index; }
  size_t getStartIndex() const override { return token.begin; }
  size_t getStopIndex() const override { return token.end; }
  size_t getLine() const override { return 0; }
  size_t getCharPositionInLine() const override { return 0; }
  size_t getChannel() const override { return antlr4::Token::DEFAULT_CHANNEL; }
  std::string getText() const override { return std::string(token_symbol(token.kind)); }
  antlr4::TokenSource* getTokenSource() const override { return nullptr; }
  antlr4::CharStream* getInputStream() const override { return nullptr; }
  std::string toString() const override { return getText(); }
};

/// The tokens of one chunk, all in memory.
class ParserTokenStream final : public antlr4::TokenStream {
 public:
  void reset(std::span<const Token> tokens) {
    if (tokens_.size() < tokens.size() + 1) tokens_.resize(tokens.size() + 1);
    for (size_t i = 0; i < tokens.size(); ++i) {
      tokens_[i].token = tokens[i];
      tokens_[i].index = i;
      if (tokens[i].kind == TokenKind::Let && follows_if(tokens, i)) tokens_[i].token.kind = TokenKind::LetPattern;
    }
    last_ = tokens.size();
    tokens_[last_].token = missing(TokenKind::EndOfFile, tokens.empty() ? 0 : tokens.back().end);
    tokens_[last_].index = last_;
    at_ = 0;
  }

  antlr4::Token* LT(ssize_t k) override {
    if (k < 0) return at_ < static_cast<size_t>(-k) ? nullptr : &tokens_[at_ + k];
    return &tokens_[std::min(at_ + static_cast<size_t>(k) - 1, last_)];
  }
  size_t LA(ssize_t k) override {
    antlr4::Token* token = LT(k);
    return token ? token->getType() : antlr4::Token::INVALID_TYPE;
  }
  antlr4::Token* get(size_t index) const override { return &tokens_[std::min(index, last_)]; }
  void consume() override {
    if (at_ < last_) ++at_;
  }
  size_t index() override { return at_; }
  void seek(size_t index) override { at_ = std::min(index, last_); }
  size_t size() override { return last_ + 1; }
  ssize_t mark() override { return 0; }
  void release(ssize_t) override {}
  std::string getSourceName() const override { return ""; }
  antlr4::TokenSource* getTokenSource() const override { return nullptr; }
  std::string getText(const antlr4::misc::Interval&) override { return ""; }
  std::string getText() override { return ""; }
  std::string getText(antlr4::RuleContext*) override { return ""; }
  std::string getText(antlr4::Token*, antlr4::Token*) override { return ""; }

 private:
  /// `if let`, but not where `if` is a field: `a.if`.
  static bool follows_if(std::span<const Token> tokens, size_t index) {
    if (index == 0 || tokens[index - 1].kind != TokenKind::If) return false;
    const TokenKind before = index == 1 ? TokenKind::EndOfFile : tokens[index - 2].kind;
    return before != TokenKind::Dot && before != TokenKind::SafeDot;
  }

  mutable std::vector<ParserToken> tokens_;
  size_t last_ = 0;
  size_t at_ = 0;
};

}  // namespace infra::syntax
