// The program behind `infra repl`: it links an editor of lines, which `infra` itself does not.
#include <clocale>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include "cli/repl/dialogue.h"
#include "cli/signals.h"
#include "cli/verbs.h"
#include "infra/version.h"

namespace {

/// Where lines are kept from session to session (XDG base directories); empty when there is no home.
std::string history_file() {
  const char* state = std::getenv("XDG_STATE_HOME");
  const char* home = std::getenv("HOME");
  std::filesystem::path folder;
  if (state != nullptr && *state == '/') {
    folder = state;
  } else if (home != nullptr && *home == '/') {
    folder = std::filesystem::path(home) / ".local/state";
  } else {
    return "";
  }
  std::error_code problem;
  std::filesystem::create_directories(folder / "infra", problem);
  return problem ? "" : folder / "infra" / "history";
}

}  // namespace

int main(int count, char** values) {
  using namespace infra::cli;
  std::setlocale(LC_CTYPE, "");
  ignore_broken_pipes();
  Terminal terminal([](const char* name) -> const char* { return std::getenv(name); });
  Context context{{}, terminal, infra::kVersion};
  auto places = find_places();
  if (!places) return report(context, places.error());
  context.places = std::move(*places);

  // `infra repl` has read and judged the same options before.
  CLI::App app;
  OptionTable takes(app);
  SourceOptions options;
  add_source_options(takes, options, false, "The file whose names can be used.");
  try {
    app.parse(count, values);
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem);
  }
  bool is_terminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1;
  auto lines = is_terminal ? terminal_lines(history_file()) : piped_lines();
  return Dialogue(context, options).run(*lines, is_terminal) ? kDone : kError;
}
