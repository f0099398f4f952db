#include <unordered_set>

#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include "compiler/base/json.h"
#include "compiler/diag/codes/value.h"
#include "compiler/diag/error.h"
#include "compiler/value/documents/node.h"

namespace infra::value::documents {
namespace {

using Ordered = nlohmann::ordered_json;

/// Builds the tree as the parser goes: no second copy, no recursion, members in their order and none twice.
class Builder : public nlohmann::json_sax<Ordered> {
 public:
  bool null() override { return put(Node()); }
  bool boolean(bool value) override {
    Node node;
    node.kind = Node::Kind::Bool;
    node.flag = value;
    return put(std::move(node));
  }
  bool number_integer(number_integer_t value) override {
    Node node;
    node.kind = Node::Kind::Int;
    node.number = value;
    return put(std::move(node));
  }
  bool number_unsigned(number_unsigned_t value) override {
    if (value <= static_cast<uint64_t>(INT64_MAX)) return number_integer(static_cast<int64_t>(value));
    return number_float(static_cast<double>(value), "");
  }
  bool number_float(number_float_t value, const string_t&) override {
    Node node;
    node.kind = Node::Kind::Float;
    node.real = value;
    return put(std::move(node));
  }
  bool string(string_t& value) override { return put(Node::of_text(std::move(value))); }
  bool binary(binary_t&) override { return false; }
  bool start_object(size_t) override { return open(Node::Kind::Map); }
  bool key(string_t& name) override {
    if (!names_.back().insert(name).second) {
      error = unreadable("JSON", fmt::format("`{}` stands twice in one object", name));
      return false;
    }
    open_.back()->members.emplace_back(std::move(name), Node());
    return true;
  }
  bool end_object() override { return close(); }
  bool start_array(size_t) override { return open(Node::Kind::List); }
  bool end_array() override { return close(); }
  bool parse_error(size_t position, const std::string&, const nlohmann::detail::exception&) override {
    error = unreadable("JSON", position_text(position));
    return false;
  }

  static std::string position_text(size_t position) { return fmt::format("it is not JSON at byte {}", position); }

  Node root;
  Error error;

 private:
  Node* place() {
    if (open_.empty()) return &root;
    Node& parent = *open_.back();
    if (parent.kind == Node::Kind::Map) return &parent.members.back().node;
    return &parent.items.emplace_back();
  }
  bool put(Node node) {
    if (++nodes_ > kMaxDocumentNodes) {
      error = too_big("JSON", fmt::format("{} values", kMaxDocumentNodes));
      return false;
    }
    *place() = std::move(node);
    return true;
  }
  bool open(Node::Kind kind) {
    if (open_.size() >= kMaxDocumentDepth) {
      error = too_big("JSON", fmt::format("{} levels of nesting", kMaxDocumentDepth));
      return false;
    }
    if (++nodes_ > kMaxDocumentNodes) {
      error = too_big("JSON", fmt::format("{} values", kMaxDocumentNodes));
      return false;
    }
    Node* node = place();
    node->kind = kind;
    open_.push_back(node);
    names_.emplace_back();
    return true;
  }
  bool close() {
    open_.pop_back();
    names_.pop_back();
    return true;
  }

  // A node in `open_` stays where it is while it is open: only the last list or map grows.
  std::vector<Node*> open_;
  std::vector<std::unordered_set<std::string>> names_;
  size_t nodes_ = 0;
};

void print(std::string& out, const Node& node, size_t indent, size_t level) {
  auto line = [&](size_t depth) {
    if (indent > 0) out.append(1, '\n').append(indent * depth, ' ');
  };
  switch (node.kind) {
    case Node::Kind::Null: out += "null"; return;
    case Node::Kind::Bool: out += node.flag ? "true" : "false"; return;
    case Node::Kind::Int: out += fmt::format("{}", node.number); return;
    case Node::Kind::Float: append_json_number(out, node.real); return;
    case Node::Kind::Text:
    case Node::Kind::Plain: append_json_string(out, node.text); return;
    case Node::Kind::List:
      out += '[';
      for (size_t i = 0; i < node.items.size(); ++i) {
        if (i > 0) out += ',';
        line(level + 1);
        print(out, node.items[i], indent, level + 1);
      }
      if (!node.items.empty()) line(level);
      out += ']';
      return;
    case Node::Kind::Map:
      out += '{';
      for (size_t i = 0; i < node.members.size(); ++i) {
        if (i > 0) out += ',';
        line(level + 1);
        append_json_string(out, node.members[i].name);
        out += indent > 0 ? ": " : ":";
        print(out, node.members[i].node, indent, level + 1);
      }
      if (!node.members.empty()) line(level);
      out += '}';
      return;
  }
}

}  // namespace

Error unreadable(std::string_view format, std::string_view reason) {
  return diag::error(diag::UnreadableDocument, format, reason);
}

Error too_big(std::string_view format, std::string_view what) {
  return diag::error(diag::DocumentTooBig, format, what);
}

Result<Node> parse_json_document(std::string_view text) {
  Builder builder;
  if (!Ordered::sax_parse(text, &builder)) return fail(builder.error);
  return std::move(builder.root);
}

std::string print_json_document(const Node& node, size_t indent) {
  std::string out;
  print(out, node, indent, 0);
  return out;
}

}  // namespace infra::value::documents
