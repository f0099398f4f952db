#include <filesystem>
#include <memory>
#include <system_error>

#include <fmt/format.h>

#include "cli/files.h"
#include "cli/man_page.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/base/text.h"
#include "compiler/diag/codes/cli.h"
#include "compiler/diag/error.h"

namespace infra::cli {
namespace {

struct Options {
  std::vector<std::string> words;
  std::string folder;
};

int write_all(Context& context, const std::vector<VerbDescription>& verbs, const std::string& folder) {
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  if (problem) return report(context, diag::error(diag::CannotWrite, folder, problem.message()));
  auto written = write_file(folder + "/infra.1", main_page(verbs, context.version));
  for (const VerbDescription& verb : verbs) {
    if (!written) break;
    written = write_file(fmt::format("{}/{}.1", folder, page_name(verb)), verb_page(verb, verbs, context.version));
  }
  return written ? kDone : report(context, written.error());
}

int man(Context& context, const Options& options) {
  std::vector<VerbDescription> verbs = describe_verbs(context);
  if (!options.folder.empty()) return write_all(context, verbs, options.folder);
  std::string name;
  for (const std::string& word : options.words) name += (name.empty() ? "" : " ") + word;
  if (name.empty()) return context.terminal.out(main_page(verbs, context.version)), kDone;
  std::vector<std::string_view> names;
  for (const VerbDescription& verb : verbs) {
    if (verb.name == name) return context.terminal.out(verb_page(verb, verbs, context.version)), kDone;
    names.push_back(verb.name);
  }
  auto near = nearest(name, names);
  return report(context, diag::error(diag::UnknownVerb, name)
                             .way_out(near ? fmt::format("did you mean `infra man {}`?", *near)
                                           : "`infra` alone lists the verbs"));
}

}  // namespace

std::function<int()> man_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  takes.arguments("VERB", options->words, "The verb that it is about; Infra as a whole unless given.");
  takes.text("-o,--output", options->folder, "FOLDER", "Write all pages there, as infra.1, infra-check.1 and so on.");
  return [options, &context] { return man(context, *options); };
}

}  // namespace infra::cli
