#include <algorithm>
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "cli/files.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/base/sanitize.h"
#include "compiler/base/text.h"
#include "compiler/diag/codes/cli.h"
#include "compiler/diag/codes/syntax.h"
#include "compiler/diag/error.h"
#include "compiler/syntax/format.h"
#include "compiler/syntax/format_markdown.h"
#include "compiler/syntax/parse.h"

namespace infra::cli {
namespace {

struct Options {
  std::vector<std::string> paths;
  bool check = false;
};

bool is_markdown(std::string_view file) { return file.ends_with(".md"); }

Error nothing_to_format(const std::string& folder) {
  return diag::error(diag::NothingToFormat, folder)
      .way_out("name a file, a folder that holds some, or `-` for the standard input");
}

Result<std::string> read_source(const std::string& file) {
  if (file != "-") return read_file(file, syntax::kMaxFileBytes);
  // One byte more than the limit is enough to know that it is passed.
  std::string text(syntax::kMaxFileBytes + 1, '\0');
  std::cin.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(std::cin.gcount()));
  return text;
}

/// Formats files one by one. What does not read is left as it is, and said.
class Run {
 public:
  Run(const Options& options, Context& context) : options_(options), context_(context) {}

  int all(const std::vector<std::string>& files) {
    for (const std::string& file : files) {
      if (auto done = one(file); !done) failed_ = report(context_, done.error()) == kError;
    }
    if (!sink_.diagnostics().empty()) report(context_, sink_.diagnostics(), sources_);
    if (keeps_document(context_)) keep(context_, notes_.diagnostics(), sources_);
    if (failed_ || !sink_.diagnostics().empty()) return kError;
    return options_.check && differs_ ? kPending : kDone;
  }

 private:
  Result<void> one(const std::string& file) {
    INFRA_ASSIGN(std::string text, read_source(file));
    const bool is_text = text.size() <= syntax::kMaxFileBytes && !first_invalid_utf8(text);
    const syntax::Formatted formatted = !is_text            ? syntax::Formatted{text, {0}}
                                        : is_markdown(file) ? syntax::Formatted{syntax::format_blocks(text), {}}
                                                            : syntax::format(text);
    if (!formatted.untouched.empty()) {
      const FileId id = sources_.add(file == "-" ? "<stdin>" : sanitize_line(file), text);
      (void)syntax::parse(id, sources_, names_, sink_);
    }
    const bool differs = formatted.text != text;
    differs_ |= differs;
    if (differs && options_.check && keeps_document(context_)) note_difference(file, text, formatted.text);
    if (file == "-" && !options_.check) {
      context_.terminal.out(formatted.text);
    } else if (differs) {
      if (!options_.check) INFRA_TRY(rewrite_file(file, formatted.text));
      if (context_.format == Format::Human) context_.terminal.out(sanitize_line(file) + "\n");
    }
    return {};
  }

  /// For a tool: at the line that differs first.
  void note_difference(const std::string& file, const std::string& text, const std::string& wanted) {
    const auto begin =
        static_cast<size_t>(std::mismatch(text.begin(), text.end(), wanted.begin(), wanted.end()).first - text.begin());
    const auto from = static_cast<uint32_t>(begin == 0 ? 0 : text.rfind('\n', begin - 1) + 1);
    const auto to = static_cast<uint32_t>(std::min(text.find('\n', from), text.size()));
    const FileId id = sources_.add(file == "-" ? "<stdin>" : sanitize_line(file), text);
    notes_.emit(diag::NotFormatted, {id, from, to}).help("`infra fmt` lays it out");
  }

  const Options& options_;
  Context& context_;
  SourceMap sources_;
  Interner names_;
  diag::Sink sink_;
  diag::Sink notes_;  ///< What differs; for documents alone, since people get a list of files.
  bool differs_ = false;
  bool failed_ = false;
};

}  // namespace

std::function<int()> fmt_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  takes.arguments(
      "FILE", options->paths,
      "Files, folders with all `.infra` files beneath them, or `-` for the standard input; without one, this "
      "folder. Of a `.md` file, its ```infra blocks.");
  takes.flag("--check", options->check, "Write nothing: list the files that differ, and end with status 2.");
  takes.format();
  return [options, &context] {
    auto files = named_sources(options->paths, nothing_to_format);
    if (!files) return report(context, files.error());
    return Run(*options, context).all(*files);
  };
}

}  // namespace infra::cli
