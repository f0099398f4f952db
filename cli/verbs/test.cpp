#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <set>
#include <span>
#include <thread>

#include <fmt/format.h>

#include "cli/files.h"
#include "cli/junit.h"
#include "cli/source_names.h"
#include "cli/sources.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/base/sanitize.h"
#include "compiler/diag/codes/cli.h"
#include "compiler/diag/codes/source.h"
#include "compiler/diag/error.h"
#include "compiler/diag/render.h"
#include "compiler/service/tests.h"

namespace infra::cli {
namespace {

namespace fs = std::filesystem;

constexpr auto kLook = std::chrono::milliseconds(300);

struct TestOptions {
  std::vector<std::string> places;
  std::string filter;
  std::string junit;
  bool watch = false;
};

/// One slice of one file, on whichever thread is free.
struct Job {
  std::string file;
  size_t slice = 0, slices = 1;
  std::optional<Error> error;
  std::string folder = ".";  ///< Of its package.
  service::TestedFile result;
};

void run(const Context& context, const TestOptions& options, Job& job) {
  SourceOptions source;
  source.file = job.file;
  auto sources = open_sources(context, source, "test");
  if (!sources) {
    job.error = sources.error();
    return;
  }
  job.folder = sources->folder;
  job.result = service::run_tests(sources->request, options.filter, job.slice, job.slices);
}

void run_all(const Context& context, const TestOptions& options, std::vector<Job>& jobs, size_t threads) {
  std::atomic<size_t> next = 0;
  auto work = [&] {
    for (size_t i = next++; i < jobs.size(); i = next++) run(context, options, jobs[i]);
  };
  std::vector<std::jthread> pool;
  for (size_t i = 1; i < std::min(threads, jobs.size()); ++i) pool.emplace_back(work);
  work();
}

struct Found {
  const Job* job;
  const service::TestResult* result;
};

/// The results of all slices of a file, by line.
std::vector<Found> in_order(std::span<const Job> file) {
  std::vector<Found> found;
  for (const Job& job : file) {
    for (const service::TestResult& result : job.result.results) found.push_back({&job, &result});
  }
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.result->line < b.result->line; });
  return found;
}

bool is_unsound(const Job& job) {
  return std::any_of(job.result.diagnostics.begin(), job.result.diagnostics.end(),
                     [](const diag::Diagnostic& d) { return d.severity == diag::Severity::Error; });
}

Json to_json(const std::vector<diag::Diagnostic>& diagnostics, const SourceMap& sources) {
  Json all = Json::array();
  for (const diag::Diagnostic& diagnostic : diagnostics) all.push_back(diag::json_of(diagnostic, &sources));
  return all;
}

Json to_json(std::span<const Job> file) {
  if (file[0].error)
    return {{"file", file[0].file}, {"diagnostics", {diag::json_of(*file[0].error)}}, {"tests", Json::array()}};
  Json tests = Json::array();
  for (const Found& found : in_order(file)) {
    const service::TestResult& result = *found.result;
    tests.push_back({{"name", result.name},
                     {"line", result.line},
                     {"passed", result.passed},
                     {"diagnostics", to_json(result.diagnostics, found.job->result.sources)}});
  }
  const service::TestedFile& whole = file[0].result;
  return {
      {"file", file[0].file}, {"diagnostics", to_json(whole.diagnostics, whole.sources)}, {"tests", std::move(tests)}};
}

class TestVerb {
 public:
  TestVerb(Context& context, const TestOptions& options) : context_(context), options_(options) {}

  int once() {
    auto files = named_sources(options_.places);
    if (!files) return report(context_, files.error());
    size_t threads = std::max(1u, std::thread::hardware_concurrency());
    // Few files with many tests are shared out as well.
    size_t slices = files->size() >= threads ? 1 : threads;
    std::vector<Job> jobs;
    for (const std::string& file : *files) {
      for (size_t slice = 0; slice < slices; ++slice) jobs.push_back({file, slice, slices, {}, ".", {}});
    }
    run_all(context_, options_, jobs, threads);
    show(jobs);
    if (!options_.junit.empty()) {
      if (auto written = write_file(options_.junit, junit(jobs)); !written) return report(context_, written.error());
    }
    return failed_ == 0 ? kDone : kError;
  }

  /// Runs again whenever a file has changed, until it is interrupted.
  int watch() {
    for (std::string seen;;) {
      if (std::string now = stamp(); now != seen) {
        seen = std::move(now);
        passed_ = failed_ = 0;
        context_.diagnostics = {};
        once();
        finish_report(context_, kDone);
      }
      std::this_thread::sleep_for(kLook);
    }
  }

