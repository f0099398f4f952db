#include "compiler/lint/lint.h"

#include <algorithm>

#include "compiler/diag/render.h"
#include "compiler/lint/build_outputs.h"
#include "compiler/lint/comments.h"
#include "compiler/lint/rules.h"
#include "compiler/lint/suppressions.h"
#include "compiler/service/compilation.h"
#include "compiler/syntax/scan/scan.h"

namespace infra::lint {
namespace {

struct Line {
  Rule run;
  RuleInfo info;
};

constexpr Line kRules[] = {
#define INFRA_LINT_RULE(function, Name, Diagnostic, Fixes, Summary) \
  {function, {Name, diag::Diagnostic.code, Summary, Fixes}},
#include "compiler/lint/rules.def"
#undef INFRA_LINT_RULE
};

TypesByPlace types_by_place(const sema::Program& program, FileId file) {
  TypesByPlace types;
  for (const sema::Node& node : program.nodes) {
    if (node.span.file == file) types[place_key(node.span)].push_back(node.type);
  }
  return types;
}

/// An edit that would lose what somebody wrote for a reader is none that a program makes.
void drop_fixes_that_lose_comments(std::string_view text, std::vector<diag::Diagnostic>& lints) {
  const std::vector<Comment> comments = comments_of(text, syntax::scan(text));
  for (diag::Diagnostic& lint : lints) {
    std::erase_if(lint.fixes, [&](const diag::Fix& fix) {
      auto comment = std::partition_point(comments.begin(), comments.end(),
                                          [&](const Comment& one) { return one.begin < fix.span.begin; });
      for (; comment != comments.end() && comment->end <= fix.span.end; ++comment) {
        std::string_view written = text.substr(comment->begin, comment->end - comment->begin);
        if (fix.replacement.find(written) == std::string::npos) return true;
      }
      return false;
    });
  }
}

}  // namespace

std::vector<RuleInfo> rules() {
  std::vector<RuleInfo> infos;
  for (const Line& line : kRules) infos.push_back(line.info);
  return infos;
}

std::vector<diag::Diagnostic> lint_module(const sema::Analysis& analysis, const SourceMap& sources,
                                          sema::ModuleId module) {
  const sema::LoadedFile& loaded = analysis.loaded.files[module];
  const FileIndex index = index_file(loaded.ast);
  const TypesByPlace types = types_by_place(analysis.program, loaded.file);
  const SourceFile& file = sources.file(loaded.file);
  const Subject subject{loaded.ast, file,  analysis.program.names, analysis.program,
                        index,      types, analysis.loaded,        module};
  diag::Sink sink;
  for (const Line& line : kRules) line.run(subject, sink);
  std::vector<diag::Diagnostic> lints = sink.take();
  drop_fixes_that_lose_comments(file.text(), lints);
  apply_suppressions(file, loaded.file, lints);
  diag::sort_and_deduplicate(lints, sources);
  return lints;
}

LintResult lint(service::CompileRequest request) {
  request.build_plan = false;
  WithoutBuildOutputs package(*request.package);
  request.package = &package;
  service::Compilation compilation = service::run(request);
  LintResult result;
  result.has_errors = !compilation.result.ok();
  result.diagnostics = std::move(compilation.result.diagnostics);
  if (!result.has_errors) {
    auto lints = lint_module(*compilation.analysis, compilation.result.sources, compilation.analysis->loaded.root);
    std::move(lints.begin(), lints.end(), std::back_inserter(result.diagnostics));
    diag::sort_and_deduplicate(result.diagnostics, compilation.result.sources);
  }
  result.sources = std::move(compilation.result.sources);
  return result;
}

}  // namespace infra::lint
