#include <unordered_set>

#include <fmt/format.h>

#include "compiler/value/documents/node.h"

namespace infra::value::documents {
namespace {

struct Cell {
  std::string text;
  bool quoted = false;
};

/// Reads one record from `text` at `at`; `line` counts line ends. False after a complaint.
class Rows {
 public:
  explicit Rows(std::string_view text) : text_(text) {}

  bool done() const { return at_ == text_.size(); }
  size_t line() const { return line_; }

  Result<std::vector<Cell>> next() {
    std::vector<Cell> cells;
    while (true) {
      INFRA_ASSIGN(Cell cell, next_cell());
      cells.push_back(std::move(cell));
      if (done()) return cells;
      char end = text_[at_++];
      if (end == ',') continue;
      if (end == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
      ++line_;
      return cells;
    }
  }

 private:
  static bool ends(char c) { return c == ',' || c == '\n' || c == '\r'; }

  Result<Cell> next_cell() {
    Cell cell;
    if (done() || text_[at_] != '"') {
      while (!done() && !ends(text_[at_])) cell.text += text_[at_++];
      return cell;
    }
    cell.quoted = true;
    size_t begin = line_;
    for (++at_;; ++at_) {
      if (done()) return fail(unreadable("CSV", fmt::format("line {}: a `\"` has no other", begin)));
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] == '"') {
        ++at_;
        if (done() || text_[at_] != '"') break;
      }
      cell.text += text_[at_];
    }
    if (done() || ends(text_[at_])) return cell;
    return fail(unreadable("CSV", fmt::format("line {}: after a `\"` stands a comma or the line's end", line_)));
  }

  std::string_view text_;
  size_t at_ = 0;
  size_t line_ = 1;
};

}  // namespace

Result<Node> parse_csv_document(std::string_view text) {
  Node table;
  table.kind = Node::Kind::List;
  Rows rows(text);
  if (rows.done()) return fail(unreadable("CSV", "it has no head row"));
  INFRA_ASSIGN(std::vector<Cell> head, rows.next());
  std::unordered_set<std::string> names;
  for (const Cell& cell : head) {
    if (!names.insert(cell.text).second) {
      return fail(unreadable("CSV", fmt::format("two columns have the name `{}`", cell.text)));
    }
  }
  size_t nodes = 0;
  while (!rows.done()) {
    size_t line = rows.line();
    INFRA_ASSIGN(std::vector<Cell> cells, rows.next());
    if (cells.size() == 1 && cells[0].text.empty() && !cells[0].quoted) continue;  // an empty line
    if (cells.size() != head.size()) {
      return fail(
          unreadable("CSV", fmt::format("line {} has {} cells, and the head row {}", line, cells.size(), head.size())));
    }
    nodes += cells.size() + 1;
    if (nodes > kMaxDocumentNodes) return fail(too_big("CSV", fmt::format("{} values", kMaxDocumentNodes)));
    Node row;
    row.kind = Node::Kind::Map;
    for (size_t i = 0; i < cells.size(); ++i) {
      Node cell = Node::of_text(std::move(cells[i].text));
      if (!cells[i].quoted) cell.kind = Node::Kind::Plain;
      row.members.emplace_back(head[i].text, std::move(cell));
    }
    table.items.push_back(std::move(row));
  }
  return table;
}

}  // namespace infra::value::documents
