#include "compiler/sema/load/known_files.h"

#include <algorithm>
#include <array>
#include <set>

#include "compiler/sema/analyze.h"
#include "compiler/syntax/parse.h"

namespace infra::sema {
namespace {

/// Whether parsing has found it.
bool is_of_syntax(std::string_view code) {
  static constexpr std::array kCodes = {
#define INFRA_DIAGNOSTIC(Name, Code, ...) std::string_view(Code),
#include "compiler/diag/codes/syntax.def"
#undef INFRA_DIAGNOSTIC
  };
  return std::find(kCodes.begin(), kCodes.end(), code) != kCodes.end();
}

}  // namespace

KnownFiles take_files(std::unique_ptr<Analysis> before, const SourceMap& sources,
                      const std::vector<diag::Diagnostic>& diagnostics) {
  KnownFiles known{std::move(before)};
  LoadedSources& loaded = known.before->loaded;
  std::set<FileId> own, wrong;
  for (const LoadedFile& file : loaded.files) own.insert(file.file);
  for (const diag::Diagnostic& diagnostic : diagnostics) {
    if (!is_of_syntax(diagnostic.code)) continue;
    // One that was moved to what somebody typed is of no file that can be told.
    if (!own.contains(diagnostic.primary.span.file)) return known;
    wrong.insert(diagnostic.primary.span.file);
  }
  for (uint32_t i = 0; i < loaded.files.size(); ++i) {
    LoadedFile& file = loaded.files[ModuleId(i)];
    if (wrong.contains(file.file)) continue;
    known.files.insert_or_assign(file.shown, KnownFile{sources.file(file.file).text(), std::move(file.ast)});
  }
  return known;
}

syntax::Ast parse_known(KnownFiles& known, FileId file, const SourceMap& sources, Interner& names, diag::Sink& sink) {
  syntax::TreeEdit& edit = known.edits[file];
  edit.kind = syntax::TreeEdit::Kind::Other;
  auto found = known.files.find(sources.file(file).name());
  if (found != known.files.end()) {
    KnownFile before = std::move(found->second);
    known.files.erase(found);
    if (auto ast = syntax::reparse(std::move(before.ast), before.text, file, sources, names, edit))
      return std::move(*ast);
  }
  return syntax::parse(file, sources, names, sink);
}

}  // namespace infra::sema
