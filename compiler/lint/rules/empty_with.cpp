#include <algorithm>

#include "compiler/lint/rules.h"

namespace infra::lint {
namespace {

void look_at(const Subject& subject, diag::Sink& sink, Span decl, Span with, size_t entries) {
  if (!with.valid() || entries > 0) return;
  // With its word and the spaces before it, as it stands at the end of its declaration.
  std::string_view text = subject.file.text().substr(0, with.begin);
  auto skip_spaces = [&] { text = text.substr(0, text.find_last_not_of(" \t\r\n") + 1); };
  skip_spaces();
  constexpr std::string_view kWord = "with";
  if (text.ends_with(kWord)) text.remove_suffix(kWord.size());
  skip_spaces();
  auto begin = std::max(decl.begin, static_cast<uint32_t>(text.size()));
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
