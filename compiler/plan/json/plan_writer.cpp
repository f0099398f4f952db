#include "compiler/base/json.h"
#include "compiler/plan/json.h"
#include "compiler/plan/json/json_writer.h"

namespace infra::plan {
namespace {

/// `[a,b,…]`, each by `write`.
template <typename Items, typename Write>
void write_array(std::string& out, const Items& items, Write write) {
  out.push_back('[');
  bool first = true;
  for (const auto& item : items) {
    if (!first) out.push_back(',');
    first = false;
    write(item);
  }
  out.push_back(']');
}

class PlanWriter {
 public:
  explicit PlanWriter(const Plan& plan) : plan_(plan) { out_.reserve(256 * (plan.resources.size() + 16)); }

  // Members stand in the order of their names, as RFC 8785 wants; what is as usual is left out.
  std::string write() && {
    out_ += kPlanHead;
    out_ += std::to_string(plan_.format_version);
    out_ += "],\"artifacts\":";
    write_array(out_, plan_.artifacts, [&](const Artifact& artifact) {
      out_ += "{\"digest\":\"" + artifact.digest.text() + "\",\"size\":";
      write_size(out_, artifact.size);
      out_.push_back('}');
    });
    out_ += ",\"checks\":";
    write_array(out_, plan_.checks, [&](const Check& check) { write(check); });
    out_ += ",\"deployment\":";
    append_json_string(out_, plan_.deployment);
    out_ += ",\"kinds\":";
    write_array(out_, plan_.kinds, [&](const Kind& kind) { write(kind); });
    out_ += ",\"outputs\":";
    write_array(out_, plan_.outputs, [&](const Output& output) { write(output); });
    out_ += ",\"resources\":";
    write_array(out_, plan_.resources, [&](const Resource& resource) { write(resource); });
    out_.push_back('}');
    return std::move(out_);
  }

 private:
  void text(std::string_view head, std::string_view content) {
    out_ += head;
    append_json_string(out_, content);
  }
  void value(std::string_view head, value::ValueId id) {
    out_ += head;
    write_value(out_, *plan_.values, id);
  }

  void write(const Check& check) {
    text("{\"address\":", check.address);
    value(",\"condition\":", check.condition);
    if (check.message.valid()) value(",\"message\":", check.message);
    text(",\"subject\":", check.subject);
    out_.push_back('}');
  }

  void write(const Kind& kind) {
    out_ += "{\"fields\":";
    write_array(out_, kind.fields, [&](const KindField& field) { write(field); });
    text(",\"lifecycle\":", lifecycle_text(kind.lifecycle));
    text(",\"name\":", kind.name);
    text(",\"provider\":", kind.provider);
    out_ += ",\"results\":";
    write_array(out_, kind.results, [&](const KindField& field) { write(field); });
    out_ += ",\"version\":";
    write_integer(out_, kind.version);
    out_.push_back('}');
  }

  void write(const KindField& field) {
    out_.push_back('{');
    if (field.edge != EdgeKind::Uses) {
      text("\"edge\":", edge_text(field.edge));
      out_.push_back(',');
    }
    text("\"name\":", field.name);
    out_ += ",\"type\":";
    write_type(out_, *plan_.types, field.type);
    if (field.is_unique) out_ += ",\"unique\":true";
    out_.push_back('}');
  }

  void write(const Output& output) {
    text("{\"name\":", output.name);
    out_ += ",\"type\":";
    write_type(out_, *plan_.types, output.type);
    value(",\"value\":", output.value);
    out_.push_back('}');
  }

  void write(const Resource& resource) {
    text("{\"address\":", resource.address);
    out_ += ",\"edges\":";
    write_array(out_, resource.edges, [&](const Edge& edge) {
      text("[", edge_text(edge.kind));
      text(",", edge.target);
      out_.push_back(']');
    });
    value(",\"inputs\":", resource.inputs);
    text(",\"kind\":", plan_.kind_of(resource).name);
    const With& with = resource.with;
    if (with.protect || with.timeout_ms) {
      out_ += ",\"with\":{";
      if (with.protect) out_ += *with.protect ? "\"protect\":true" : "\"protect\":false";
      if (with.protect && with.timeout_ms) out_.push_back(',');
      if (with.timeout_ms) {
        out_ += "\"timeout_ms\":";
        write_integer(out_, *with.timeout_ms);
      }
      out_.push_back('}');
    }
    out_.push_back('}');
  }

  const Plan& plan_;
  std::string out_;
};

}  // namespace

std::string to_json(const Plan& plan) { return PlanWriter(plan).write(); }

Digest digest(const Plan& plan) { return sha256(to_json(plan)); }

Json value_to_json(const value::ValueStore& values, value::ValueId value) {
  std::string out;
  write_value(out, values, value);
  return Json::parse(out);
}

}  // namespace infra::plan
