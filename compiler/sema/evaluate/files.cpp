// What a program reads: `file`, `dir` and `embed`, beneath the package, each once.
#include "compiler/base/text.h"
#include "compiler/diag/codes/sema.h"
#include "compiler/diag/codes/source.h"
#include "compiler/diag/error.h"
#include "compiler/sema/evaluate/evaluation.h"
#include "compiler/sema/load/load.h"

namespace infra::sema {
namespace {

using value::ValueId;

constexpr uint64_t kMaxEmbedded = 1 << 20;

/// What messages call the file at `path` of the package that `from` belongs to.
std::string shown(const LoadedFile& from, const std::string& path) {
  return from.shown.substr(0, from.shown.size() - from.path.size()) + path;
}

Result<ValueId> read_text(Evaluation& e, const LoadedFile& from, const std::string& path) {
  auto text = from.files->read(path, kMaxEmbedded);
  if (!text) {
    if (text.error().code != diag::FileTooLarge.code) return fail(std::move(text).error());
    return fail(diag::error(diag::EmbedTooLarge, path)
                    .note("at most 1 MiB of text can be embedded")
                    .way_out("take it by digest: `file(…)` gives an Artifact"));
  }
  if (first_invalid_utf8(*text)) {
    return fail(diag::error(diag::EmbedNotText, path).way_out("take it by digest: `file(…)` gives an Artifact"));
  }
  e.embedded_files[shown(from, path)] = sha256(*text);
  return e.values().string(*text);
}

Result<ValueId> read(Evaluation& e, const LoadedFile& from, FileForm form, const std::string& path) {
  switch (form) {
    case FileForm::Artifact: return read_artifact(*from.files, path, e.values(), e.contents);
    case FileForm::Folder: return read_folder(*from.files, path, e.values(), e.contents);
    case FileForm::Text: break;
  }
  return read_text(e, from, path);
}

}  // namespace

ValueId read_file(Evaluation& e, Span span, const FileNode& node, const std::string& written) {
  const Module& from = e.program.modules[node.module];
  std::optional<std::string> path = resolve_path(from.path, written);
  if (!path) {
    return fail_at(e, span,
                   diag::error(diag::OutsidePackage, written)
                       .way_out("a program reads only files beneath its package's folder, which holds `infra.toml` or "
                                "the root file"));
  }
  FileSystem* files = e.loaded.files[node.module].files;
  auto [entry, is_new] = e.read.try_emplace({node.form, files, *path}, ValueId());
  if (!is_new) return entry->second;
  auto value = read(e, e.loaded.files[node.module], node.form, *path);
  if (!value) {
    Error error = value.error();
    if (error.help.empty()) error.help = "paths are relative to the file that says them";
    return fail_at(e, span, error);
  }
  entry->second = *value;
  return *value;
}

}  // namespace infra::sema
