#include <algorithm>
#include <charconv>
#include <vector>

#include "compiler/base/json.h"
#include "compiler/plan/json/json_writer.h"

namespace infra::plan {
namespace {

using value::ValueId;
using value::ValueKind;
using value::ValueStore;

template <typename Number>
void append_digits(std::string& out, Number value) {
  char buffer[24];
  out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
}

void write_items(std::string& out, const ValueStore& values, std::span<const ValueId> items) {
  for (size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out.push_back(',');
    write_value(out, values, items[i]);
  }
}

void write_map(std::string& out, const ValueStore& values, std::span<const ValueId> items) {
  out += "{\"$map\":[";
  for (size_t i = 0; i < items.size(); i += 2) {
    out += i > 0 ? ",[" : "[";
    write_items(out, values, items.subspan(i, 2));
    out.push_back(']');
  }
  out += "]}";
}

/// True when the order by bytes, which fields are kept in, may differ from the order by UTF-16 code units.
bool orders_differ(std::string_view name) {
  return std::any_of(name.begin(), name.end(), [](char c) { return static_cast<uint8_t>(c) >= 0xEE; });
}

void write_record(std::string& out, const ValueStore& values, ValueId record) {
  auto fields = values.children(record);
  bool reorder = false, escape = false;
  for (size_t i = 0; i < fields.size(); ++i) {
    std::string_view name = values.field_name(record, i);
    reorder |= orders_differ(name);
    escape |= name.starts_with('$');
  }
  std::vector<size_t> order;
  if (reorder) {
    for (size_t i = 0; i < fields.size(); ++i) order.push_back(i);
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
      return json_key_less(values.field_name(record, a), values.field_name(record, b));
    });
  }
  if (escape) out += "{\"$record\":";
  out.push_back('{');
  for (size_t i = 0; i < fields.size(); ++i) {
    size_t at = reorder ? order[i] : i;
    if (i > 0) out.push_back(',');
    append_json_string(out, values.field_name(record, at));
    out.push_back(':');
    write_value(out, values, fields[at]);
  }
  out.push_back('}');
  if (escape) out.push_back('}');
}

void write_variant(std::string& out, const ValueStore& values, ValueId variant) {
  out += "{\"$variant\":[";
  append_json_string(out, values.as_text(variant));
  out.push_back(',');
  append_digits(out, values.ordinal(variant));
  for (ValueId payload : values.children(variant)) {
    out.push_back(',');
    write_value(out, values, payload);
  }
  out += "]}";
}

void write_float(std::string& out, double number) {
  size_t begin = out.size();
  append_json_number(out, number);
  // A Float that reads like an Int says that it is none.
  if (out.find_first_of(".e", begin) != std::string::npos) return;
  out.insert(begin, "{\"$float\":");
  out.push_back('}');
}

void write_pair(std::string& out, std::string_view tag, std::string_view first, std::string_view second) {
  out += tag;
  append_json_string(out, first);
  out.push_back(',');
  append_json_string(out, second);
  out += "]}";
}

}  // namespace

void write_integer(std::string& out, int64_t value) {
  bool safe = value <= kSafeInt && value >= -kSafeInt;
  if (!safe) out.push_back('"');
  append_digits(out, value);
  if (!safe) out.push_back('"');
}

void write_size(std::string& out, uint64_t value) {
  bool safe = value <= static_cast<uint64_t>(kSafeInt);
  if (!safe) out.push_back('"');
  append_digits(out, value);
  if (!safe) out.push_back('"');
}

void write_value(std::string& out, const ValueStore& values, ValueId value) {
  switch (values.kind(value)) {
    case ValueKind::None: out += "null"; return;
    case ValueKind::Bool: out += values.as_bool(value) ? "true" : "false"; return;
    case ValueKind::Float: write_float(out, values.as_float(value)); return;
    case ValueKind::String: append_json_string(out, values.as_text(value)); return;
    case ValueKind::Map: write_map(out, values, values.children(value)); return;
    case ValueKind::Record: write_record(out, values, value); return;
    case ValueKind::Variant: write_variant(out, values, value); return;
    case ValueKind::Int: {
      int64_t number = values.as_int(value);
      bool safe = number <= kSafeInt && number >= -kSafeInt;
      if (!safe) out += "{\"$int\":";
      write_integer(out, number);
      if (!safe) out.push_back('}');
      return;
    }
    case ValueKind::Range: {
      auto [begin, end] = values.as_range(value);
      out += "{\"$range\":[";
      write_integer(out, begin);
      out.push_back(',');
      write_integer(out, end);
      out += "]}";
      return;
    }
    case ValueKind::List:
      out.push_back('[');
      write_items(out, values, values.children(value));
      out.push_back(']');
      return;
    case ValueKind::Reference:
      out += "{\"$ref\":";
      append_json_string(out, values.as_text(value));
      out.push_back('}');
      return;
    case ValueKind::Artifact:
    case ValueKind::Dir:
      out += values.kind(value) == ValueKind::Dir ? "{\"$dir\":[\"" : "{\"$artifact\":[\"";
      out += values.content_digest(value).text() + "\",";
      write_size(out, values.content_size(value));
      out += "]}";
      return;
    case ValueKind::Secret:
      write_pair(out, "{\"$secret\":[", values.secret_source(value), values.as_text(value));
      return;
    case ValueKind::Result:
      write_pair(out, "{\"$result\":[", values.as_text(values.children(value)[0]), values.as_text(value));
      return;
    case ValueKind::Apply:
      out += "{\"$apply\":[\"";
      out += op_text(values.op(value));
      out.push_back('"');
      if (!values.children(value).empty()) out.push_back(',');
      write_items(out, values, values.children(value));
      out += "]}";
      return;
    case ValueKind::Set:
      out += "{\"$set\":[";
      write_items(out, values, values.children(value));
      out += "]}";
      return;
    case ValueKind::Lambda:
      out += "{\"$lambda\":[";
      append_digits(out, values.lambda_parameters(value));
      out.push_back(',');
      write_items(out, values, values.children(value));
      out += "]}";
      return;
    case ValueKind::Closure: return;  // a function that only the compiler can call reaches no plan (E0336)
    case ValueKind::Var:
      out += "{\"$var\":";
      append_digits(out, values.var_depth(value));
      out.push_back('}');
      return;
  }
}

}  // namespace infra::plan
