#include "compiler/base/json.h"
#include "compiler/plan/json.h"
#include "compiler/plan/json/json_writer.h"

namespace infra::plan {
namespace {

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
    some(",\"dirs\":", plan_.dirs, [&](const Dir& dir) { write_dir(out_, dir); });
    out_ += ",\"kinds\":";
    write_array(out_, plan_.kinds, [&](const Kind& kind) { write(kind); });
    if (plan_.removal_limit) {
      out_ += ",\"limit\":{\"removals\":";
      write_integer(out_, *plan_.removal_limit);
      out_.push_back('}');
    }
    some(",\"lookups\":", plan_.lookups, [&](const Lookup& lookup) { write_lookup(out_, plan_, lookup); });
    out_ += ",\"outputs\":";
    write_array(out_, plan_.outputs, [&](const Output& output) { write(output); });
    if (plan_.partial) write(*plan_.partial);
    some(",\"policies\":", plan_.policies, [&](const Policy& policy) { write_policy(out_, plan_, policy); });
    some(",\"providers\":", plan_.providers, [&](const Provider& provider) { write_provider(out_, plan_, provider); });
    out_ += ",\"resources\":";
    write_array(out_, plan_.resources, [&](const Resource& resource) { write(resource); });
    some(",\"rollouts\":", plan_.rollouts, [&](const Rollout& rollout) { write_rollout(out_, rollout); });
    some(",\"waivers\":", plan_.waivers, [&](const Waiver& waiver) { write_waiver(out_, waiver); });
    out_.push_back('}');
    return std::move(out_);
  }

 private:
  /// Most plans have none of it, so that an empty list is left out.
  template <typename Items, typename Write>
  void some(std::string_view head, const Items& items, Write write) {
    if (items.empty()) return;
    out_ += head;
    write_array(out_, items, write);
  }
  void text(std::string_view head, std::string_view content) { write_text(out_, head, content); }
  void value(std::string_view head, value::ValueId id) {
    out_ += head;
    write_value(out_, *plan_.values, id);
  }

  void write(const Check& check) {
    text("{\"address\":", check.address);
    value(",\"condition\":", check.condition);
    if (check.message.valid()) value(",\"message\":", check.message);
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
    if (field.is_exclusive) out_ += "\"exclusive\":true,";
    if (field.is_find) out_ += "\"find\":true,";
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

  void write(const Partial& partial) {
    out_ += ",\"partial\":{\"left_out\":";
    write_array(out_, partial.left_out, [&](const std::string& address) { append_json_string(out_, address); });
    text(",\"whole\":", partial.whole.text());
    out_.push_back('}');
  }

  void write(const Resource& resource) {
    text("{\"address\":", resource.address);
    out_ += ",\"edges\":";
    write_edges(out_, resource.edges);
    value(",\"inputs\":", resource.inputs);
    text(",\"kind\":", plan_.kind_of(resource).name);
    if (says_something(resource.with)) {
      out_ += ",\"with\":";
      write_with(out_, resource.with);
    }
    out_.push_back('}');
  }

  const Plan& plan_;
  std::string out_;
};

}  // namespace

std::string to_json(const Plan& plan) { return PlanWriter(plan).write(); }

Digest digest(const Plan& plan) { return sha256(to_json(plan)); }

std::string check_key(const value::ValueStore& values, const Check& check) {
  std::string key;
  write_value(key, values, check.condition);
  key.push_back('\0');
  if (check.message.valid()) write_value(key, values, check.message);
  return key;
}

Json value_to_json(const value::ValueStore& values, value::ValueId value) {
  std::string out;
  write_value(out, values, value);
  return Json::parse(out);
}

}  // namespace infra::plan
