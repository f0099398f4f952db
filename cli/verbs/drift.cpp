#include <algorithm>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "cli/run.h"
#include "cli/show_change_set.h"
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

/// What differs, a line each.
std::vector<std::string> differences_of(const runtime::DriftItem& item) {
  std::vector<std::string> lines = {item.what + (item.note.empty() ? "" : ": " + sanitize_line(item.note))};
  if (!item.expected.is_object()) return lines;
  for (const auto& [name, expected] : item.expected.items()) {
    std::string found = item.found.contains(name) ? one_line(item.found[name]) : "nothing";
    lines.push_back(fmt::format("{}: expected {}, found {}", sanitize_line(name), one_line(expected), found));
  }
  return lines;
}

std::string show_items(const std::vector<runtime::DriftItem>& items, Painter paint) {
  std::string out;
  size_t widest = 0;
  for (const auto& item : items) widest = std::max(widest, columns(sanitize_line(item.address)));
  for (const auto& item : items) {
    const std::vector<std::string> lines = differences_of(item);
    out += fmt::format("  {} {}  {}\n", paint(Style::Yellow, "≠"),
                       paint(Style::Yellow, padded(sanitize_line(item.address), widest)), lines.front());
    for (size_t i = 1; i < lines.size(); ++i) out += fmt::format("      {}\n", lines[i]);
  }
  return out;
}

std::string show_end(const runtime::DriftReport& drift, Painter paint) {
  if (drift.items.empty())
    return fmt::format("{} {} as recorded\n", paint(Style::BoldGreen, "no drift:"),
                       count_noun(drift.checked, "instance"));
  return fmt::format("{} of {} {} from what was recorded\n", drift.items.size(), count_noun(drift.checked, "instance"),
                     drift.items.size() == 1 ? "differs" : "differ");
}

void show_drift(Context& context, const runtime::DriftReport& drift) {
  Painter paint = context.terminal.out_paint();
  const std::string items = show_items(drift.items, paint);
  context.terminal.out(items + (items.empty() ? "" : "\n") + show_end(drift, paint));
}

/// One story: each step with what was found there, then what differs and is left as it is.
std::string show_repair(const runtime::DriftReport& drift, runtime::ChangeSet set, Painter paint, ShowOptions options) {
  std::vector<runtime::DriftItem> left;
  for (const runtime::DriftItem& item : drift.items) {
    const auto step = std::find_if(set.steps.begin(), set.steps.end(), [&](const runtime::Step& one) {
      return one.instance == item.instance && one.action != runtime::Action::Keep;
    });
    if (step == set.steps.end())
      left.push_back(item);
    else
      step->why = differences_of(item);
  }
  std::string out = show_end(drift, paint);
  if (!left.empty())
    out += "\n" + show_items(left, paint) + "      left as it is: it is no part of the last generation\n";
  return set.empty() ? out : out + "\n" + show(set, paint, options);
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
  runtime::DriftReport drift;
  Change change{
      .verb = "repair",
      .question = "Put this right?",
      .state = state_folder(options.state, ""),
      .destroy_data = {},
      .prepare = [&](Session& session) -> Result<std::optional<runtime::ChangeSet>> {
        INFRA_ASSIGN(drift, session.engine().drift());
        INFRA_ASSIGN(auto change_set, session.engine().plan_repair(drift));
        return std::optional(std::move(change_set));
      },
      .run = [](Session& session, const runtime::ChangeSet* change_set) { return session.engine().run(*change_set); },
      .show = [&](const runtime::ChangeSet& set, Painter paint,
                  ShowOptions how) { return show_repair(drift, set, paint, how); }};
  return run_change(context, options.run, change);
}

}  // namespace

std::function<int()> drift_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  takes.flag("--remediate", options->remediate, "Start what stopped and put back what was changed; nothing else.");
  add_state_option(takes, options->state);
  add_run_options(takes, options->run,
                  "What differs as a document for tools; with --remediate events as JSON lines, which needs --yes.");
  return [options, &context] { return options->remediate ? remediate(context, *options) : look(context, *options); };
}

}  // namespace infra::cli
