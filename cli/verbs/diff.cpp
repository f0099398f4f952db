#include <memory>

#include <fmt/format.h>

#include "cli/show_difference.h"
#include "cli/sources.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/diag/codes/cli.h"
#include "compiler/diag/error.h"
#include "compiler/plan/debug.h"
#include "compiler/plan/verify.h"

namespace infra::cli {
namespace {

struct Options {
  std::vector<std::string> files;
  bool json = false, all = false;
};

struct Side {
  plan::Plan plan;
  plan::Names names;
};

/// A sound plan, or nothing: what is wrong has been shown.
std::optional<Side> read_side(Context& context, const std::string& file) {
  auto input = read_plan(file, "diff");
  if (!input) return report(context, input.error()), std::nullopt;
  std::vector<Error> problems = plan::verify(input->plan);
  for (Error& problem : problems) problem.notes.push_back("in `" + file + "`");
  if (!problems.empty()) return report(context, problems), std::nullopt;
  Side side{std::move(input->plan), {}};
  if (!input->debug_bytes.empty()) {
    auto debug = plan::debug_from_json(input->debug_bytes);
    if (!debug) return report(context, std::move(debug.error()).note("beside `" + file + "`")), std::nullopt;
    // One of another plan tells nothing about this one.
    if (debug->plan == input->digest) side.names = std::move(debug->names);
  }
  return side;
}

int diff(Context& context, const Options& options) {
  if (options.files.size() != 2) {
    Error error = options.files.size() < 2 ? diag::error(diag::ArgumentMissing, "diff", "PLAN PLAN")
                                           : diag::error(diag::UnexpectedArgument, "diff", options.files[2]);
    return report(context, std::move(error).way_out("give the earlier plan, then the later one"));
  }
  auto before = read_side(context, options.files[0]);
  if (!before) return kError;
  auto after = read_side(context, options.files[1]);
  if (!after) return kError;
  plan::Difference difference = plan::difference(before->plan, before->names, after->plan, after->names);
  if (options.json) {
    print_json(context, plan::to_json(difference));
  } else {
    context.terminal.out(show(difference, after->plan.deployment, context.terminal.out_paint(),
                              {.width = context.terminal.out_columns(), .all = options.all}));
  }
  return difference.same() ? kDone : kPending;
}

}  // namespace

std::function<int()> diff_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  takes.arguments("PLAN", options->files, "The earlier compiled plan, then the later one.");
  takes.flag("--all", options->all, "Show every resource and every value in full.");
  takes.flag("--json", options->json, "The difference as a document for tools.");
  return [options, &context] { return diff(context, *options); };
}

}  // namespace infra::cli
