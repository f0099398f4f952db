#include <algorithm>
#include <map>
#include <memory>
#include <unordered_set>

#include <fmt/format.h>
#include <yaml.h>

#include "compiler/base/json.h"
#include "compiler/base/text.h"
#include "compiler/value/documents/node.h"

namespace infra::value::documents {
namespace {

size_t count_nodes(const Node& node) {
  size_t count = 1;
  for (const Node& item : node.items) count += count_nodes(item);
  for (const auto& [name, member] : node.members) count += count_nodes(member);
  return count;
}

size_t depth_of(const Node& node) {
  size_t depth = 0;
  for (const Node& item : node.items) depth = std::max(depth, depth_of(item));
  for (const auto& [name, member] : node.members) depth = std::max(depth, depth_of(member));
  return depth + 1;
}

std::string text_of(const yaml_char_t* text) { return text == nullptr ? "" : reinterpret_cast<const char*>(text); }

/// libyaml's events as a tree. It gives them one by one, without recursion; what is open stands in a stack here.
class Reader {
 public:
  explicit Reader(std::string_view text) {
    yaml_parser_initialize(&parser_);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
  }
  ~Reader() { yaml_parser_delete(&parser_); }
  Reader(const Reader&) = delete;

  Result<Node> run() {
    size_t documents = 0;
    while (true) {
      yaml_event_t event;
      if (yaml_parser_parse(&parser_, &event) == 0) {
        return fail(wrong(parser_.problem_mark, parser_.problem == nullptr ? "it is not YAML" : parser_.problem));
      }
      std::unique_ptr<yaml_event_t, void (*)(yaml_event_t*)> owner(&event, yaml_event_delete);
      if (event.type == YAML_STREAM_END_EVENT) return std::move(root_);
      if (event.type == YAML_DOCUMENT_START_EVENT && ++documents > 1) {
        return fail(wrong(event.start_mark, "it holds more than one document"));
      }
      INFRA_TRY(take(event));
    }
  }

 private:
  /// A list or map whose end is still to come.
  struct Open {
    Node node;
    std::string anchor;
    std::string key;
    bool has_key = false;
    std::unordered_set<std::string> keys = {};  ///< Those of the members.
  };

  static Error wrong(const yaml_mark_t& mark, std::string_view reason) {
    return unreadable("YAML", fmt::format("line {}: {}", mark.line + 1, reason));
  }

  Result<void> take(const yaml_event_t& event) {
    switch (event.type) {
      case YAML_SCALAR_EVENT: {
        const auto& scalar = event.data.scalar;
        INFRA_TRY(no_tag(scalar.tag, event));
        Node node;
        node.kind = scalar.style == YAML_PLAIN_SCALAR_STYLE ? Node::Kind::Plain : Node::Kind::Text;
        node.text.assign(reinterpret_cast<const char*>(scalar.value), scalar.length);
        return put(std::move(node), text_of(scalar.anchor), event);
      }
      case YAML_ALIAS_EVENT: {
        auto found = anchors_.find(text_of(event.data.alias.anchor));
        if (found == anchors_.end()) {
          return fail(wrong(event.start_mark, fmt::format("`*{}` names no anchor that ends before it",
                                                          text_of(event.data.alias.anchor))));
        }
        const auto& [node, size] = found->second;
        if (open_.size() + depth_of(node) > kMaxDocumentDepth) return fail(deep());
        return put(node, "", event, size);
      }
      case YAML_SEQUENCE_START_EVENT:
        INFRA_TRY(no_tag(event.data.sequence_start.tag, event));
        return open(Node::Kind::List, text_of(event.data.sequence_start.anchor));
      case YAML_MAPPING_START_EVENT:
        INFRA_TRY(no_tag(event.data.mapping_start.tag, event));
        return open(Node::Kind::Map, text_of(event.data.mapping_start.anchor));
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT: {
        Open done = std::move(open_.back());
        open_.pop_back();
        return put(std::move(done.node), done.anchor, event, 0);
      }
      default: return {};
    }
  }

  Result<void> no_tag(const yaml_char_t* tag, const yaml_event_t& event) {
    if (tag == nullptr || text_of(tag) == "tag:yaml.org,2002:str" || text_of(tag) == "!") return {};
    return fail(wrong(event.start_mark, fmt::format("the tag `{}`: types come from the program", text_of(tag))));
  }

  static Error deep() { return too_big("YAML", fmt::format("{} levels of nesting", kMaxDocumentDepth)); }

  Result<void> count(size_t nodes) {
    nodes_ += nodes;
    if (nodes_ <= kMaxDocumentNodes) return {};
    return fail(too_big("YAML", fmt::format("{} values", kMaxDocumentNodes)));
  }

  Result<void> open(Node::Kind kind, std::string anchor) {
    if (open_.size() >= kMaxDocumentDepth) return fail(deep());
    INFRA_TRY(count(1));
    Open next;
    next.node.kind = kind;
    next.anchor = std::move(anchor);
    open_.push_back(std::move(next));
    return {};
  }

