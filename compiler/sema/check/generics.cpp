#include "compiler/sema/check/generics.h"

#include <algorithm>
#include <set>

#include "compiler/diag/codes/sema.h"

namespace infra::sema {
namespace {

using types::TypeKind;

void copy_bodies(CheckContext& c, const GenericInstance& instance) {
  auto pattern = c.program.records.find(instance.pattern);
  auto copy = c.program.records.find(instance.type);
  if (pattern == c.program.records.end() || copy == c.program.records.end()) return;
  std::vector<FieldInfo>& fields = copy->second.fields;
  for (size_t i = 0; i < fields.size() && i < pattern->second.fields.size(); ++i) {
    fields[i].default_value = pattern->second.fields[i].default_value;
    fields[i].rules = pattern->second.fields[i].rules;
  }
}

void adopt_record(CheckContext& c, types::TypeId id) {
  const types::Type& type = c.types()[id];
  if (type.name.empty() || c.program.records.contains(id)) return;
  auto pattern = c.generic_records.find(type.name);
  if (pattern == c.generic_records.end() || pattern->second == id) return;
  auto info = c.program.records.find(pattern->second);
  if (info == c.program.records.end()) return;
  RecordInfo copy = info->second;
  for (size_t i = 0; i < copy.fields.size() && i < type.fields.size(); ++i) copy.fields[i].type = type.fields[i].type;
  c.program.records[id] = std::move(copy);
  c.instances.push_back({id, pattern->second});
}

/// Types are finite and their size is bounded, so this ends.
void adopt(CheckContext& c, types::TypeId id) {
  const types::Type type = c.types()[id];
  if (type.kind == TypeKind::Record) adopt_record(c, id);
  if (type.element.valid()) adopt(c, type.element);
  if (type.key.valid()) adopt(c, type.key);
  for (const types::Field& field : type.fields) adopt(c, field.type);
  for (types::TypeId part : type.parts) adopt(c, part);
}

/// Whether a variable stands where only what can be a key may.
bool is_used_as_key(const types::TypeStore& types, types::TypeId pattern, types::TypeId variable) {
  std::vector<types::TypeId> pending = {pattern};
  std::set<types::TypeId> seen;
  while (!pending.empty()) {
    types::TypeId next = pending.back();
    pending.pop_back();
    if (!next.valid() || !seen.insert(next).second) continue;
    const types::Type& type = types[next];
    if (type.kind == TypeKind::Map && type.key == variable) return true;
    if (type.kind == TypeKind::Set && type.element == variable) return true;
    pending.insert(pending.end(), {type.element, type.key});
    pending.insert(pending.end(), type.parts.begin(), type.parts.end());
    for (const types::Field& field : type.fields) pending.push_back(field.type);
  }
  return false;
}

}  // namespace

types::TypeId put_in(CheckContext& c, Span span, types::TypeId pattern, const types::Bindings& bindings) {
  if (bindings.empty() || !types::contains_variable(c.types(), pattern)) return pattern;
  types::TypeId type = types::substitute(c.types(), pattern, bindings);
  if (c.types().kind(type) == TypeKind::Error) {
    for (const auto& [variable, bound] : bindings) {
      if (c.types().kind(bound) == TypeKind::Error) return type;
      if (types::is_key_type(c.types(), bound) || !is_used_as_key(c.types(), pattern, variable)) continue;
      c.sink.emit(diag::UnusableKey, span, type_text(c.program, bound)).label("cannot be a key, as this needs");
      return type;
    }
    return bounded_type(c, span, type);
  }
  adopt(c, type);
  return type;
}

void complete_instances(CheckContext& c) {
  for (const GenericInstance& instance : c.instances) copy_bodies(c, instance);
}

types::TypeId to_be_found(types::TypeStore& types, types::TypeId variable) {
  std::string name = types[variable].name;
  return name.starts_with('?') ? variable : types.variable("?" + name);
}

bool is_undecided(const types::TypeStore& types, types::TypeId type) {
  std::vector<types::TypeId> variables;
  collect_variables(types, type, variables);
  return std::any_of(variables.begin(), variables.end(),
                     [&](types::TypeId variable) { return types[variable].name.starts_with('?'); });
}

void collect_variables(const types::TypeStore& types, types::TypeId id, std::vector<types::TypeId>& out) {
  if (!types::contains_variable(types, id)) return;
  const types::Type& type = types[id];
  if (type.kind == TypeKind::Variable && std::find(out.begin(), out.end(), id) == out.end()) out.push_back(id);
  if (type.element.valid()) collect_variables(types, type.element, out);
  if (type.key.valid()) collect_variables(types, type.key, out);
  for (const types::Field& field : type.fields) collect_variables(types, field.type, out);
  for (types::TypeId part : type.parts) collect_variables(types, part, out);
}

}  // namespace infra::sema
