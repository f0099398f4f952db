#include "cli/run.h"

#include <optional>

#include <fmt/format.h>

#include "cli/files.h"
#include "cli/progress.h"
#include "cli/signals.h"
#include "cli/verbs.h"
#include "compiler/base/sanitize.h"
#include "compiler/base/text.h"
#include "compiler/diag/render.h"
#include "runtime/system/system.h"

namespace infra::cli {

using runtime::ChangeSet;
using runtime::Outcome;
using runtime::RunReport;

namespace {

bool went_well(const RunReport& report) {
  return (report.outcome == Outcome::Done || report.outcome == Outcome::NothingToDo) && report.errors.empty();
}

Json summary_of(const Change& change, const std::string& deployment, const RunReport& report) {
  Json errors = Json::array();
  for (const Error& error : report.errors) errors.push_back(diag::json_of(error));
  return {{"verb", change.verb},         {"deployment", deployment},
          {"run", report.run},           {"generation", report.generation},
          {"errors", std::move(errors)}, {"outcome", runtime::outcome_text(report.outcome)},
          {"kept", report.kept},         {"unfinished", report.unfinished},
          {"steps", report.summary}};
}

void print_line(Context& context, const Json& json) {
  context.terminal.out(json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
}

void list(Context& context, const std::vector<std::string>& items, std::string_view title) {
  if (items.empty()) return;
  context.terminal.out(fmt::format("{}\n", title));
  for (const std::string& item : items) context.terminal.out(fmt::format("  {}\n", sanitize_line(item)));
}

/// `was_shown`: that there is nothing to do has been said.
void show_end(Context& context, const std::string& deployment, const RunReport& result, bool was_shown) {
  Painter paint = context.terminal.out_paint();
  report(context, result.errors);
  list(context, result.unfinished, "not finished; the next run goes on with it:");
  list(context, result.kept, "kept, because they hold data (`infra status` lists them):");
  std::string name = sanitize_line(deployment);
  std::string generation = result.generation == 0 ? "" : fmt::format(", generation {}", result.generation);
  switch (result.outcome) {
    case Outcome::NothingToDo:
      if (was_shown) break;
      context.terminal.out(fmt::format("{} {}: nothing to do\n", paint(Style::BoldGreen, "done"), name));
      break;
    case Outcome::Done:
      context.terminal.out(
          fmt::format("{} {}: run {}{}\n", paint(Style::BoldGreen, "done"), name, result.run, generation));
      break;
    case Outcome::Failed:
      context.terminal.out(fmt::format("{} {}: run {}{}\n", paint(Style::BoldRed, "failed"), name, result.run,
                                       result.generation == 0 ? ", everything that moved was moved back" : generation));
      break;
    case Outcome::Interrupted:
      context.terminal.out(fmt::format("{} {}: run {}; `infra apply` goes on with it\n",
                                       paint(Style::BoldYellow, "interrupted"), name, result.run));
      break;
    case Outcome::Unfinished:
      context.terminal.out(
          fmt::format("{} {}: run {}{}\n", paint(Style::BoldYellow, "not finished"), name, result.run, generation));
      break;
  }
}

/// In a stream of JSON lines an error is a line too.
int report_in_stream(Context& context, const RunOptions& options, const Error& error) {
  if (!options.json) return report(context, error);
  print_line(context, {{"event", "error"}, {"error", diag::json_of(error)}});
  return kError;
}

}  // namespace

void add_run_options(OptionTable& takes, RunOptions& options, const std::string& json_help) {
  takes.flag("--yes", options.yes, "Do not ask.");
  takes.flag("--json", options.json, json_help);
  takes.flag("--all", options.all, "Show every step and every input in full.");
}

int run_change(Context& context, const RunOptions& options, const Change& change) {
  CancelToken cancel;
  std::unique_ptr<Progress> progress;
  auto session = Session::open(context, {.state = change.state,
                                         .destroy_data = change.destroy_data,
                                         .cancel = cancel,
                                         .events = [&](const runtime::Event& event) {
                                           if (progress) progress->on(event);
                                         }});
  if (!session) return report_in_stream(context, options, session.error());
  const std::string& deployment = (*session)->state().deployment();

  auto prepared = change.prepare(**session);
  if (!prepared) return report_in_stream(context, options, prepared.error());
  const ChangeSet* change_set = prepared->has_value() ? &**prepared : nullptr;
  if (change_set != nullptr && !options.json) {
    context.terminal.out(change.show(*change_set, context.terminal.out_paint(),
                                     {.width = context.terminal.out_columns(), .all = options.all}));
  }
  if (change_set == nullptr || !change_set->empty()) {
    auto confirmed = confirm(context, options, deployment, change.question);
    if (!confirmed) return report_in_stream(context, options, confirmed.error());
  }

  auto result = [&] {
    CancelOnSignal guard(cancel,
                         context.terminal.out_is_terminal() ? live_farewell() : "left at once; the run stays open\n");
    progress = make_progress(context, runtime::real_system().clock);
    auto ended = change.run(**session, change_set);
    progress.reset();
    return ended;
  }();
  if (!result) return report_in_stream(context, options, result.error());

  Json summary = summary_of(change, deployment, *result);
  // A convenience for editors: that it cannot be written does not make a run that went well a failed one.
  auto written = write_file(change.state + "/last-run.json", summary.dump(2) + "\n");
  if (options.json) {
    summary["event"] = "result";
    print_line(context, summary);
  } else {
    show_end(context, deployment, *result, change_set != nullptr && change_set->empty());
    if (!written) report(context, written.error());
  }
  return went_well(*result) ? kDone : kError;
}

}  // namespace infra::cli
