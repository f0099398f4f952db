#include "cli/terminal.h"

#include <cerrno>
#include <sys/ioctl.h>
#include <unistd.h>

namespace infra::cli {
namespace {

void write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text.remove_prefix(static_cast<size_t>(written));
  }
}

}  // namespace

Terminal::Terminal(const char* (*environment)(const char*))
    : in_is_terminal_(isatty(0) == 1), out_is_terminal_(isatty(1) == 1), err_is_terminal_(isatty(2) == 1) {
  // https://no-color.org: any value but the empty one.
  const char* no_color = environment("NO_COLOR");
  const char* term = environment("TERM");
  colors_ = !(no_color != nullptr && *no_color != '\0') && !(term != nullptr && std::string_view(term) == "dumb");
}

void Terminal::out(std::string_view text) { write_all(1, text); }
void Terminal::err(std::string_view text) { write_all(2, text); }

std::string Terminal::ask(std::string_view question) {
  err(question);
  std::string line;
  char c = 0;
  while (line.size() < 1024) {
    ssize_t got = ::read(0, &c, 1);
    if (got <= 0) {
      err("\n");
      return "";
    }
    if (c == '\n') break;
    line.push_back(c);
  }
  return line;
}

Terminal::Size Terminal::size() const {
  winsize window{};
  for (int descriptor : {2, 1, 0}) {
    if (ioctl(descriptor, TIOCGWINSZ, &window) == 0 && window.ws_col > 0 && window.ws_row > 0) {
      return {window.ws_col, window.ws_row};
    }
  }
  return {};
}

}  // namespace infra::cli
