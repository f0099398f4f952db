#include "cli/app.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/describe.h"
#include "cli/help.h"
#include "cli/verbs.h"
#include "compiler/base/sanitize.h"
#include "compiler/base/text.h"
#include "compiler/diag/codes/cli.h"
#include "compiler/diag/error.h"

namespace infra::cli {
namespace {

using Arguments = std::span<const std::string_view>;

struct Choice {
  const Verb* verb;
  Arguments rest;
};

/// The verb that the arguments begin with; of `audit verify`, both words.
std::optional<Choice> choose(Arguments arguments) {
  for (size_t words : {2u, 1u}) {
    if (arguments.size() < words) continue;
    std::string name(arguments[0]);
    if (words == 2) name += " " + std::string(arguments[1]);
    for (const Verb& verb : verbs()) {
      if (verb.name == name) return Choice{&verb, arguments.subspan(words)};
    }
  }
  return std::nullopt;
}

Error unknown_verb(Arguments arguments) {
  std::string_view word = arguments[0];
  std::vector<std::string_view> names, second;
  for (const Verb& verb : verbs()) {
    size_t space = verb.name.find(' ');
    names.push_back(verb.name.substr(0, space));
    if (space != std::string_view::npos && names.back() == word) second.push_back(verb.name.substr(space + 1));
  }
  if (!second.empty()) {  // `infra audit`, or `infra audit verfy`
    std::string said = arguments.size() > 1 ? fmt::format("{} {}", word, arguments[1]) : std::string(word);
    return diag::error(diag::UnknownVerb, said).way_out(fmt::format("after `{}` comes {}", word, list_names(second)));
  }
  Error error = diag::error(diag::UnknownVerb, word);
  auto near = nearest(word, names);
  error.help = near ? fmt::format("did you mean `infra {}`?", *near) : "`infra` alone lists the verbs";
  return error;
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

/// What CLI11 found wrong, in our words.
Error explain(const CLI::App& app, const Verb& verb, const CLI::ParseError& problem) {
  std::string help = fmt::format("`infra {} --help` shows what it takes", verb.name);
  std::vector<std::string> extra = app.remaining(true);
  if (!extra.empty()) {
    std::string word = extra.front();
    if (!word.starts_with("-")) {
      return diag::error(diag::UnexpectedArgument, verb.name, word).way_out(help);
    }
    const size_t sign = word.find('=');
    const std::string value = sign == std::string::npos ? "…" : word.substr(sign + 1);
    word = word.substr(0, sign);
    std::vector<std::string> known = option_names(app);
    std::vector<std::string_view> names(known.begin(), known.end());
    auto near = nearest(word, names);
    if (!near && word.starts_with("--") && std::find(known.begin(), known.end(), "--param") != known.end())
      help = fmt::format("a param of the file is given as `--param {}={}`; {}", word.substr(2), value, help);
    return diag::error(diag::UnknownOption, verb.name, word)
        .way_out(near ? fmt::format("did you mean `{}`?", *near) : help);
  }
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_required() && option->count() == 0) {
      return diag::error(diag::ArgumentMissing, verb.name, option->get_name()).way_out(help);
    }
  }
  for (const CLI::Option* option : app.get_options()) {
    const OptionDescription about = describe(*option);
    if (about.choices.empty() || option->count() == 0) continue;
    const std::string value = option->results().back();
    if (std::find(about.choices.begin(), about.choices.end(), value) != about.choices.end()) continue;
    std::vector<std::string_view> words(about.choices.begin(), about.choices.end());
    std::string name = about.is_argument ? about.type : "--" + about.long_names.front();
    auto near = nearest(value, words);
    return diag::error(diag::ArgumentUnfit, verb.name,
                       fmt::format("`{}` is one of {}, not `{}`", name, list_names(words), value))
        .way_out(near ? fmt::format("did you mean `{}`?", *near) : help);
  }
  return diag::error(diag::ArgumentUnfit, verb.name, problem.what()).way_out(help);
}

/// The value of `--name VALUE` or `--name=VALUE`; empty when it is not there.
std::string_view value_of(Arguments arguments, std::string_view name) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    std::string_view argument = arguments[i];
    if (argument == "--") break;
    if (argument == name && i + 1 < arguments.size()) return arguments[i + 1];
    if (argument.starts_with(name) && argument.substr(name.size()).starts_with('=')) {
      return argument.substr(name.size() + 1);
    }
  }
  return {};
}

/// `--format` is read before the options are parsed, so that a mistake in those is shown in the format too. Some verbs
/// have a `--format` of their own: what no format of problems is called means nothing here.
void choose_format(Context& context, Arguments arguments) {
  if (std::find(arguments.begin(), arguments.end(), "--json") != arguments.end()) context.format = Format::Json;
  if (auto format = diag::find_format(value_of(arguments, "--format"))) context.format = *format;
}

Result<void> check_format(Arguments arguments) {
  std::string_view name = value_of(arguments, "--format");
  if (name.empty() || diag::find_format(name)) return {};
  std::vector<std::string_view> names;
  for (const diag::FormatEntry& entry : diag::formats()) names.push_back(entry.name);
  auto near = nearest(name, names);
  return fail(diag::error(diag::UnknownFormat, name)
                  .way_out(near ? fmt::format("did you mean `{}`?", *near)
                                : fmt::format("the formats are {}", list_names(names))));
}

int run_verb(Context& context, const Verb& verb, Arguments arguments) {
  CLI::App app;
  app.set_help_flag("-h,--help", "Show what it takes.");
  OptionTable takes(app);
  auto act = verb.declare(takes, context);
  if (takes.has_format()) {
    if (auto known = check_format(arguments); !known) return report(context, known.error());
    context.output = value_of(arguments, "--output");
    if (!context.output.empty()) context.output_format = std::exchange(context.format, Format::Human);
  }
  // CLI11 takes the last argument first.
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    context.terminal.out(verb_help(verb, app, context.terminal.out_paint()));
    return kDone;
  } catch (const CLI::ParseError& problem) {
    return finish_report(context, report(context, explain(app, verb, problem)));
  }
  return finish_report(context, act());
}

}  // namespace

int run(Context& context, Arguments arguments) {
  choose_format(context, arguments);
  static constexpr std::string_view kVersion[] = {"version"};
  if (!arguments.empty() && (arguments[0] == "--version" || arguments[0] == "-V")) arguments = kVersion;
  bool help = !arguments.empty() && (arguments[0] == "help" || arguments[0] == "--help" || arguments[0] == "-h");
  if (arguments.empty() || (help && arguments.size() == 1)) {
    context.terminal.out(overview(context.version, context.terminal.out_paint()));
    return kDone;
  }
  if (help) arguments = arguments.subspan(1);
  auto choice = choose(arguments);
  if (!choice) return finish_report(context, report(context, unknown_verb(arguments)));
  static constexpr std::string_view kHelp[] = {"--help"};
  return run_verb(context, *choice->verb, help ? Arguments(kHelp) : choice->rest);
}

}  // namespace infra::cli
