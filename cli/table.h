// Rows under headings, aligned: for status and history.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/style.h"

namespace infra::cli {

class Table {
 public:
  struct Cell {
    std::string text;  ///< Made clean when it is printed.
    Style style = Style::Plain;
  };

  explicit Table(std::vector<std::string_view> headings) : headings_(std::move(headings)) {}
  void add(std::vector<Cell> row) { rows_.push_back(std::move(row)); }
  bool empty() const { return rows_.empty(); }
  std::string text(Painter paint) const;

 private:
  std::vector<std::string_view> headings_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace infra::cli
