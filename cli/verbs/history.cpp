#include <ctime>
#include <memory>

#include <fmt/format.h>

#include "cli/session.h"
#include "cli/table.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/base/sanitize.h"

namespace infra::cli {
namespace {

using runtime::Run;
using runtime::RunStatus;

struct Options {
  StateOptions state;
  bool json = false;
};

/// `2027-01-31 12:00:00Z`: the same for every reader.
std::string time_text(int64_t milliseconds) {
  std::time_t seconds = milliseconds / 1000;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%SZ", &parts);
  return text;
}

Style run_style(RunStatus status) {
  switch (status) {
    case RunStatus::Done: return Style::Green;
    case RunStatus::Failed: return Style::Red;
    case RunStatus::Open:
    case RunStatus::Committed: return Style::Yellow;
    case RunStatus::Abandoned: return Style::Dim;
  }
  return Style::Plain;
}

Json history_json(const std::vector<Run>& runs) {
  Json list = Json::array();
  for (const Run& run : runs) {
    list.push_back({{"run", run.id},
                    {"verb", run.verb},
                    {"status", std::string(runtime::status_text(run.status))},
                    {"generation", run.generation},
                    {"plan", run.plan.text()},
                    {"change_set", run.change_set.text()},
                    {"who", sanitize(run.who)},
                    {"started", time_text(run.started_ms)},
                    {"ended", run.ended_ms == 0 ? Json(nullptr) : Json(time_text(run.ended_ms))}});
  }
  return {{"runs", std::move(list)}};
}

std::string history_human(const std::vector<Run>& runs, Painter paint) {
  if (runs.empty()) return "no run yet\n";
  Table table({"RUN", "STARTED", "VERB", "STATUS", "GENERATION", "PLAN", "WHO"});
  for (const Run& run : runs) {
    table.add(
        {{std::to_string(run.id)},
         {time_text(run.started_ms), Style::Dim},
         {run.verb},
         {std::string(runtime::status_text(run.status)), run_style(run.status)},
         {run.status == RunStatus::Failed || run.status == RunStatus::Abandoned ? "-" : std::to_string(run.generation)},
         {run.plan == Digest{} ? "-" : run.plan.brief(), Style::Dim},
         {run.who}});
  }
  return table.text(paint);
}

}  // namespace

std::function<int()> history_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  add_state_option(takes, options->state);
  takes.flag("--json", options->json, "As a document for tools.");
  return [options, &context] {
    auto session = Session::open(context, {.state = state_folder(options->state, "")});
    if (!session) return report(context, session.error());
    auto runs = (*session)->engine().history();
    if (!runs) return report(context, runs.error());
    if (options->json) {
      print_json(context, history_json(*runs));
    } else {
      context.terminal.out(history_human(*runs, context.terminal.out_paint()));
    }
    return kDone;
  };
}

}  // namespace infra::cli
