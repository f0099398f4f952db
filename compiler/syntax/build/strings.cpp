// Strings: escapes, interpolation, and the layout of `"""` blocks.
#include <string>

#include "compiler/base/text.h"
#include "compiler/diag/codes/syntax.h"
#include "compiler/syntax/build/build.h"

namespace infra::syntax {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_scalar_value(uint32_t code_point) {
  return code_point <= 0x10FFFF && !(code_point >= 0xD800 && code_point <= 0xDFFF);
}

/// Reads `{…}` of a `\u` escape at `at` (behind the `u`) and moves past it.
void append_code_point(Build& b, std::string& out, std::string_view text, size_t& at, uint32_t begin) {
  const size_t start = at - 2;
  uint32_t code_point = 0;
  size_t digits = 0;
  bool good = at < text.size() && text[at] == '{';
  if (good) ++at;
  while (good && at < text.size() && hex_digit(text[at]) >= 0) {
    if (++digits > 6) good = false;
    code_point = code_point * 16 + static_cast<uint32_t>(hex_digit(text[at++]));
  }
  good = good && digits > 0 && at < text.size() && text[at] == '}';
  if (good) ++at;
  if (good && is_scalar_value(code_point)) return append_utf8(out, code_point);
  const auto place = b.problems.span(begin + static_cast<uint32_t>(start), begin + static_cast<uint32_t>(at));
  b.problems.emit(diag::BadCodePoint, place, text.substr(start, at - start))
      .help("write the number of a Unicode character in up to six hexadecimal digits: `\\u{1F600}`");
}

/// How a block string is laid out: what every line begins with, and where its text starts and ends.
struct BlockLayout {
  std::string_view indentation;
  uint32_t begin = 0;
  uint32_t end = 0;
};

/// The text begins on the line after `"""`, and the closing `"""` stands alone on its line: its indentation is
/// taken from every line. As in Swift.
BlockLayout block_layout(Build& b, const Token& open, const Token& close) {
  BlockLayout layout;
  const size_t line_end = b.text.find('\n', open.end);
  layout.begin = open.end;
  layout.end = close.begin;
  const auto is_blank = [](std::string_view text) { return text.find_first_not_of(" \t\r") == std::string_view::npos; };
  if (line_end >= close.begin || !is_blank(b.text.substr(open.end, line_end - open.end))) {
    b.problems.emit(diag::BlockStringLayout, b.span(open), "the text of a `\"\"\"` string begins on the next line")
        .help("break the line after `\"\"\"`");
    return layout;
  }
  layout.begin = static_cast<uint32_t>(line_end) + 1;
  const size_t last_break = b.text.rfind('\n', close.begin);
  const std::string_view before = b.text.substr(last_break + 1, close.begin - last_break - 1);
  if (!is_blank(before)) {
    b.problems.emit(diag::BlockStringLayout, b.span(close), "the closing `\"\"\"` stands on a line of its own")
        .help("break the line before `\"\"\"`: its indentation is taken from every line of the text");
    return layout;
  }
  layout.indentation = before;
  // The line break before the closing line is not part of the text.
  layout.end = static_cast<uint32_t>(last_break);
  if (layout.end > layout.begin && b.text[layout.end - 1] == '\r') --layout.end;
  if (layout.end < layout.begin) layout.end = layout.begin;
  return layout;
}

/// The text from `begin` to `end` of a block, without the indentation of the lines that begin in it.
std::string dedent(Build& b, uint32_t begin, uint32_t end, const BlockLayout& layout) {
  std::string out;
  begin = std::max(begin, layout.begin);
  end = std::min(end, layout.end);
  bool at_line_start = begin == layout.begin;
  for (uint32_t at = begin; at < end;) {
    const std::string_view rest = b.text.substr(at, end - at);
    if (at_line_start && rest.starts_with(layout.indentation)) {
      at += static_cast<uint32_t>(layout.indentation.size());
    } else if (at_line_start) {
      const size_t used = std::min(rest.find_first_not_of(" \t"), rest.size());
      if (used < rest.size() && rest[used] != '\n' && rest[used] != '\r') {
        b.problems
            .emit(diag::BlockStringLayout, b.problems.span(at, at + static_cast<uint32_t>(used)),
                  "this line is indented less than the closing `\"\"\"`")
            .help("indent it with the same spaces or tabs");
      }
      at += static_cast<uint32_t>(used);
    }
    at_line_start = false;
    while (at < end && !at_line_start) {
      at_line_start = b.text[at] == '\n';
      out += b.text[at++];
    }
  }
  return out;
}

}  // namespace

std::string unescape(Build& b, std::string_view text, uint32_t begin) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const size_t escape = text.find('\\', at);
    out += text.substr(at, escape - at);
    if (escape == std::string_view::npos || escape + 1 >= text.size()) break;
    at = escape + 2;
    switch (text[escape + 1]) {
      case 'n': out += '\n'; break;
      case 't': out += '\t'; break;
      case 'r': out += '\r'; break;
      case '"':
      case '\\':
      case '$': out += text[escape + 1]; break;
      case 'u': append_code_point(b, out, text, at, begin); break;
      default: {
        size_t end = escape + 1;
        decode_utf8(text, end);
        const auto place = b.problems.span(begin + static_cast<uint32_t>(escape), begin + static_cast<uint32_t>(end));
        b.problems.emit(diag::UnknownEscape, place, text.substr(escape + 1, end - escape - 1))
            .help(
                "escapes are `\\n \\t \\r \\\" \\\\ \\$ \\u{…}`; in a raw string, `r\"…\"`, a backslash is a "
                "backslash");
        at = end;
      }
    }
  }
  return out;
}

std::string_view build_string(Build& b, const Token& token) {
  std::string_view written = b.text_of(token);
  if (token.kind == TokenKind::RawString) return b.keep(written.substr(2, written.size() - 3));
  written = written.substr(1, written.size() - 2);
  if (written.find('\\') == std::string_view::npos) return b.keep(written);
  return b.keep(unescape(b, written, token.begin + 1));
}

ExprNode build_interpolation(Build& b, std::span<Node* const> nodes) {
  const Token& open = token_of(nodes.front());
  const Token& close = token_of(nodes.back());
  const bool is_block = open.kind == TokenKind::BlockOpen;
  const BlockLayout layout = is_block ? block_layout(b, open, close) : BlockLayout{"", open.end, close.begin};
  llvm::SmallVector<StringPart, 8> parts;
  uint32_t text_begin = open.end;
  // Texts that adjoin are one: the scanner may have cut them at a `$` or a quote.
  const auto add_text = [&](uint32_t end) {
    if (end <= text_begin) return;
    std::string text =
        is_block ? dedent(b, text_begin, end, layout) : std::string(b.text.substr(text_begin, end - text_begin));
    if (text.find('\\') != std::string::npos) text = unescape(b, text, text_begin);
    if (!text.empty()) parts.push_back({b.keep(text), ExprId(), b.problems.span(text_begin, end)});
  };
  for (Node* node : nodes.subspan(1, nodes.size() - 2)) {
    if (node->children.size() == 1) continue;  // TEXT
    const Token& begin = first_token(node);
    add_text(begin.begin);
    const ExprId expr = build_expr(b, node->children[1]);
    parts.push_back({"", expr, span_of(b, node)});
    text_begin = last_token(node).end;
  }
  add_text(close.begin);
  if (parts.empty()) return StringLiteral{""};
  if (parts.size() == 1 && !parts[0].expr.valid()) return StringLiteral{parts[0].text};
  return Interpolation{b.keep(parts)};
}

}  // namespace infra::syntax
