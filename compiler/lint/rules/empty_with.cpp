#include "compiler/lint/rules.h"

namespace infra::lint {
namespace {

void look_at(const Subject& subject, diag::Sink& sink, Span decl, Span with, size_t entries) {
  if (!with.valid() || entries > 0) return;
  // With the spaces before it, as it stands at the end of its declaration.
  uint32_t begin = with.begin;
  std::string_view text = subject.file.text();
  while (begin > decl.begin && (text[begin - 1] == ' ' || text[begin - 1] == '\n' || text[begin - 1] == '\t')) --begin;
  sink.emit(diag::EmptyWith, with).fix({with.file, begin, with.end}, "", "take it away");
}

}  // namespace

void empty_with(const Subject& subject, diag::Sink& sink) {
  for (const syntax::Decl& decl : subject.ast.decls) {
    std::visit(
        [&](const auto& node) {
          if constexpr (requires { node.with_span; }) {
            look_at(subject, sink, decl.span, node.with_span, node.with.size());
          }
        },
        decl.node);
  }
}

}  // namespace infra::lint
