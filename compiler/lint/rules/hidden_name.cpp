#include "compiler/lint/rules.h"

namespace infra::lint {

void hidden_name(const Subject& subject, diag::Sink& sink) {
  for (const Binding& binding : subject.index.bindings) {
    if (!binding.hides.valid()) continue;
    sink.emit(diag::HiddenName, binding.name.span, subject.text(binding.name),
              binding.hides_declaration ? "a declaration" : "another name")
        .label("from here on the name means this")
        .also(binding.hides, "hidden")
        .help("give one of the two another name");
  }
}

}  // namespace infra::lint
