#include <memory>
#include <set>

#include <fmt/format.h>

#include "cli/files.h"
#include "cli/sources.h"
#include "cli/table.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/base/sanitize.h"
#include "compiler/base/text.h"
#include "compiler/diag/codes/cli.h"
#include "compiler/diag/codes/source.h"
#include "compiler/diag/error.h"
#include "compiler/lint/lint.h"

namespace infra::cli {
namespace {

struct Options {
  std::vector<std::string> paths;
  bool fix = false;
  bool list_rules = false;
};

int list_rules(Context& context) {
  Painter paint = context.terminal.out_paint();
  for (const lint::RuleInfo& rule : lint::rules()) {
    context.terminal.out(fmt::format("{}  {}  {}{}\n", paint(Style::Bold, rule.code), padded(rule.name, 22),
                                     rule.summary, rule.fixes ? paint(Style::Dim, "  (--fix)") : ""));
  }
  context.terminal.out("\n`infra explain CODE` tells more; `// infra: allow CODE: why` keeps one line quiet\n");
  return kDone;
}

Error nothing_to_lint(const std::string& folder) {
  return diag::error(diag::NothingToLint, folder).way_out("name a file, or a folder with `.infra` files in it");
}

class Run {
 public:
  Run(Context& context, const Options& options) : context_(context), options_(options) {}

  Result<void> file(const std::string& path) {
    INFRA_ASSIGN(auto sources,
                 open_sources(context_, {.file = path, .deployment = {}, .params = {}, .params_file = {}}, "lint"));
    context_.source_folder = sources.folder;
    ++files_;
    if (!options_.fix) return show(lint::lint(sources.request)), Result<void>();
    lint::FixResult fixed = lint::fix(sources.request);
    if (fixed.applied > 0) INFRA_TRY(rewrite_file(path, fixed.text));
    fixed_ += fixed.applied;
    show(std::move(fixed.last));
    return {};
  }

  int end() {
    if (files_ > 0 && shown_ == 0) report(context_, std::vector<diag::Diagnostic>(), SourceMap());
    if (context_.format == Format::Human) context_.terminal.out(summary() + "\n");
    return shown_ == 0 ? kDone : kError;
  }

 private:
  void show(lint::LintResult result) {
    // What is wrong with a file that two others import is said once.
    std::erase_if(result.diagnostics, [&](const diag::Diagnostic& d) {
      std::string path = context_.source_folder + "/";
      if (d.primary.span.valid()) path += result.sources.file(d.primary.span.file).name();
      return !said_.emplace(path, d.primary.span.begin, d.code, d.message).second;
    });
    if (result.diagnostics.empty()) return;
    if (shown_ > 0 && context_.format == Format::Human) context_.terminal.err("\n");
    shown_ += result.diagnostics.size();
    for (const diag::Diagnostic& d : result.diagnostics) fixable_ += d.code.starts_with('L') && !d.fixes.empty();
    report(context_, result.diagnostics, result.sources);
  }

  std::string summary() const {
    Painter paint = context_.terminal.out_paint();
    std::string done = fixed_ > 0 ? fmt::format("{} mended, ", fixed_) : "";
    if (shown_ == 0) {
      return fmt::format("{} {}{}", paint(Style::BoldGreen, "fine:"), done, count_noun(files_, "file"));
    }
    std::string way = fixable_ > 0 && !options_.fix ? fmt::format("; `infra lint --fix` mends {}", fixable_) : "";
    return fmt::format("{} {}{} in {}{}", paint(Style::BoldYellow, "lint:"), done, count_noun(shown_, "diagnostic"),
                       count_noun(files_, "file"), way);
  }

  Context& context_;
  const Options& options_;
  std::set<std::tuple<std::string, uint32_t, std::string, std::string>> said_;
  size_t files_ = 0, shown_ = 0, fixable_ = 0, fixed_ = 0;
};

}  // namespace

std::function<int()> lint_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  takes.arguments("FILE|DIR", options->paths, "What to look at; this folder and all beneath it unless given.");
  takes.flag("--fix", options->fix, "Mend what can be mended without a doubt.");
  takes.flag("--rules", options->list_rules, "List the rules instead.");
  takes.format();
  return [options, &context] {
    if (options->list_rules) return list_rules(context);
    auto files = named_sources(options->paths, nothing_to_lint);
    if (!files) return report(context, files.error());
    Run run(context, *options);
    bool failed = false;
    for (const std::string& file : *files) {
      if (auto looked = run.file(file); !looked) failed = report(context, looked.error()) != kDone;
    }
    int status = run.end();
    return failed ? kError : status;
  };
}

}  // namespace infra::cli
