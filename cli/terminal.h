// Standard input, output and error of this process, and what they can show.
#pragma once

#include <string>
#include <string_view>

#include "cli/style.h"

namespace infra::cli {

class Terminal {
 public:
  /// Looks at the three descriptors and at NO_COLOR and TERM. `getenv`-like: null when not set.
  explicit Terminal(const char* (*environment)(const char*));

  /// Text for the reader of results; already clean. A reader that went away (EPIPE) is not an error.
  void out(std::string_view text);
  /// Text for whoever watches: errors, progress, questions.
  void err(std::string_view text);

  Painter out_paint() const { return Painter(out_is_terminal_ && colors_); }
  Painter err_paint() const { return Painter(err_is_terminal_ && colors_); }
  bool out_is_terminal() const { return out_is_terminal_; }
  bool err_is_terminal() const { return err_is_terminal_; }
  /// Whether there is a person who can answer: input and error output are both terminals.
  bool can_ask() const { return in_is_terminal_ && err_is_terminal_; }
  /// Asks and reads one line; empty at the end of input or when a signal came.
  std::string ask(std::string_view question);

  /// Of the window now: 80 by 24 when there is none.
  struct Size {
    size_t columns = 80, rows = 24;
  };
  Size size() const;
  /// What the results are shown in: the window's width, and no limit worth naming where they go to a file.
  size_t out_columns() const { return out_is_terminal_ ? size().columns : 4096; }

 private:
  bool in_is_terminal_, out_is_terminal_, err_is_terminal_, colors_;
};

}  // namespace infra::cli
