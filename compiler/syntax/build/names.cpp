#include <utf8proc.h>

#include <cstdlib>
#include <memory>

#include "compiler/diag/codes/syntax.h"
#include "compiler/syntax/build/build.h"

namespace infra::syntax {
namespace {

bool is_ascii(std::string_view text) {
  for (char c : text) {
    if (static_cast<unsigned char>(c) >= 128) return false;
  }
  return true;
}

}  // namespace

const Token& first_token(Node* node) {
  if (is_token(node)) return token_of(node);
  return static_cast<ParserToken*>(static_cast<antlr4::ParserRuleContext*>(node)->getStart())->token;
}

const Token& last_token(Node* node) {
  if (is_token(node)) return token_of(node);
  return static_cast<ParserToken*>(static_cast<antlr4::ParserRuleContext*>(node)->getStop())->token;
}

Span span_of(const Build& b, Node* node) { return b.span(first_token(node)).to(b.span(last_token(node))); }

void check_normal(Build& b, std::string_view name, Span span) {
  if (is_ascii(name)) return;
  utf8proc_uint8_t* out = nullptr;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(name.data()),
                                   static_cast<utf8proc_ssize_t>(name.size()), &out, options);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(out, &std::free);
  if (length < 0) return;
  const std::string normal(reinterpret_cast<const char*>(out), static_cast<size_t>(length));
  if (normal == name) return;
  b.problems.emit(diag::NameNotNormal, span, name)
      .label("written with separate marks")
      .help("two names that look the same are then the same name")
      .fix(span, normal, "write it in NFC");
}

Ident build_name(Build& b, const Token& token) {
  const Span span = b.span(token);
  if (token.kind == TokenKind::Hole || token.begin == token.end) return {Name(), span};
  const std::string_view name = b.text_of(token);
  check_normal(b, name, span);
  return {b.names.intern(name), span};
}

Ident build_name(Build& b, Node* node) { return build_name(b, first_token(node)); }

}  // namespace infra::syntax
