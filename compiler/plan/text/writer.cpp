#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compiler/base/json.h"
#include "compiler/plan/text.h"
#include "compiler/plan/text/names.h"
#include "compiler/types/print.h"
#include "compiler/types/relations.h"

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
    if (plan_.partial) write(*plan_.partial);
    if (!plan_.artifacts.empty()) out_ += '\n';
    for (const Artifact& artifact : plan_.artifacts) {
      out_ += fmt::format("artifact {} size {}\n", artifact.digest.text(), artifact.size);
    }
    for (const Dir& dir : plan_.dirs) write(dir);
    if (plan_.removal_limit) out_ += fmt::format("\nlimit removals {}\n", *plan_.removal_limit);
    for (const Kind& kind : plan_.kinds) write(kind);
    for (const Provider& provider : plan_.providers) write(provider);
    if (!plan_.checks.empty()) out_ += '\n';
    for (const Check& check : plan_.checks) write(check);
    for (const Policy& policy : plan_.policies) write(policy);
    if (!plan_.waivers.empty()) out_ += '\n';
    for (const Waiver& waiver : plan_.waivers) write(waiver);
    for (const Lookup& lookup : plan_.lookups) write(lookup);
    for (const Resource& resource : plan_.resources) write(resource);
    for (const Rollout& rollout : plan_.rollouts) write(rollout);
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

  void write(const Dir& dir) {
    out_ += fmt::format("\ndir {} {{\n", dir.digest.text());
    for (const auto& [path, entry] : dir.tree) {
      out_ += fmt::format("  {} ", entry_word(entry.type));
      append_json_string(out_, path);
      out_ += ' ';
      if (entry.type == ContentEntry::Type::Link) {
        append_json_string(out_, entry.link);
      } else {
        out_ += entry.content.text();
      }
      out_ += '\n';
    }
    out_ += "}\n";
  }

  void write(const Partial& partial) {
    out_ += fmt::format("\npart of {} {{\n", partial.whole.text());
    for (const std::string& address : partial.left_out) {
      out_ += "  without ";
      bare(address, address_length);
      out_ += '\n';
    }
    out_ += "}\n";
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
      if (field.is_exclusive) out_ += "exclusive ";
      if (field.is_find) out_ += "find ";
      if (field.edge != EdgeKind::Uses) out_ += fmt::format("{} ", edge_text(field.edge));
      bare(field.name, word_length);
      out_ += ": ";
      write_type(field.type);
      out_ += '\n';
    }
  }

  void write(const Check& check) {
    out_ += "check";
    if (!check.address.empty()) {
      out_ += ' ';
      bare(check.address, address_length);
    }
    out_ += ": ";
    write_value(check.condition);
    if (check.message.valid()) {
      out_ += " else ";
      write_value(check.message);
    }
    out_ += '\n';
  }

  void quoted(std::string_view head, std::string_view text) {
    out_ += head;
    append_json_string(out_, text);
  }

  void write(const Finding& finding) {
    out_ += "  finding ";
    bare(finding.address, address_length);
    out_ += ": ";
    write_value(finding.condition);
    if (finding.message.valid()) {
      out_ += " else ";
      write_value(finding.message);
    }
    out_ += '\n';
  }

  void write(const Policy& policy) {
    quoted("\npolicy ", policy.name);
    out_ += fmt::format(" passed {} {{\n", policy.passed);
    for (const std::string& control : policy.controls) {
      quoted("  control ", control);
      out_ += '\n';
    }
    for (const Finding& finding : policy.findings) write(finding);
    out_ += "}\n";
  }

  void write(const Waiver& waiver) {
    quoted("waiver ", waiver.policy);
    out_ += " on ";
    bare(waiver.address, address_length);
    quoted(" by ", waiver.by);
    quoted(" from ", waiver.from);
    quoted(" until ", waiver.until);
    quoted(" because ", waiver.because);
    out_ += '\n';
  }

  void write_lines(ValueId record) {
    auto fields = values_.children(record);
    for (size_t i = 0; i < fields.size(); ++i) {
      out_ += "  ";
      bare(values_.field_name(record, i), word_length);
      out_ += " = ";
      write_value(fields[i]);
      out_ += '\n';
    }
  }

  void write(const std::vector<Edge>& edges) {
    for (const Edge& edge : edges) {
      out_ += fmt::format("  {} ", edge_text(edge.kind));
      bare(edge.target, address_length);
      out_ += '\n';
    }
  }

  void write(const Provider& provider) {
    quoted("\nprovider ", provider.name);
    quoted(" via ", provider.provider);
    out_ += " {\n";
    write_lines(provider.config);
    out_ += "}\n";
  }

  void write_head(std::string_view word, std::string_view address, uint32_t kind) {
    out_ += fmt::format("\n{} ", word);
    bare(address, address_length);
    out_ += ": ";
    bare(plan_.kinds[kind].name, dotted_length);
  }

  void write(const Lookup& lookup) {
    write_head("lookup", lookup.address, lookup.kind);
    out_ += lookup.is_optional ? " optional {\n" : " {\n";
    write_lines(lookup.find);
    write(lookup.edges);
    write_provider(lookup.provider);
    out_ += "}\n";
  }

  void write_provider(const std::string& provider) {
    if (provider.empty()) return;
    quoted("  with provider = ", provider);
    out_ += '\n';
  }

  void write_number(std::string_view name, std::optional<int64_t> number) {
    if (number) out_ += fmt::format("  {} = {}\n", name, *number);
  }

  void write(const Resource& resource) {
    write_head("resource", resource.address, resource.kind);
    out_ += " {\n";
    write_lines(resource.inputs);
    write(resource.edges);
    const With& with = resource.with;
    if (with.protect) out_ += fmt::format("  with protect = {}\n", *with.protect);
    write_number("with timeout_ms", with.timeout_ms);
    write_number("with retain", with.retain);
    write_provider(with.provider);
    for (const std::string& field : with.ignore) {
      quoted("  with ignore = ", field);
      out_ += '\n';
    }
    out_ += "}\n";
  }

  void write(const Rollout& rollout) {
    out_ += "\nrollout ";
    bare(rollout.address, address_length);
    out_ += " {\n";
    write_number("batch", rollout.batch);
    write_number("canary", rollout.canary);
    write_number("min_available", rollout.min_available);
    write_number("healthy_for_ms", rollout.healthy_for_ms);
    write_number("deadline_ms", rollout.deadline_ms);
    write_number("confirm_ms", rollout.confirm_ms);
    for (const std::string& member : rollout.members) {
      out_ += "  member ";
      bare(member, address_length);
      out_ += '\n';
    }
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

  /// In the order of their text, like in the plan itself; those that differ in rules only are one.
  void write_union(const std::vector<types::TypeId>& members) {
    std::vector<std::string> texts;
    for (types::TypeId member : members) {
      std::string before = std::exchange(out_, {});
      write_type(member);
      texts.push_back(std::exchange(out_, std::move(before)));
    }
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    for (size_t i = 0; i < texts.size(); ++i) out_ += (i > 0 ? " | " : "") + texts[i];
  }

  void write_type(types::TypeId id) {
    const types::Type& type = types_[id];
    switch (type.kind) {
      case TypeKind::Optional: {
        bool loose = types_.kind(types::base_of(types_, type.element)) == TypeKind::Union;
        if (loose) out_ += '(';
        write_type(type.element);
        out_ += loose ? ")?" : "?";
        return;
      }
      case TypeKind::Refined: return write_type(type.element);
      case TypeKind::Union: return write_union(type.parts);
      case TypeKind::List:
      case TypeKind::Set:
      case TypeKind::Secret:
        out_ += type.kind == TypeKind::List ? "List<" : type.kind == TypeKind::Set ? "Set<" : "Secret<";
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
      case ValueKind::Set:
        out_ += "set [";
        separated(values_.children(value), write_item);
        out_ += ']';
        return;
      case ValueKind::Lambda:
        out_ += fmt::format("lambda({}, ", values_.lambda_parameters(value));
        write_value(values_.children(value)[0]);
        out_ += ')';
        return;
      case ValueKind::Closure: return;  // reaches no plan (E0336)
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
      case ValueKind::Dir:
        out_ += fmt::format("{}({}, {})", values_.kind(value) == ValueKind::Dir ? "dir" : "artifact",
                            values_.content_digest(value).text(), values_.content_size(value));
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
