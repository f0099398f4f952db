#include <algorithm>
#include <sstream>

#include <fmt/format.h>

#include "compiler/base/json.h"
#include "compiler/base/toml_library.h"
#include "compiler/value/documents/node.h"

namespace infra::value::documents {
namespace {

std::string written(const auto& value) {
  std::ostringstream out;
  out.imbue(std::locale::classic());
  out << value;
  return out.str();
}

/// The parser bounds how deep what it reads nests; names with dots nest as well.
Result<Node> convert(const toml::node& from, size_t& left, int depth) {
  if (depth > kMaxDocumentDepth) return fail(too_big("TOML", fmt::format("{} levels of nesting", kMaxDocumentDepth)));
  if (left-- == 0) return fail(too_big("TOML", fmt::format("{} values", kMaxDocumentNodes)));
  Node node;
  if (const toml::table* table = from.as_table()) {
    node.kind = Node::Kind::Map;
    for (const auto& [key, value] : *table) {
      INFRA_ASSIGN(Node member, convert(value, left, depth + 1));
      node.members.emplace_back(std::string(key.str()), std::move(member));
    }
  } else if (const toml::array* array = from.as_array()) {
    node.kind = Node::Kind::List;
    for (const toml::node& value : *array) {
      INFRA_ASSIGN(Node item, convert(value, left, depth + 1));
      node.items.push_back(std::move(item));
    }
  } else if (auto* flag = from.as_boolean()) {
    node.kind = Node::Kind::Bool;
    node.flag = flag->get();
  } else if (auto* number = from.as_integer()) {
    node.kind = Node::Kind::Int;
    node.number = number->get();
  } else if (auto* real = from.as_floating_point()) {
    node.kind = Node::Kind::Float;
    node.real = real->get();
  } else if (auto* text = from.as_string()) {
    node = Node::of_text(text->get());
  } else if (auto* date = from.as_date()) {
    node = Node::of_text(written(date->get()));
  } else if (auto* time = from.as_time()) {
    node = Node::of_text(written(time->get()));
  } else if (auto* both = from.as_date_time()) {
    node = Node::of_text(written(both->get()));
  }
  return node;
}

bool is_map(const Node& node) { return node.kind == Node::Kind::Map; }
bool are_tables(const Node& node) {
  return node.kind == Node::Kind::List && !node.items.empty() &&
         std::all_of(node.items.begin(), node.items.end(), is_map);
}

void print_string(std::string& out, std::string_view text) {
  std::string json;
  append_json_string(json, text);
  for (char c : json) {  // TOML wants this one escaped as well
    if (c == '\x7F')
      out += "\\u007F";
    else
      out += c;
  }
}

void print_key(std::string& out, std::string_view key) {
  bool bare = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  if (bare)
    out += key;
  else
    print_string(out, key);
}

void print_inline(std::string& out, const Node& node) {
  switch (node.kind) {
    case Node::Kind::List:
      out += '[';
      for (size_t i = 0; i < node.items.size(); ++i) {
        if (i > 0) out += ", ";
        print_inline(out, node.items[i]);
      }
      out += ']';
      return;
    case Node::Kind::Map: {
      out += '{';
      std::string_view before = " ";
      for (const auto& [name, member] : node.members) {
        out += before;
        before = ", ";
        print_key(out, name);
        out += " = ";
        print_inline(out, member);
      }
      out += node.members.empty() ? "}" : " }";
      return;
    }
    case Node::Kind::Text:
    case Node::Kind::Plain: print_string(out, node.text); return;
    case Node::Kind::Float: {
      std::string number = print_json_document(node, 0);
      // A float has a dot or an exponent with digits before it.
      if (number.find_first_of(".e") == number.npos) number += ".0";
      out += number;
      return;
    }
    default: out += print_json_document(node, 0);
  }
}

/// A table's own values first, then the tables in it, each under its whole name.
void print_table(std::string& out, const Node& table, const std::string& path) {
  for (const auto& [name, member] : table.members) {
    if (is_map(member) || are_tables(member)) continue;
    print_key(out, name);
    out += " = ";
    print_inline(out, member);
    out += '\n';
  }
  for (const auto& [name, member] : table.members) {
    if (!is_map(member) && !are_tables(member)) continue;
    std::string inside = path.empty() ? "" : path + ".";
    print_key(inside, name);
    if (is_map(member)) {
      out += fmt::format("{}[{}]\n", out.empty() ? "" : "\n", inside);
      print_table(out, member, inside);
    } else {
      for (const Node& item : member.items) {
        out += fmt::format("{}[[{}]]\n", out.empty() ? "" : "\n", inside);
        print_table(out, item, inside);
      }
    }
  }
}

}  // namespace

namespace {

/// The parser bounds brackets, and takes a name of any number of parts (`a.a.a`), each of which is a table in a table.
bool has_deep_name(std::string_view text) {
  int parts = 0;
  bool after_dot = true;
  for (char c : text) {
    bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
                c == '"' || c == '\'';
    if (word) {
      after_dot = false;
    } else if (c == '.' && !after_dot) {
      after_dot = true;
      if (++parts >= kMaxDocumentDepth) return true;
    } else if (c != ' ' && c != '\t') {
      parts = 0;
      after_dot = true;
    }
  }
  return false;
}

}  // namespace

Result<Node> parse_toml_document(std::string_view text) {
  if (has_deep_name(text)) return fail(too_big("TOML", fmt::format("{} levels of nesting", kMaxDocumentDepth)));
  toml::parse_result result = toml::parse(text);
  if (!result) {
    return fail(unreadable(
        "TOML", fmt::format("line {}: {}", result.error().source().begin.line, result.error().description())));
  }
  size_t left = kMaxDocumentNodes;
  return convert(result.table(), left, 1);
}

bool leave_out_nulls(Node& node) {
  std::erase_if(node.members, [](const auto& member) { return member.node.kind == Node::Kind::Null; });
  return std::all_of(node.members.begin(), node.members.end(),
                     [](auto& member) { return leave_out_nulls(member.node); }) &&
         std::all_of(node.items.begin(), node.items.end(),
                     [](Node& item) { return item.kind != Node::Kind::Null && leave_out_nulls(item); });
}

std::string print_toml_document(const Node& node) {
  std::string out;
  print_table(out, node, "");
  return out;
}

}  // namespace infra::value::documents
