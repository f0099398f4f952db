#include <fmt/format.h>

#include "compiler/base/json.h"
#include "compiler/plan/text.h"
#include "compiler/plan/text/names.h"
#include "compiler/types/print.h"

namespace infra::plan {
namespace {

using types::TypeKind;
using value::ValueId;
using value::ValueKind;

class TextWriter {
 public:
  explicit TextWriter(const Plan& plan) : plan_(plan), values_(*plan.values), types_(*plan.types) {}

  std::string write() && {
    out_ += "plan ";
    append_json_string(out_, plan_.deployment);
    out_ += fmt::format(" format {}\n", plan_.format_version);
    if (!plan_.artifacts.empty()) out_ += '\n';
    for (const Artifact& artifact : plan_.artifacts) {
      out_ += fmt::format("artifact {} size {}\n", artifact.digest.text(), artifact.size);
    }
    for (const Kind& kind : plan_.kinds) write(kind);
    if (!plan_.checks.empty()) out_ += '\n';
    for (const Check& check : plan_.checks) write(check);
    for (const Resource& resource : plan_.resources) write(resource);
    if (!plan_.outputs.empty()) out_ += '\n';
    for (const Output& output : plan_.outputs) {
      out_ += "output ";
      bare(output.name, word_length);
      out_ += ": ";
      write_type(output.type);
      out_ += " = ";
      write_value(output.value);
      out_ += '\n';
    }
    return std::move(out_);
  }

 private:
  /// The name as it is when all of it is what `length` measures, in quotes otherwise.
  void bare(std::string_view name, size_t (*length)(std::string_view)) {
    if (!name.empty() && length(name) == name.size()) {
      out_ += name;
    } else {
      append_json_string(out_, name);
    }
  }

  void write(const Kind& kind) {
    out_ += "\nkind ";
    bare(kind.name, dotted_length);
    out_ += fmt::format(": {} via ", lifecycle_text(kind.lifecycle));
    append_json_string(out_, kind.provider);
    out_ += fmt::format(" version {} {{\n", kind.version);
    write(kind.fields);
    out_ += "} -> {\n";
    write(kind.results);
    out_ += "}\n";
  }

  void write(const std::vector<KindField>& fields) {
    for (const KindField& field : fields) {
      out_ += "  ";
      if (field.is_unique) out_ += "unique ";
      if (field.edge != EdgeKind::Uses) out_ += fmt::format("{} ", edge_text(field.edge));
      bare(field.name, word_length);
      out_ += ": ";
      write_type(field.type);
      out_ += '\n';
    }
  }

  void write(const Check& check) {
    out_ += "check ";
    if (!check.address.empty()) {
      bare(check.address, address_length);
      out_ += ' ';
    }
    append_json_string(out_, check.subject);
    out_ += ": ";
    write_value(check.condition);
    if (check.message.valid()) {
      out_ += " else ";
      write_value(check.message);
    }
    out_ += '\n';
  }

  void write(const Resource& resource) {
    out_ += "\nresource ";
    bare(resource.address, address_length);
    out_ += ": ";
    bare(plan_.kind_of(resource).name, dotted_length);
    out_ += " {\n";
    auto inputs = values_.children(resource.inputs);
    for (size_t i = 0; i < inputs.size(); ++i) {
      out_ += "  ";
      bare(values_.field_name(resource.inputs, i), word_length);
      out_ += " = ";
      write_value(inputs[i]);
      out_ += '\n';
    }
    for (const Edge& edge : resource.edges) {
      out_ += fmt::format("  {} ", edge_text(edge.kind));
      bare(edge.target, address_length);
      out_ += '\n';
    }
    if (resource.with.protect) out_ += fmt::format("  with protect = {}\n", *resource.with.protect);
    if (resource.with.timeout_ms) out_ += fmt::format("  with timeout_ms = {}\n", *resource.with.timeout_ms);
    out_ += "}\n";
  }

  template <typename Items, typename Write>
  void separated(const Items& items, Write write_item) {
    bool first = true;
    for (const auto& item : items) {
      if (!first) out_ += ", ";
      first = false;
      write_item(item);
    }
  }

  void write_fields(const std::vector<types::Field>& fields) {
    separated(fields, [&](const types::Field& field) {
      if (!field.name.empty()) {
        bare(field.name, word_length);
        out_ += ": ";
      }
      write_type(field.type);
    });
  }

  void write_braces(const std::vector<types::Field>& fields) {
    out_ += fields.empty() ? "{" : "{ ";
    write_fields(fields);
    out_ += fields.empty() ? "}" : " }";
  }

