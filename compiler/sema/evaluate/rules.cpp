// `where`: asked of values after folding. A broken rule is an error at the value and at the rule; what waits for the
// deployment goes into the plan as a check.
#include "compiler/diag/codes/sema.h"
#include "compiler/diag/error.h"
#include "compiler/sema/evaluate/evaluation.h"

namespace infra::sema {
namespace {

using types::TypeKind;
using value::Op;
using value::ValueId;
using value::ValueKind;

/// The rule's own words: its `else`, or its condition as it is written.
std::string words_of(Evaluation& e, InstanceId instance, const Rule& rule, llvm::ArrayRef<ValueId> first) {
  if (rule.message.valid()) {
    ValueId message = eval_body(e, instance, rule.message, first);
    if (message.valid() && e.values().kind(message) == ValueKind::String)
      return std::string(e.values().as_text(message));
  }
  return "";
}

void complain(Evaluation& e, InstanceId instance, const Rule& rule, const Subject& subject,
              llvm::ArrayRef<ValueId> first) {
  Span place = subject.place.valid() ? subject.place : rule.span;
  if (!say_once(e, place, diag::RuleBroken.code)) return;
  std::string words = words_of(e, instance, rule, first);
  std::string shown = show_value(e.program, subject.type, subject.value);
  std::string condition = one_line(e.sources.text(e.program.nodes[rule.condition.root].span));
  std::string message = words.empty() ? fmt::format("`{}` must satisfy `{}`", subject.name, condition)
                                      : fmt::format("`{}`: {}", subject.name, words);
  auto builder = e.sink.emit(diag::RuleBroken, place, message);
  if (subject.place.valid()) {
    builder.label(fmt::format("this is {}", shown)).also(rule.span, "the rule");
  } else {
    builder.label("the rule");
    builder.note(subject.origin.empty() ? fmt::format("the value is {}", shown)
                                        : fmt::format("the value is {}, {}", shown, subject.origin));
  }
}

/// One rule that is fulfilled by its range: an Int where a Port is expected.
ValueId prove_port(Evaluation& e, Span span, ValueId value) {
  value::ValueStore& values = e.values();
  if (values.is_deferred(value)) {
    ValueId low = folded(e, span, Op::LessEqual, {values.integer(1), value});
    ValueId high = folded(e, span, Op::LessEqual, {value, values.integer(65535)});
    if (!low.valid() || !high.valid()) return {};
    ValueId condition = folded(e, span, Op::And, {low, high});
    if (ValueId guarded = where_needed(e, span, condition); guarded.valid()) condition = guarded;
    if (condition.valid() && !is_open(e, condition)) {
      e.checks.push_back({std::string(e.guarded), "a port", condition, values.string("ports are 1 to 65535")});
    }
    return value;
  }
  int64_t port = values.as_int(value);
  if (port >= 1 && port <= 65535) return value;
  if (!e.behind.empty()) {
    ValueId condition = where_needed(e, span, values.boolean(false));
    if (e.open) return value;
    if (condition.valid()) {
      e.checks.push_back({std::string(e.guarded), "a port", condition, values.string("ports are 1 to 65535")});
      return value;
    }
  }
  if (say_once(e, span, diag::NotAPort.code)) {
    e.sink.emit(diag::NotAPort, span, port).label("ports are 1 to 65535");
  }
  return {};
}

ValueId prove_record(Evaluation& e, Span span, types::TypeId type, ValueId value) {
  value::ValueStore& values = e.values();
  const types::Type shape = e.types()[type];
  llvm::SmallVector<ValueId, 8> fields;
  llvm::SmallVector<Span, 8> places;
  for (const types::Field& field : shape.fields) {
    ValueId part = values.field(value, field.name);
    if (!part.valid())
      part = values.none();
    else if (!prove(e, span, field.type, part).valid())
      return {};
    fields.push_back(part);
    places.push_back(span);
  }
  auto info = e.program.records.find(type);
  bool ok = info == e.program.records.end() || !info->second.has_rules ||
            check_record_rules(e, info->second, fields, places, span);
  return ok ? value : ValueId();
}

ValueId prove_variant(Evaluation& e, Span span, types::TypeId type, ValueId value) {
  value::ValueStore& values = e.values();
  if (values.children(value).empty()) return value;
  ValueId payload = values.children(value)[0];
  const types::Member member = e.types()[type].members[values.ordinal(value)];
  llvm::SmallVector<ValueId, 8> fields;
  llvm::SmallVector<Span, 8> places;
  for (size_t i = 0; i < member.payload.size(); ++i) {
    ValueId part = values.field(payload, member.payload[i].name.empty() ? std::to_string(i) : member.payload[i].name);
    if (part.valid() && !prove(e, span, member.payload[i].type, part).valid()) return {};
    fields.push_back(part.valid() ? part : values.none());
    places.push_back(span);
  }
  auto info = e.program.enums.find(type);
  if (info == e.program.enums.end()) return value;
  const RecordInfo& rules = info->second.payloads[values.ordinal(value)];
  return !rules.has_rules || check_record_rules(e, rules, fields, places, span) ? value : ValueId();
}

/// The rules of `(T where …)`. What may be `none` keeps them when it is not.
ValueId prove_refined(Evaluation& e, Span span, types::TypeId type, ValueId value, bool maybe_none) {
  const types::Type shape = e.types()[type];
  if (!prove(e, span, shape.element, value).valid()) return {};
  auto info = e.program.refinements.find(shape.name);
  if (info == e.program.refinements.end()) return value;
  InstanceId instance = constant_instance(e, info->second.module);
  for (const Rule& rule : info->second.rules) {
    Subject subject{shape.label, "", shape.element, value, span, ""};
    subject.may_be_none = maybe_none && e.values().is_deferred_itself(value);
    if (!check_rule(e, instance, rule, subject, {value})) return {};
  }
  return value;
}

}  // namespace

ValueId where_needed(Evaluation& e, Span span, ValueId holds) {
  for (size_t i = e.behind.size(); i > 0 && holds.valid(); --i) {
    if (!e.behind[i - 1].valid()) return {};
    ValueId spared = folded(e, span, Op::Not, {e.behind[i - 1]});
    holds = spared.valid() ? folded(e, span, Op::Or, {spared, holds}) : spared;
  }
  return holds;
}

bool check_rule(Evaluation& e, InstanceId instance, const Rule& rule, const Subject& subject,
                llvm::ArrayRef<ValueId> first) {
  value::ValueStore& values = e.values();
  ValueId holds = eval_body(e, instance, rule.condition, first);
  if (!holds.valid()) return false;
  if (subject.may_be_none && values.is_deferred(holds)) {
    ValueId absent = folded(e, subject.place, Op::IsNone, {subject.value});
    holds = absent.valid() ? folded(e, subject.place, Op::Or, {absent, holds}) : absent;
    if (!holds.valid()) return false;
  }
  if (holds == values.boolean(true)) return true;
  if (!e.behind.empty()) {
    ValueId needed = where_needed(e, subject.place, holds);
    if (needed.valid()) holds = needed;
    if (e.open && !values.is_deferred(holds)) return true;
  }
  if (!values.is_deferred(holds)) {
    if (values.as_bool(holds)) return true;
    complain(e, instance, rule, subject, first);
    return false;
  }
  std::string name = subject.prefix.empty() ? subject.name : fmt::format("{}.{}", subject.prefix, subject.name);
  if (is_open(e, holds)) {
    if (subject.certain.valid()) {
      e.open_conditions.push_back({holds, subject.certain, rule.span, fmt::format("`{}`", name)});
    }
    return true;
  }
  ValueId message = rule.message.valid() ? eval_body(e, instance, rule.message, first) : ValueId();
  e.checks.push_back({std::string(e.guarded), fmt::format("`{}`", name), holds, message});
  return true;
}

bool check_record_rules(Evaluation& e, const RecordInfo& info, llvm::ArrayRef<ValueId> fields,
                        llvm::ArrayRef<Span> places, Span whole) {
  InstanceId instance = constant_instance(e, info.module);
  llvm::SmallVector<ValueId, 8> frame = {ValueId()};
  frame.append(fields.begin(), fields.end());
  bool ok = true;
  for (size_t i = 0; i < info.fields.size(); ++i) {
    frame[0] = fields[i];
    for (const Rule& rule : info.fields[i].rules) {
      Subject subject{
          info.fields[i].text, "", info.fields[i].type, fields[i], places[i].valid() ? places[i] : whole, ""};
      ok &= check_rule(e, instance, rule, subject, frame);
    }
  }
  return ok;
}

ValueId prove(Evaluation& e, Span span, types::TypeId type, ValueId value) {
  value::ValueStore& values = e.values();
  const types::Type shape = e.types()[type];
  if (shape.kind == TypeKind::Port) return prove_port(e, span, value);
  if (shape.kind == TypeKind::Refined) return prove_refined(e, span, type, value, false);
  if (shape.kind == TypeKind::Secret && e.types().kind(shape.element) == TypeKind::Refined) {
    return prove_refined(e, span, shape.element, value, false);
  }
  if (shape.kind == TypeKind::Optional && value != values.none()) {
    types::TypeId inner = shape.element;
    while (e.types().kind(inner) == TypeKind::Secret) inner = e.types()[inner].element;
    if (e.types().kind(inner) == TypeKind::Refined) return prove_refined(e, span, inner, value, true);
  }
  // What is deferred as a whole has the type that its resource declares.
  if (values.is_deferred_itself(value) || value == values.none()) return value;
  switch (shape.kind) {
    case TypeKind::Optional:
    case TypeKind::Secret: return prove(e, span, shape.element, value);
    case TypeKind::Record: return prove_record(e, span, type, value);
    case TypeKind::Enum: return prove_variant(e, span, type, value);
    case TypeKind::List:
    case TypeKind::Set:
    case TypeKind::Map: {
      bool is_map = shape.kind == TypeKind::Map;
      types::TypeId element = shape.element;
      for (size_t i = is_map ? 1 : 0; i < values.children(value).size(); i += is_map ? 2 : 1) {
        if (!prove(e, span, element, values.children(value)[i]).valid()) return {};
      }
      return value;
    }
    default: return value;
  }
}

}  // namespace infra::sema
