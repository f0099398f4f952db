#include "compiler/diag/codes/sema.h"
#include "compiler/diag/table.h"
#include "compiler/sema/evaluate/evaluation.h"
#include "compiler/sema/report.h"

namespace infra::sema {

using value::ValueId;
using value::ValueKind;

namespace {

/// Of a chain of calls, the innermost are shown.
constexpr size_t kShownCalls = 3;

}  // namespace

bool say_once(Evaluation& e, Span span, std::string_view code) {
  return e.said.insert({span.file.index, span.begin, code}).second;
}

ValueId fail_at(Evaluation& e, Span span, const Error& error) {
  // A mistake in a loop is one mistake, however often the loop runs.
  const diag::Entry* entry = diag::find(error.code);
  if (say_once(e, span, entry ? entry->code : std::string_view("?"))) {
    auto builder = report(e.sink, error, span);
    for (size_t i = 0; i < e.calls.size() && i < kShownCalls; ++i) {
      const Span& call = e.calls[e.calls.size() - 1 - i];
      if (call != span) builder.also(call, "called from here");
    }
  }
  return {};
}

ValueId stop(Evaluation& e, Span span, std::string_view what) {
  if (!e.stopped) e.sink.emit(diag::ProgramTooBig, span, what).label("reached here");
  e.stopped = true;
  return {};
}

bool is_open(Evaluation& e, ValueId value) {
  value::ValueStore& values = e.values();
  if (!e.open || !value.valid() || !values.is_deferred(value)) return false;
  std::vector<ValueId> pending = {value};
  for (size_t steps = 0; !pending.empty() && steps < 10'000; ++steps) {
    ValueId next = pending.back();
    pending.pop_back();
    if (values.kind(next) == ValueKind::Var) return true;
    if (!values.is_deferred(next)) continue;
    auto children = values.children(next);
    pending.insert(pending.end(), children.begin(), children.end());
  }
  return false;
}

void deferred_shape(Evaluation& e, Span span, std::string_view what, ValueId value) {
  if (e.shapes_reported || is_open(e, value) || !say_once(e, span, diag::DeferredShape.code)) return;
  auto builder = e.sink.emit(diag::DeferredShape, span, what);
  builder.label("known only when it is deployed");
  // Name the result or secret that it hangs on.
  value::ValueStore& values = e.values();
  std::vector<ValueId> pending = {value};
  for (size_t steps = 0; !pending.empty() && steps < 1'000; ++steps) {
    ValueId next = pending.back();
    pending.pop_back();
    if (values.kind(next) == ValueKind::Result) {
      builder.note(fmt::format("it is computed from `{}.{}`, a result of a resource",
                               values.as_text(values.children(next)[0]), values.as_text(next)));
      return;
    }
    if (values.kind(next) == ValueKind::Secret) {
      builder.note("it is computed from a secret");
      return;
    }
    if (!values.is_deferred(next)) continue;
    auto children = values.children(next);
    pending.insert(pending.end(), children.begin(), children.end());
  }
}

}  // namespace infra::sema