  void write_type(types::TypeId id) {
    const types::Type& type = types_[id];
    switch (type.kind) {
      case TypeKind::Optional:
        write_type(type.element);
        out_ += '?';
        return;
      case TypeKind::List:
      case TypeKind::Secret:
        out_ += type.kind == TypeKind::List ? "List<" : "Secret<";
        write_type(type.element);
        out_ += '>';
        return;
      case TypeKind::Map:
        out_ += "Map<";
        write_type(type.key);
        out_ += ", ";
        write_type(type.element);
        out_ += '>';
        return;
      case TypeKind::Record: return write_braces(type.fields);
      case TypeKind::Module: out_ += "module "; return write_braces(type.fields);
      case TypeKind::Kind: out_ += "ref "; return bare(type.name, dotted_length);
      case TypeKind::Enum:
        out_ += type.members.empty() ? "enum {" : "enum { ";
        separated(type.members, [&](const types::Member& member) {
          bare(member.name, word_length);
          if (member.payload.empty()) return;
          out_ += '(';
          write_fields(member.payload);
          out_ += ')';
        });
        out_ += type.members.empty() ? "}" : " }";
        return;
      default: out_ += types::print(types_, id);
    }
  }

  void write_float(double number) {
    size_t begin = out_.size();
    append_json_number(out_, number);
    if (out_.find_first_of(".e", begin) == std::string::npos) out_ += ".0";
  }

  void write_record(ValueId record) {
    auto fields = values_.children(record);
    out_ += fields.empty() ? "{" : "{ ";
    for (size_t i = 0; i < fields.size(); ++i) {
      if (i > 0) out_ += ", ";
      bare(values_.field_name(record, i), word_length);
      out_ += " = ";
      write_value(fields[i]);
    }
    out_ += fields.empty() ? "}" : " }";
  }

  void write_map(ValueId map) {
    auto items = values_.children(map);
    out_ += items.empty() ? "map {" : "map { ";
    for (size_t i = 0; i < items.size(); i += 2) {
      if (i > 0) out_ += ", ";
      write_value(items[i]);
      out_ += " = ";
      write_value(items[i + 1]);
    }
    out_ += items.empty() ? "}" : " }";
  }

  void write_value(ValueId value) {
    auto write_item = [&](ValueId item) { write_value(item); };
    switch (values_.kind(value)) {
      case ValueKind::None: out_ += "none"; return;
      case ValueKind::Bool: out_ += values_.as_bool(value) ? "true" : "false"; return;
      case ValueKind::Int: out_ += fmt::format("{}", values_.as_int(value)); return;
      case ValueKind::Float: return write_float(values_.as_float(value));
      case ValueKind::String: return append_json_string(out_, values_.as_text(value));
      case ValueKind::Range:
        out_ += fmt::format("{}..{}", values_.as_range(value).first, values_.as_range(value).second);
        return;
      case ValueKind::List:
        out_ += '[';
        separated(values_.children(value), write_item);
        out_ += ']';
        return;
      case ValueKind::Map: return write_map(value);
      case ValueKind::Record: return write_record(value);
      case ValueKind::Variant:
        out_ += '.';
        bare(values_.as_text(value), word_length);
        out_ += fmt::format("#{}", values_.ordinal(value));
        for (ValueId payload : values_.children(value)) {
          out_ += ' ';
          write_value(payload);
        }
        return;
      case ValueKind::Reference: out_ += '@'; return bare(values_.as_text(value), address_length);
      case ValueKind::Result:
        write_value(values_.children(value)[0]);
        out_ += "->";
        return bare(values_.as_text(value), word_length);
      case ValueKind::Artifact:
        out_ += fmt::format("artifact({}, {})", values_.artifact_digest(value).text(), values_.artifact_size(value));
        return;
      case ValueKind::Secret:
        out_ += "secret.";
        bare(values_.secret_source(value), word_length);
        out_ += '(';
        append_json_string(out_, values_.as_text(value));
        out_ += ')';
        return;
      case ValueKind::Apply:
        out_ += op_text(values_.op(value));
        out_ += '(';
        separated(values_.children(value), write_item);
        out_ += ')';
        return;
      case ValueKind::Var: out_ += fmt::format("%{}", values_.var_depth(value)); return;
    }
  }

  const Plan& plan_;
  const value::ValueStore& values_;
  const types::TypeStore& types_;
  std::string out_;
};

}  // namespace

std::string to_text(const Plan& plan) { return TextWriter(plan).write(); }

}  // namespace infra::plan
