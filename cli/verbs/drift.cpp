#include <memory>
#include <optional>

#include <fmt/format.h>

#include "cli/run.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/base/sanitize.h"
#include "compiler/base/text.h"

namespace infra::cli {
namespace {

struct Options {
  bool remediate = false;
  StateOptions state;
  RunOptions run;
};

std::string one_line(const Json& value) {
  return sanitize_line(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

void show_drift(Context& context, const runtime::DriftReport& drift) {
  Painter paint = context.terminal.out_paint();
  std::string out;
  size_t widest = 0;
  for (const auto& item : drift.items) widest = std::max(widest, columns(sanitize_line(item.address)));
  for (const auto& item : drift.items) {
    out += fmt::format("  {} {}  {}{}\n", paint(Style::Yellow, "≠"),
                       paint(Style::Yellow, padded(sanitize_line(item.address), widest)), sanitize_line(item.what),
                       item.note.empty() ? "" : ": " + sanitize_line(item.note));
    if (!item.expected.is_object()) continue;
    for (const auto& [name, expected] : item.expected.items()) {
      std::string found = item.found.contains(name) ? one_line(item.found[name]) : "nothing";
      out += fmt::format("      {}: expected {}, found {}\n", sanitize_line(name), one_line(expected), found);
    }
  }
  out += drift.items.empty() ? fmt::format("{} {} as recorded\n", paint(Style::BoldGreen, "no drift:"),
                                           count_noun(drift.checked, "instance"))
                             : fmt::format("{}{} of {} differ from what was recorded\n", out.empty() ? "" : "\n",
                                           drift.items.size(), count_noun(drift.checked, "instance"));
  context.terminal.out(out);
}

Json drift_json(const runtime::DriftReport& drift) {
  Json items = Json::array();
  for (const auto& item : drift.items) {
    items.push_back({{"address", item.address},
                     {"instance", item.instance},
                     {"what", item.what},
                     {"note", sanitize(item.note)},
                     {"expected", item.expected},
                     {"found", item.found}});
  }
  return {{"checked", drift.checked}, {"drift", std::move(items)}};
}

int look(Context& context, const Options& options) {
  auto session = Session::open(context, {.state = state_folder(options.state, "")});
  if (!session) return report(context, session.error());
  auto drift = (*session)->engine().drift();
  if (!drift) return report(context, drift.error());
  if (options.run.json) {
    print_json(context, drift_json(*drift));
  } else {
    show_drift(context, *drift);
  }
  return drift->items.empty() ? kDone : kPending;
}

int remediate(Context& context, const Options& options) {
  Change change{
      .verb = "repair",
      .question = "Put this right?",
      .state = state_folder(options.state, ""),
      .destroy_data = {},
      .prepare = [&](Session& session) -> Result<std::optional<runtime::ChangeSet>> {
        INFRA_ASSIGN(auto drift, session.engine().drift());
        if (!options.run.json) show_drift(context, drift);
        INFRA_ASSIGN(auto change_set, session.engine().plan_repair(drift));
        return std::optional(std::move(change_set));
      },
      .run = [](Session& session, const runtime::ChangeSet* change_set) { return session.engine().run(*change_set); }};
  return run_change(context, options.run, change);
}

}  // namespace

std::function<int()> drift_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  takes.flag("--remediate", options->remediate, "Start what stopped and put back what was changed; nothing else.");
  add_state_option(takes, options->state);
  add_run_options(takes, options->run);
  return [options, &context] { return options->remediate ? remediate(context, *options) : look(context, *options); };
}

}  // namespace infra::cli