  /// A whole node, where it stands. `size`: how many nodes it adds to those that are counted.
  Result<void> put(Node node, const std::string& anchor, const yaml_event_t& event, size_t size = 1) {
    INFRA_TRY(count(size));
    if (!anchor.empty()) anchors_[anchor] = {node, count_nodes(node)};
    if (open_.empty()) {
      root_ = std::move(node);
      return {};
    }
    Open& parent = open_.back();
    if (parent.node.kind == Node::Kind::List) {
      parent.node.items.push_back(std::move(node));
      return {};
    }
    if (!parent.has_key) {
      bool scalar = node.kind == Node::Kind::Plain || node.kind == Node::Kind::Text;
      if (!scalar) return fail(wrong(event.start_mark, "a key is not a single text"));
      parent.key = std::move(node.text);
      parent.has_key = true;
      return {};
    }
    if (!parent.keys.insert(parent.key).second) {
      return fail(wrong(event.start_mark, fmt::format("`{}` stands twice in one map", parent.key)));
    }
    parent.node.members.emplace_back(std::move(parent.key), std::move(node));
    parent.has_key = false;
    return {};
  }

  yaml_parser_t parser_;
  std::vector<Open> open_;
  std::map<std::string, std::pair<Node, size_t>> anchors_;
  size_t nodes_ = 0;
  Node root_;
};

/// Whether every reader of YAML, old or new, takes the text without quotes for text.
bool is_plain(std::string_view text) {
  if (text.empty() || text.size() > 200) return false;
  auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  auto inner = [&](char c) {
    return letter(c) || (c >= '0' && c <= '9') || std::string_view("_-./ @+").find(c) != std::string_view::npos;
  };
  if (!letter(text[0]) && text[0] != '_' && text[0] != '/') return false;
  if (!std::all_of(text.begin(), text.end(), inner) || text.back() == ' ') return false;
  std::string low(text);
  for (char& c : low) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  for (std::string_view word : {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}) {
    if (low == word) return false;
  }
  return true;
}

/// Text of several lines that a literal block (`|`) can hold as it is.
bool is_block(std::string_view text) {
  if (text.find('\n') == text.npos || text[0] == '\n' || text[0] == ' ') return false;
  return std::none_of(text.begin(), text.end(), [](char c) {
    return (static_cast<uint8_t>(c) < 0x20 && c != '\n') || static_cast<uint8_t>(c) >= 0x7F;
  });
}

/// In double quotes, as JSON, with what YAML does not let stand as it is escaped, too.
void print_quoted(std::string& out, std::string_view text) {
  std::string json;
  append_json_string(json, text);
  for (size_t i = 0; i < json.size();) {
    size_t begin = i;
    uint32_t c = decode_utf8(json, i);
    if ((c >= 0x7F && c <= 0x9F) || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF || c == 0x2028 || c == 0x2029) {
      out += fmt::format("\\u{:04X}", c);
    } else {
      out.append(json, begin, i - begin);
    }
  }
}

void print_text(std::string& out, std::string_view text, size_t indent) {
  if (is_plain(text)) {
    out += text;
  } else if (is_block(text)) {
    bool ends = text.ends_with('\n');
    out += !ends ? "|-" : text.ends_with("\n\n") ? "|+" : "|";
    if (ends) text.remove_suffix(1);
    while (true) {
      size_t end = text.find('\n');
      out += '\n';
      if (end != 0 && !text.empty()) out.append(indent, ' ').append(text.substr(0, end));
      if (end == text.npos) break;
      text.remove_prefix(end + 1);
    }
  } else {
    print_quoted(out, text);
  }
}

void print(std::string& out, const Node& node, size_t indent);

/// What stands after `key:` or `-`: on the same line, or beneath.
void print_beneath(std::string& out, const Node& node, size_t indent, bool in_list) {
  bool empty = node.items.empty() && node.members.empty();
  bool is_list = node.kind == Node::Kind::List, is_map = node.kind == Node::Kind::Map;
  if ((is_list || is_map) && !empty) {
    // The first line of a map or list in a list stands behind the dash.
    if (in_list) {
      std::string inner;
      print(inner, node, indent);
      out.append(" ").append(inner.substr(std::min(indent, inner.size())));
    } else {
      out += '\n';
      print(out, node, indent);
    }
    return;
  }
  out += ' ';
  switch (node.kind) {
    case Node::Kind::List: out += "[]"; break;
    case Node::Kind::Map: out += "{}"; break;
    case Node::Kind::Text:
    case Node::Kind::Plain: print_text(out, node.text, indent); break;
    default: out += print_json_document(node, 0);
  }
  out += '\n';
}

void print(std::string& out, const Node& node, size_t indent) {
  for (const Node& item : node.items) {
    out.append(indent, ' ').append("-");
    print_beneath(out, item, indent + 2, true);
  }
  for (const auto& [name, member] : node.members) {
    out.append(indent, ' ');
    if (is_plain(name))
      out += name;
    else
      print_quoted(out, name);
    out += ':';
    print_beneath(out, member, indent + 2, false);
  }
}

}  // namespace

Result<Node> parse_yaml_document(std::string_view text) { return Reader(text).run(); }

std::string print_yaml_document(const Node& node) {
  std::string out;
  if (!node.items.empty() || !node.members.empty()) {
    print(out, node, 0);
    return out;
  }
  print_beneath(out, node, 0, false);
  return out.substr(1);
}

}  // namespace infra::value::documents
