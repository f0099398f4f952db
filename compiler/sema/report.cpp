#include "compiler/sema/report.h"

#include <cassert>

#include "compiler/diag/table.h"

namespace infra::sema {

diag::Builder report(diag::Sink& sink, const Error& error, Span place) {
  const diag::Entry* entry = diag::find(error.code);
  assert(entry && "every error comes from the table");
  diag::Diagnostic diagnostic;
  diagnostic.code = entry->code;
  diagnostic.severity = entry->severity;
  diagnostic.message = error.message;
  diagnostic.primary.span = place;
  diagnostic.notes = error.notes;
  diagnostic.help = error.help;
  return sink.add(std::move(diagnostic));
}

}  // namespace infra::sema
