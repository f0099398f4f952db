#include "compiler/diag/report.h"

#include <cassert>

#include "compiler/diag/table.h"

namespace infra::diag {

Builder report(Sink& sink, const Error& error, Span place) {
  const Entry* entry = find(error.code);
  assert(entry && "every error comes from the table");
  Diagnostic diagnostic;
  diagnostic.code = entry->code;
  diagnostic.severity = entry->severity;
  diagnostic.message = error.message;
  diagnostic.primary.span = place;
  diagnostic.notes = error.notes;
  diagnostic.help = error.help;
  return sink.add(std::move(diagnostic));
}

}  // namespace infra::diag
