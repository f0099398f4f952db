#include "compiler/document/prose.h"

#include <fmt/format.h>

#include "compiler/base/sanitize.h"
#include "compiler/base/xml.h"

namespace infra::document {
namespace {

/// A piece of a line.
struct Piece {
  enum class Kind : uint8_t { Text, Code, Strong, Link, NameLink } kind;
  std::string_view text;
  std::string_view target;  ///< Of a link.
};

bool is_web(std::string_view target) {
  return target.starts_with("https://") || target.starts_with("http://") || target.starts_with("mailto:");
}

/// What begins at `at`, if anything but plain text does; moves `at` past it.
bool read_special(std::string_view line, size_t& at, Piece& piece) {
  std::string_view rest = line.substr(at);
  if (rest.starts_with('`')) {
    size_t end = rest.find('`', 1);
    if (end == std::string_view::npos) return false;
    piece = {Piece::Kind::Code, rest.substr(1, end - 1), {}};
    at += end + 1;
    return true;
  }
  if (rest.starts_with("**")) {
    size_t end = rest.find("**", 2);
    if (end == std::string_view::npos || end == 2) return false;
    piece = {Piece::Kind::Strong, rest.substr(2, end - 2), {}};
    at += end + 2;
    return true;
  }
  if (!rest.starts_with('[')) return false;
  size_t close = rest.find(']');
  if (close == std::string_view::npos) return false;
  std::string_view inside = rest.substr(1, close - 1);
  if (rest.substr(close + 1).starts_with('(')) {
    size_t end = rest.find(')', close);
    if (end == std::string_view::npos) return false;
    piece = {Piece::Kind::Link, inside, rest.substr(close + 2, end - close - 2)};
    at += end + 1;
    return true;
  }
  if (inside.size() < 3 || inside.front() != '`' || inside.back() != '`') return false;
  std::string_view name = inside.substr(1, inside.size() - 2);
  piece = {Piece::Kind::NameLink, name, name};
  at += close + 1;
  return true;
}

std::vector<Piece> pieces_of(std::string_view line) {
  std::vector<Piece> pieces;
  size_t plain = 0;
  for (size_t at = 0; at < line.size();) {
    size_t begin = at;
    Piece piece{};
    if (!read_special(line, at, piece)) {
      ++at;
      continue;
    }
    if (plain < begin) pieces.push_back({Piece::Kind::Text, line.substr(plain, begin - plain), {}});
    pieces.push_back(piece);
    plain = at;
  }
  if (plain < line.size()) pieces.push_back({Piece::Kind::Text, line.substr(plain), {}});
  return pieces;
}

struct Block {
  enum class Kind : uint8_t { Paragraph, Item, Code } kind;
  std::string text;
};

std::vector<Block> blocks_of(std::string_view text) {
  std::vector<Block> blocks;
  bool fresh = true;  // the next line begins a block
  bool in_code = false;
  for (size_t begin = 0; begin <= text.size();) {
    size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    size_t indent = std::min(line.find_first_not_of(' '), line.size());
    std::string_view bare = line.substr(indent);
    if (bare.starts_with("```")) {
      in_code = !in_code;
      if (in_code) blocks.push_back({Block::Kind::Code, ""});
      fresh = true;
    } else if (in_code) {
      blocks.back().text += std::string(line) + "\n";
    } else if (bare.empty()) {
      fresh = true;
    } else if (bare.starts_with("- ")) {
      blocks.push_back({Block::Kind::Item, std::string(bare.substr(2))});
      fresh = false;
    } else if (fresh) {
      blocks.push_back({Block::Kind::Paragraph, std::string(bare)});
      fresh = false;
    } else {
      blocks.back().text += " " + std::string(bare);
    }
  }
  return blocks;
}

std::string clean(std::string_view text) { return escape_xml(sanitize(text)); }

std::string inline_html(std::string_view text, const Resolve& resolve) {
  std::string out;
  for (const Piece& piece : pieces_of(text)) {
    switch (piece.kind) {
      case Piece::Kind::Text: out += clean(piece.text); break;
      case Piece::Kind::Code: out += fmt::format("<code>{}</code>", clean(piece.text)); break;
      case Piece::Kind::Strong: out += fmt::format("<strong>{}</strong>", clean(piece.text)); break;
      case Piece::Kind::Link:
      case Piece::Kind::NameLink: {
        std::string inside = piece.kind == Piece::Kind::NameLink ? fmt::format("<code>{}</code>", clean(piece.text))
                                                                 : inline_html(piece.text, resolve);
        std::string address = is_web(piece.target) ? std::string(piece.target) : resolve(piece.target);
        out += address.empty() ? inside : fmt::format("<a href=\"{}\">{}</a>", clean(address), inside);
        break;
      }
    }
  }
  return out;
}

}  // namespace

std::string prose_html(std::string_view text, const Resolve& resolve) {
  std::string out;
  bool in_list = false;
  for (const Block& block : blocks_of(text)) {
    bool item = block.kind == Block::Kind::Item;
    if (item != in_list) out += item ? "<ul>" : "</ul>\n";
    in_list = item;
    switch (block.kind) {
      case Block::Kind::Paragraph: out += fmt::format("<p>{}</p>\n", inline_html(block.text, resolve)); break;
      case Block::Kind::Item: out += fmt::format("<li>{}</li>", inline_html(block.text, resolve)); break;
      case Block::Kind::Code: out += fmt::format("<pre><code>{}</code></pre>\n", clean(block.text)); break;
    }
  }
  return in_list ? out + "</ul>\n" : out;
}

std::string first_sentence(std::string_view text) {
  for (const Block& block : blocks_of(text)) {
    if (block.kind != Block::Kind::Paragraph) continue;
    std::string out;
    for (const Piece& piece : pieces_of(block.text)) out += piece.text;
    size_t end = out.find(". ");
    if (end != std::string::npos) out.resize(end + 1);
    return sanitize(out);
  }
  return "";
}

std::string prose_markdown(std::string_view text, const Resolve& resolve) {
  std::string out;
  bool in_code = false;
  for (size_t begin = 0; begin < text.size();) {
    size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    if (line.find("```") != std::string_view::npos) in_code = !in_code;
    if (in_code) {
      out += sanitize(line) + "\n";
      continue;
    }
    for (const Piece& piece : pieces_of(line)) {
      std::string address =
          piece.target.empty() || is_web(piece.target) ? std::string(piece.target) : resolve(piece.target);
      switch (piece.kind) {
        case Piece::Kind::Text: out += sanitize(piece.text); break;
        case Piece::Kind::Code: out += fmt::format("`{}`", sanitize(piece.text)); break;
        case Piece::Kind::Strong: out += fmt::format("**{}**", sanitize(piece.text)); break;
        case Piece::Kind::NameLink:
          out += address.empty() ? fmt::format("`{}`", sanitize(piece.text))
                                 : fmt::format("[`{}`]({})", sanitize(piece.text), sanitize(address));
          break;
        case Piece::Kind::Link:
          out +=
              address.empty() ? sanitize(piece.text) : fmt::format("[{}]({})", sanitize(piece.text), sanitize(address));
          break;
      }
    }
    out += '\n';
  }
  while (out.ends_with("\n\n")) out.pop_back();
  return out;
}

std::vector<std::string> link_targets(std::string_view text) {
  std::vector<std::string> targets;
  for (const Block& block : blocks_of(text)) {
    if (block.kind == Block::Kind::Code) continue;
    for (const Piece& piece : pieces_of(block.text)) {
      bool link = piece.kind == Piece::Kind::Link || piece.kind == Piece::Kind::NameLink;
      if (link && !is_web(piece.target)) targets.emplace_back(piece.target);
    }
  }
  return targets;
}

}  // namespace infra::document
