#include "compiler/passes/passes.h"

namespace infra::passes {

plan::DebugInfo debug_info(const sema::Model& model, const SourceMap& sources) {
  plan::DebugInfo debug;
  auto place = [&](Span span) {
    const SourceFile& file = sources.file(span.file);
    LineColumn at = file.locate(span.begin);
    return plan::DebugPlace{std::string(file.name()), at.line, at.column};
  };
  for (const sema::ModelResource& resource : model.resources) {
    debug.places[resource.oldest] = place(resource.span);
    if (resource.oldest != resource.address) debug.names[resource.oldest] = resource.address;
  }
  for (const sema::ModelOutput& output : model.outputs) debug.places["output." + output.name] = place(output.span);
  return debug;
}

}  // namespace infra::passes
