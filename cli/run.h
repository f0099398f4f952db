// From a change set to its end: shown, confirmed, run in front of the person's eyes, reported.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "cli/confirm.h"
#include "cli/option_table.h"
#include "cli/session.h"
#include "cli/show_change_set.h"

namespace infra::cli {

/// --yes, --json, --all.
void add_run_options(OptionTable& takes, RunOptions& options,
                     const std::string& json_help = "Events as JSON lines, for tools; needs --yes.");

/// What a verb that changes something is made of.
struct Change {
  std::string verb;      ///< For the summary: apply, rollback, destroy, repair.
  std::string question;  ///< "Apply this?"
  std::string state;     ///< The state's folder.
  std::set<std::string> destroy_data;
  /// What is to be done. Nothing: there is no change set to show (a resume).
  std::function<Result<std::optional<runtime::ChangeSet>>(Session&)> prepare;
  std::function<Result<runtime::RunReport>(Session&, const runtime::ChangeSet*)> run;
  /// How the change set is shown before it is asked for.
  std::function<std::string(const runtime::ChangeSet&, Painter, ShowOptions)> show = cli::show;
};

/// The whole of it; gives the exit code.
int run_change(Context& context, const RunOptions& options, const Change& change);

}  // namespace infra::cli
