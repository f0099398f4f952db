#include "cli/repl/dialogue.h"

#include <utility>

#include <fmt/format.h>

#include "compiler/base/sanitize.h"
#include "compiler/base/text.h"
#include "compiler/diag/codes/tool.h"
#include "compiler/diag/error.h"

namespace infra::cli {
namespace {

/// Text that goes on for longer than this is not typed by anybody.
constexpr size_t kLongestInput = 1u << 20;

constexpr std::string_view kCommands[] = {":type", ":load", ":help", ":quit"};

constexpr std::string_view kHelp =
    "An expression shows its value; a declaration (`let`, `import`, `type` and so on) is remembered.\n"
    "An expression goes on in the next line while a bracket is open.\n"
    "\n"
    "  :type EXPRESSION  the type of an expression\n"
    "  :load FILE        go into the scope of a file; what was declared is forgotten\n"
    "  :help             this\n"
    "  :quit             leave, as the end of the input does\n";

std::string trimmed(std::string_view text) {
  size_t begin = text.find_first_not_of(" \t\n");
  if (begin == std::string_view::npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(" \t\n") - begin + 1));
}

}  // namespace

Dialogue::Dialogue(Context& context, SourceOptions sources) : context_(context), options_(std::move(sources)) {}

bool Dialogue::run(LineReader& lines, bool is_terminal) {
  if (!open(options_)) return false;
  if (is_terminal) context_.terminal.out("`:help` says what can be typed here, `:quit` leaves.\n");
  std::string text;
  while (!done_) {
    auto line = lines.read(text.empty() ? "infra> " : "   ... ");
    if (!line) {
      if (!text.empty()) answer(text);
      break;
    }
    text += (text.empty() ? "" : "\n") + *line;
    // An empty line ends what is unfinished, with the error that this is.
    bool goes_on = !trimmed(*line).empty() && !text.starts_with(':') && text.size() < kLongestInput &&
                   service::is_unfinished(text);
    if (goes_on) continue;
    answer(trimmed(text));
    text.clear();
  }
  return !refused_;
}

void Dialogue::answer(const std::string& text) {
  if (text.empty()) return;
  if (text.starts_with(':')) return command(text);
  if (service::is_declaration(text)) return declare(text);
  show(text, false);
}

void Dialogue::command(const std::string& line) {
  size_t space = line.find_first_of(" \t\n");
  std::string name = line.substr(0, space);
  std::string rest = space == std::string::npos ? "" : trimmed(std::string_view(line).substr(space));
  if (name == ":quit" || name == ":q") {
    done_ = true;
  } else if (name == ":help" || name == ":h") {
    context_.terminal.out(kHelp);
  } else if (name == ":type" || name == ":t") {
    if (rest.empty()) return refuse(diag::error(diag::UnknownCommand, line).way_out("write `:type EXPRESSION`"));
    show(rest, true);
  } else if (name == ":load" || name == ":l") {
    if (rest.empty()) return refuse(diag::error(diag::UnknownCommand, line).way_out("write `:load FILE`"));
    load(rest);
  } else {
    auto near = nearest(name, kCommands);
    refuse(diag::error(diag::UnknownCommand, name)
               .way_out(near ? fmt::format("did you mean `{}`?", *near) : "`:help` lists them"));
  }
}

const service::ScopeResult& Dialogue::ask(const service::ScopeRequest& request) {
  std::optional<service::Snapshot> previous;
  if (last_) previous = std::move(last_->snapshot);
  last_ = service::evaluate(request, std::move(previous));
  return *last_;
}

bool Dialogue::judge(const std::vector<std::string>& declarations) {
  service::ScopeRequest request;
  request.program = sources_.request;
  request.declarations = declarations;
  request.origin = "input";
  const service::Snapshot& snapshot = ask(request).snapshot;
  if (!snapshot.diagnostics().empty()) report(context_, snapshot.diagnostics(), snapshot.sources());
  if (!snapshot.ok()) refused_ = true;
  return snapshot.ok();
}

void Dialogue::declare(const std::string& text) {
  std::vector<std::string> all = declarations_;
  all.push_back(text);
  if (judge(all)) declarations_ = std::move(all);
}

void Dialogue::show(const std::string& expression, bool type_only) {
  service::ScopeRequest request;
  request.program = sources_.request;
  request.declarations = declarations_;
  request.expression = expression;
  request.origin = "input";
  const service::ScopeResult& result = ask(request);
  if (!result.value) {
    report(context_, result.snapshot.diagnostics(), result.snapshot.sources());
    refused_ = true;
    return;
  }
  Painter paint = context_.terminal.out_paint();
  std::string type = sanitize_line(result.value->type);
  context_.terminal.out(
      type_only ? type + "\n" : fmt::format("{}{}\n", sanitize(result.value->text), paint(Style::Dim, ": " + type)));
  if (type_only) return;
  for (const std::string& way : result.value->ways) context_.terminal.out("  " + sanitize_line(way) + "\n");
}

void Dialogue::load(const std::string& file) {
  SourceOptions options;  // the params given at the start are those of another file
  options.file = file;
  if (open(options)) options_ = std::move(options);
}

bool Dialogue::open(const SourceOptions& options) {
  auto sources = open_sources(context_, options, "repl");
  if (!sources) {
    refuse(sources.error());
    return false;
  }
  Sources before = std::exchange(sources_, std::move(*sources));
  context_.source_folder = sources_.folder;
  // Within a file that is wrong nothing has a value: the scope stays what it was.
  if (!options.file.empty() && !judge({})) {
    sources_ = std::move(before);
    context_.source_folder = sources_.folder;
    return false;
  }
  declarations_.clear();
  return true;
}

void Dialogue::refuse(const Error& error) {
  report(context_, error);
  refused_ = true;
}

}  // namespace infra::cli
