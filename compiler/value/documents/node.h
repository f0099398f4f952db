// A document as a tree, whatever its format is: between texts and values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/base/result.h"

namespace infra::value::documents {

struct Node {
  enum class Kind : uint8_t {
    Null,
    Bool,
    Int,
    Float,
    Text,
    Plain,  ///< Text without quotes (YAML, CSV): what it is hangs on the type that is read.
    List,
    Map,
  } kind = Kind::Null;
  bool flag = false;
  int64_t number = 0;
  double real = 0;
  struct Member;
  std::string text;             ///< Text, Plain.
  std::vector<Node> items;      ///< List.
  std::vector<Member> members;  ///< Map; no name twice.

  static Node of_text(std::string text);
};

struct Node::Member {
  std::string name;
  Node node;
};

inline Node Node::of_text(std::string text) {
  Node node;
  node.kind = Kind::Text;
  node.text = std::move(text);
  return node;
}

/// How deep a document may nest and how many nodes it may have; larger ones are E0363.
inline constexpr int kMaxDocumentDepth = 100;
inline constexpr size_t kMaxDocumentNodes = 1'000'000;

/// E0361 with the format's name: `text` cannot be read, because of `reason`.
Error unreadable(std::string_view format, std::string_view reason);
/// E0363.
Error too_big(std::string_view format, std::string_view what);

Result<Node> parse_json_document(std::string_view text);
/// YAML 1.2: one document; anchors are copied, tags are refused.
Result<Node> parse_yaml_document(std::string_view text);
Result<Node> parse_toml_document(std::string_view text);
/// RFC 4180 with a head row: a list of maps of plain text.
Result<Node> parse_csv_document(std::string_view text);

/// `indent`: spaces a level; 0 writes one line.
std::string print_json_document(const Node& node, size_t indent);
std::string print_yaml_document(const Node& node);
/// Takes the members that are null out of maps; false when a null stands in a list.
bool leave_out_nulls(Node& node);
/// The root is a map, and nothing in it is null.
std::string print_toml_document(const Node& node);

}  // namespace infra::value::documents
