#include <memory>

#include <fmt/format.h>

#include "cli/session.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/base/sanitize.h"
#include "compiler/base/text.h"
#include "compiler/diag/codes/cli.h"
#include "compiler/diag/error.h"

namespace infra::cli {
namespace {

struct Options {
  std::string name;
  StateOptions state;
  bool json = false;
};

std::string value_text(const Json& value, bool quoted) {
  if (value.is_string() && !quoted) return sanitize(value.get<std::string>());
  return sanitize_line(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Error unknown_output(const std::string& name, const Json& outputs) {
  std::vector<std::string> names;
  for (const auto& [each, ignored] : outputs.items()) names.push_back(each);
  std::vector<std::string_view> views(names.begin(), names.end());
  auto near = nearest(name, views);
  return diag::error(diag::NoSuchOutput, name)
      .way_out(near            ? fmt::format("did you mean `{}`?", *near)
               : views.empty() ? "the deployment has no outputs"
                               : fmt::format("there are {}", list_names(views)));
}

int output(Context& context, const Options& options) {
  auto session = Session::open(context, {.state = state_folder(options.state, "")});
  if (!session) return report(context, session.error());
  auto outputs = (*session)->engine().outputs();
  if (!outputs) return report(context, outputs.error());
  if (!options.name.empty()) {
    if (!outputs->contains(options.name)) return report(context, unknown_output(options.name, *outputs));
    const Json& one = (*outputs)[options.name];
    if (options.json) return print_json(context, one), kDone;
    context.terminal.out(value_text(one["value"], false) + "\n");
    return kDone;
  }
  if (options.json) return print_json(context, *outputs), kDone;
  for (const auto& [name, one] : outputs->items()) {
    context.terminal.out(fmt::format("{} = {}\n", context.terminal.out_paint()(Style::Cyan, sanitize_line(name)),
                                     value_text(one["value"], true)));
  }
  return kDone;
}

}  // namespace

std::function<int()> output_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  takes.argument("NAME", options->name, false, "One output, as it is; all of them unless given.");
  add_state_option(takes, options->state);
  takes.flag("--json", options->json, "With types, as a document for tools.");
  return [options, &context] { return output(context, *options); };
}

}  // namespace infra::cli