 private:
  std::string stamp() const {
    auto files = named_sources(options_.places);
    std::string out;
    if (!files) return out;
    std::set<fs::path> folders;
    for (const std::string& file : *files) folders.insert(fs::path(file).parent_path());
    for (const fs::path& folder : folders) {
      std::error_code problem;
      for (const auto& entry : fs::directory_iterator(folder.empty() ? "." : folder, problem)) {
        auto time = entry.last_write_time(problem).time_since_epoch().count();
        out += fmt::format("{} {}\n", entry.path().string(), time);
      }
    }
    return out;
  }

  void show(const std::vector<Job>& jobs) {
    Json all = Json::array();
    for (size_t i = 0; i < jobs.size(); i += jobs[i].slices) {
      std::span<const Job> file(&jobs[i], jobs[i].slices);
      show_file(file);
      all.push_back(to_json(file));
    }
    if (passed_ + failed_ == 0 && !options_.filter.empty()) {  // a gate that asks nothing is none
      ++failed_;
      report(context_, diag::error(diag::NoSuchTest, options_.filter).way_out("without `--filter` all are run"));
      return;
    }
    if (keeps_document(context_)) {
      context_.document = {{"passed", passed_}, {"failed", failed_}, {"files", std::move(all)}};
      keep(context_, {}, SourceMap());
    }
    if (context_.format != Format::Human) return;
    const Painter paint = context_.terminal.out_paint();
    if (passed_ + failed_ == 0) {
      context_.terminal.out("no tests: a `test \"name\" { … }` block is one\n");
    } else {
      context_.terminal.out(
          failed_ == 0 ? fmt::format("{} {} passed\n", paint(Style::BoldGreen, "fine:"), passed_)
                       : fmt::format("{} {} passed, {} failed\n", paint(Style::BoldRed, "failed:"), passed_, failed_));
    }
  }

  /// What is wrong with the file is found in every slice, and said once.
  void show_file(std::span<const Job> file) {
    if (file[0].error) {
      ++failed_;
      report(context_, *file[0].error);
      return;
    }
    if (is_unsound(file[0])) {
      ++failed_;
      context_.source_folder = file[0].folder;
      report(context_, file[0].result.diagnostics, file[0].result.sources);
    }
    for (const Found& found : in_order(file)) show(*found.job, *found.result);
  }

  void show(const Job& job, const service::TestResult& result) {
    passed_ += result.passed;
    failed_ += !result.passed;
    context_.source_folder = job.folder;
    if (!result.passed && keeps_document(context_)) keep(context_, result.diagnostics, job.result.sources);
    if (context_.format != Format::Human) return;
    const Painter paint = context_.terminal.out_paint();
    context_.terminal.out(fmt::format("{} {}:{}  {}\n",
                                      result.passed ? paint(Style::Green, "pass") : paint(Style::BoldRed, "FAIL"),
                                      sanitize_line(job.file), result.line, sanitize_line(result.name)));
    if (result.passed) return;
    const SourceMap named = named_by_paths(job.result.sources, job.folder);
    for (const diag::Diagnostic& diagnostic : result.diagnostics) {
      context_.terminal.out(diag::render_human(diagnostic, named, {paint.colors()}));
    }
  }

  std::string junit(const std::vector<Job>& jobs) const {
    std::vector<JunitCase> cases;
    auto text_of = [](const std::vector<diag::Diagnostic>& diagnostics, const SourceMap& sources) {
      std::string text;
      for (const diag::Diagnostic& diagnostic : diagnostics) text += diag::render_human(diagnostic, sources);
      return text;
    };
    for (size_t i = 0; i < jobs.size(); i += jobs[i].slices) {
      const Job& first = jobs[i];
      if (first.error) {
        cases.push_back({first.file, "(the file)", false, first.error->message});
      } else if (is_unsound(first)) {
        cases.push_back({first.file, "(the file)", false, text_of(first.result.diagnostics, first.result.sources)});
      }
      for (const Found& found : in_order({&jobs[i], first.slices})) {
        std::string text = text_of(found.result->diagnostics, found.job->result.sources);
        cases.push_back({first.file, found.result->name, found.result->passed, found.result->passed ? "" : text});
      }
    }
    return junit_xml(cases);
  }

  Context& context_;
  const TestOptions& options_;
  size_t passed_ = 0, failed_ = 0;
};

}  // namespace

std::function<int()> test_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<TestOptions>();
  takes.arguments("FILE", options->places,
                  "Files, or folders with all that is beneath them; this folder unless given.");
  takes.text("--filter", options->filter, "TEXT", "Only tests with this in their name.");
  takes.text("--junit", options->junit, "FILE", "Write the results for a CI server, too.");
  takes.flag("--watch", options->watch, "Run again whenever a file has changed.");
  takes.format();
  return [options, &context] {
    TestVerb verb(context, *options);
    return options->watch ? verb.watch() : verb.once();
  };
}

}  // namespace infra::cli
