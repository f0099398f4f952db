#include <filesystem>
#include <memory>
#include <system_error>

#include <fmt/format.h>

#include "cli/files.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/base/sanitize.h"
#include "compiler/base/text.h"
#include "compiler/diag/codes/cli.h"
#include "compiler/diag/codes/source.h"
#include "compiler/diag/codes/tool.h"
#include "compiler/diag/error.h"
#include "compiler/document/collect.h"
#include "compiler/document/pages.h"
#include "compiler/source/disk_file_system.h"

namespace infra::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string path = ".";
  std::string format = "markdown";
  std::string output;
};

/// What is documented, with what is wrong in it.
struct Collected {
  document::Documentation documentation;
  SourceMap sources;
  diag::Sink sink;
};

Result<void> collect(const Context& context, const std::string& path, Collected& out) {
  bool is_std = path == "std";
  bool is_file = path.ends_with(".infra");
  fs::path folder = is_std ? fs::path(context.places.stdlib) : is_file ? fs::path(path).parent_path() : fs::path(path);
  if (folder.empty()) folder = ".";
  if (is_std) INFRA_TRY(must_exist(context.places.stdlib));
  auto files = open_disk(folder);
  if (!files) return fail(diag::error(diag::FileNotFound, path));
  std::vector<std::string> paths = {fs::path(path).filename()};
  if (!is_file) {
    INFRA_ASSIGN(paths, document::find_files(**files, ""));
    if (paths.empty()) return fail(diag::error(diag::NothingToDocument, path));
  }
  if (is_std) {
    out.documentation = document::collect_stdlib(**files, paths, out.sources, out.sink);
    return {};
  }
  std::error_code problem;
  fs::path whole = fs::weakly_canonical(is_file ? fs::path(path) : folder, problem);
  out.documentation = document::collect_package(**files, paths, whole.stem(), out.sources, out.sink);
  return {};
}

Result<void> write(const std::string& folder, const std::vector<std::pair<std::string, std::string>>& files) {
  std::error_code problem;
  fs::create_directories(folder, problem);
  if (problem) return fail(diag::error(diag::CannotWrite, folder, problem.message()));
  for (const auto& [name, text] : files) INFRA_TRY(write_file((fs::path(folder) / name).string(), text));
  return {};
}

int doc(Context& context, const Options& options) {
  Collected collected;
  auto done = collect(context, options.path, collected);
  if (!done) return report(context, done.error());
  const document::Documentation& documentation = collected.documentation;
  document::Links links(documentation);
  document::check_links(documentation, links, collected.sources, collected.sink);
  bool failed = collected.sink.has_errors();
  report(context, collected.sink.take(), collected.sources);
  if (failed) return kError;

  bool html = options.format == "html";
  if (options.output.empty()) {
    std::string page = html ? to_html(documentation, links) : to_markdown(documentation, links);
    context.terminal.out(page);
    return kDone;
  }
  std::vector<std::pair<std::string, std::string>> files;
  if (html) {
    files.emplace_back("index.html", to_html(documentation, links));
  } else {
    files = to_markdown_files(documentation, links);
  }
  auto written = write(options.output, files);
  if (!written) return report(context, written.error());
  std::string first = (fs::path(options.output) / (html ? "index.html" : "README.md")).string();
  context.terminal.out(fmt::format("{} {}: {}\n", context.terminal.out_paint()(Style::BoldGreen, "documented"),
                                   count_noun(documentation.modules.size(), "module"), sanitize_line(first)));
  return kDone;
}

}  // namespace

std::function<int()> doc_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  takes.argument("PATH", options->path, false, "A file, a folder of files, or std; the current folder unless given.");
  takes.choice("--format", options->format, "FORMAT", {"markdown", "html"}, "Of the pages; markdown unless given.");
  takes.text("-o,--output", options->output, "FOLDER", "Where the pages go; to the terminal unless given.");
  return [options, &context] { return doc(context, *options); };
}

}  // namespace infra::cli
