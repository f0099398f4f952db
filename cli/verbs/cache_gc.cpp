#include <memory>

#include <fmt/format.h>

#include "cli/package_cache.h"
#include "cli/package_session.h"
#include "cli/package_store.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/base/text.h"
#include "compiler/value/scalars.h"

namespace infra::cli {
namespace {

constexpr size_t kMostDays = 36'500;

struct Options {
  size_t days = 90;
  std::string package;
};

int tidy(Context& context, const Options& options) {
  auto cache = cache_place();
  if (!cache) return report(context, cache.error());
  std::set<Digest> kept;
  // Here may be no package: a cache belongs to all of them.
  if (!options.package.empty() || !package_folder("").empty()) {
    auto session = PackageSession::open(context, options.package, false);
    if (!session) return kError;
    for (const auto* packages : {&session->lock().packages, &session->lock().outvoted}) {
      for (const package::LockedPackage& one : *packages) {
        if (one.pin) kept.insert(one.pin->digest);
      }
    }
  }
  auto tidied = tidy_cache(*cache, std::chrono::hours(24 * std::min(options.days, kMostDays)), kept);
  if (!tidied) return report(context, tidied.error());
  if (context.format == Format::Json) {
    print_json(context, {{"removed", {{"packages", tidied->trees}, {"repositories", tidied->repositories}}},
                         {"bytes", tidied->bytes},
                         {"kept", tidied->kept}});
    return kDone;
  }
  const std::string size = value::print_size(static_cast<int64_t>(tidied->bytes));
  context.terminal.out(
      fmt::format("{} {} and {}, {}; kept {}\n", context.terminal.out_paint()(Style::BoldGreen, "removed"),
                  count_noun(tidied->trees, "package"),
                  tidied->repositories == 1 ? "1 repository" : fmt::format("{} repositories", tidied->repositories),
                  size, count_noun(tidied->kept, "package")));
  return kDone;
}

}  // namespace

std::function<int()> cache_gc_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  takes.number("--days", options->days, "N", "Keep what was locked or fetched in so many days; 90 unless given.");
  takes.text("--package", options->package, "FOLDER",
             "Keep what its lock names, too; the package that this folder lies in unless given.");
  takes.format();
  return [options, &context] { return tidy(context, *options); };
}

}  // namespace infra::cli
