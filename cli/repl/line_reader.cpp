#include "cli/repl/line_reader.h"

#include <iostream>
#include <unistd.h>

#include <histedit.h>

namespace infra::cli {
namespace {

constexpr int kKept = 1'000;

/// libedit's editor with its history.
class TerminalLines : public LineReader {
 public:
  explicit TerminalLines(std::string file) : file_(std::move(file)) {
    history_ = history_init();
    HistEvent event;
    history(history_, &event, H_SETSIZE, kKept);
    history(history_, &event, H_SETUNIQUE, 1);
    if (!file_.empty()) history(history_, &event, H_LOAD, file_.c_str());
    editor_ = el_init("infra", stdin, stdout, stderr);
    el_set(editor_, EL_CLIENTDATA, this);
    el_set(
        editor_, EL_PROMPT, +[](EditLine* editor) -> char* {
          TerminalLines* self = nullptr;
          el_get(editor, EL_CLIENTDATA, &self);
          return self->prompt_.data();
        });
    el_set(editor_, EL_EDITOR, "emacs");
    el_set(editor_, EL_SIGNAL, 1);
    el_set(editor_, EL_HIST, history, history_);
    el_set(editor_, EL_BIND, "^R", "em-inc-search-prev", nullptr);
    el_source(editor_, nullptr);  // what the person has set for all such programs
  }
  ~TerminalLines() override {
    HistEvent event;
    if (!file_.empty()) history(history_, &event, H_SAVE, file_.c_str());
    el_end(editor_);
    history_end(history_);
  }
  TerminalLines(const TerminalLines&) = delete;
  TerminalLines& operator=(const TerminalLines&) = delete;

  std::optional<std::string> read(const std::string& prompt) override {
    prompt_ = prompt;
    int count = 0;
    const char* line = el_gets(editor_, &count);
    if (line == nullptr || count <= 0) return std::nullopt;
    std::string text(line, static_cast<size_t>(count));
    while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
    HistEvent event;
    if (text.find_first_not_of(" \t") != std::string::npos) history(history_, &event, H_ENTER, line);
    return text;
  }

 private:
  std::string file_, prompt_;
  History* history_ = nullptr;
  EditLine* editor_ = nullptr;
};

class PipedLines : public LineReader {
 public:
  std::optional<std::string> read(const std::string&) override {
    std::string line;
    if (!std::getline(std::cin, line)) return std::nullopt;
    if (line.ends_with('\r')) line.pop_back();
    return line;
  }
};

}  // namespace

std::unique_ptr<LineReader> terminal_lines(const std::string& history) {
  return std::make_unique<TerminalLines>(history);
}
std::unique_ptr<LineReader> piped_lines() { return std::make_unique<PipedLines>(); }

}  // namespace infra::cli
