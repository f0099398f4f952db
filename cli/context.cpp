#include "cli/context.h"

#include "cli/files.h"
#include "cli/source_names.h"
#include "cli/verbs.h"
#include "compiler/source/disk_file_system.h"

namespace infra::cli {
namespace {

constexpr uint64_t kLargestPage = 1 << 20;

diag::RenderOptions terminal_options(const Context& context) {
  diag::RenderOptions options;
  options.colors = context.terminal.err_paint().colors();
  return options;
}

std::string text_of(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

std::string render_document(const Context& context, Format format) {
  if (format == Format::Json && !context.document.is_null()) return text_of(context.document);
  diag::RenderOptions options;
  options.version = context.version;
  options.page = [&](std::string_view code) -> std::optional<std::string> {
    // A code without its page is still a code: an installation that lacks pages says so in `infra explain`.
    auto folder = open_disk(context.places.errors);
    if (!folder) return std::nullopt;
    auto page = (*folder)->read(std::string(code) + ".md", kLargestPage);
    return page ? std::optional(std::move(*page)) : std::nullopt;
  };
  return context.diagnostics.render(format, options);
}

void show(Context& context, const std::vector<diag::Diagnostic>& diagnostics, const SourceMap& sources) {
  diag::Batch batch{diagnostics, &sources};
  context.terminal.err(diag::entry_of(Format::Human).render({&batch, 1}, terminal_options(context)));
}

}  // namespace

bool keeps_document(const Context& context) { return context.format != Format::Human || !context.output.empty(); }

void keep(Context& context, const std::vector<diag::Diagnostic>& diagnostics, const SourceMap& sources) {
  context.diagnostics.add(diagnostics,
                          diagnostics.empty() ? SourceMap() : named_by_paths(sources, context.source_folder));
}

int report(Context& context, const Error& error) {
  if (keeps_document(context)) context.diagnostics.add(error);
  if (context.format == Format::Human) context.terminal.err(diag::render_human(error, terminal_options(context)));
  return kError;
}

int report(Context& context, const std::vector<Error>& errors) {
  for (const Error& error : errors) report(context, error);
  return kError;
}

void report(Context& context, const std::vector<diag::Diagnostic>& diagnostics, const SourceMap& sources) {
  SourceMap named = diagnostics.empty() ? SourceMap() : named_by_paths(sources, context.source_folder);
  if (context.format == Format::Human) show(context, diagnostics, named);
  if (keeps_document(context)) context.diagnostics.add(diagnostics, std::move(named));
}

int finish_report(Context& context, int status) {
  if (!context.output.empty()) {
    auto written = write_file(context.output, render_document(context, context.output_format));
    if (written) return status;
    context.terminal.err(diag::render_human(written.error(), terminal_options(context)));
    return kError;
  }
  if (context.format != Format::Human && context.diagnostics.due()) {
    context.terminal.out(render_document(context, context.format));
  }
  return status;
}

void print_json(Context& context, const Json& json) { context.terminal.out(text_of(json)); }

}  // namespace infra::cli
