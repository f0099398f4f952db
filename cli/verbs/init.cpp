#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "cli/session.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/base/sanitize.h"
#include "compiler/diag/codes/cli.h"
#include "compiler/diag/error.h"
#include "runtime/journal/found.h"

namespace infra::cli {
namespace {

struct Options {
  std::string file;
  std::string deployment;
  StateOptions state;
};

int init(Context& context, const Options& options) {
  std::string deployment = options.deployment;
  if (deployment.empty()) deployment = std::filesystem::path(options.file).stem().string();
  if (deployment.empty()) {
    return report(context, diag::error(diag::NothingNamed).way_out("name its root file: `infra init prod.infra`"));
  }
  std::string folder = state_folder(options.state, options.file);
  auto state = runtime::found_deployment(runtime::real_system(), folder, deployment, !options.state.folder.empty(),
                                         who_runs_this());
  if (!state) return report(context, state.error());
  context.terminal.out(fmt::format("{} the state of `{}` in {}\n  lineage {}\n",
                                   context.terminal.out_paint()(Style::BoldGreen, "made"), sanitize_line(deployment),
                                   sanitize_line(folder), (*state)->lineage()));
  return kDone;
}

}  // namespace

std::function<int()> init_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  takes.argument("FILE", options->file, false, "The root file of the deployment; the state goes beside it.");
  takes.text("--deployment", options->deployment, "NAME", "Its name; the file's stem unless given.");
  add_state_option(takes, options->state);
  return [options, &context] { return init(context, *options); };
}

}  // namespace infra::cli
