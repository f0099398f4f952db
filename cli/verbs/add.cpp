#include <memory>

#include <fmt/format.h>

#include "cli/package_session.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/diag/codes/package.h"
#include "compiler/diag/error.h"
#include "compiler/package/manifest_edit.h"
#include "compiler/package/shown_location.h"

namespace infra::cli {
namespace {

struct Options {
  std::string name, package;
  std::string path, git, archive, dir, tag, branch, commit;
};

/// What the options say, in one word each; the manifest's own reader judges the rest.
Result<package::Source> source_of(const Options& options) {
  using package::Source;
  Source source;
  int sources = 0;
  for (const auto& [kind, text] : {std::pair{Source::Kind::Path, &options.path},
                                   {Source::Kind::Git, &options.git},
                                   {Source::Kind::Archive, &options.archive}}) {
    if (text->empty()) continue;
    source.kind = kind;
    source.location = *text;
    ++sources;
  }
  if (sources != 1)
    return fail(diag::error(diag::SourceUnclear, options.name, sources == 0 ? "no source" : "more than one source")
                    .way_out("give one of `--path FOLDER`, `--git ADDRESS` and `--archive FILE`"));
  int revisions = 0;
  for (const auto& [kind, text] : {std::pair{Source::Revision::Tag, &options.tag},
                                   {Source::Revision::Branch, &options.branch},
                                   {Source::Revision::Commit, &options.commit}}) {
    if (text->empty()) continue;
    source.revision = kind;
    source.revision_name = *text;
    ++revisions;
  }
  if (revisions > 1 || (revisions == 1 && source.kind != Source::Kind::Git))
    return fail(diag::error(diag::SourceUnclear, options.name,
                            revisions > 1 ? "more than one revision" : "a revision without `--git`")
                    .way_out("`--git` takes one of `--tag`, `--branch` and `--commit`"));
  source.dir = options.dir;
  if (std::string why = package::refusal(source); !why.empty())
    return fail(diag::error(diag::AddressRefused, package::shown_location(source), why)
                    .way_out("git takes `https://`, `ssh://`, `git@host:path` and `file://`; an archive is a path, "
                             "`https://` or `file://`; `--dir` is the path of a folder in one of them"));
  return source;
}

int add(Context& context, const Options& options) {
  if (!package::is_package_name(options.name))
    return report(context, diag::error(diag::ManifestValue, "NAME", "`" + options.name + "`", "the name of a package")
                               .way_out("small letters, digits and `_`, a letter first: imports say it"));
  auto source = source_of(options);
  if (!source) return report(context, source.error());
  auto session = PackageSession::open(context, options.package);
  if (!session) return kError;
  auto text = package::with_dependency(session->manifest_text(), options.name, *source);
  if (!text) return report(context, text.error());
  if (!session->take_manifest(*text)) return kError;
  return session->bring_up_to_date();
}

}  // namespace

std::function<int()> add_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  takes.argument("NAME", options->name, true, "The package's name, which imports say.");
  takes.text("--path", options->path, "FOLDER", "It lies in a folder, relative to this package.");
  takes.text("--git", options->git, "ADDRESS", "It is a repository: https://, ssh://, git@host:path or file://.");
  takes.text("--dir", options->dir, "FOLDER", "With --git or --archive: the package is this folder of it.");
  takes.text("--tag", options->tag, "TAG", "With --git: this tag.");
  takes.text("--branch", options->branch, "BRANCH",
             "With --git: what this branch is now; the default branch unless given.");
  takes.text("--commit", options->commit, "COMMIT", "With --git: this commit.");
  takes.text("--archive", options->archive, "FILE", "It is a tar: a path, https:// or file://.");
  add_package_option(takes, options->package);
  takes.format();
  return [options, &context] { return add(context, *options); };
}

}  // namespace infra::cli
