#include <algorithm>

#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/diag/codes/plan.h"
#include "compiler/diag/error.h"
#include "compiler/plan/json.h"
#include "compiler/plan/json/json_reader.h"
#include "compiler/plan/json/json_writer.h"

namespace infra::plan {
namespace {

class PlanReader {
 public:
  explicit PlanReader(std::string_view bytes) : in_(bytes) {}

  /// After the head and the format version.
  Result<Plan> read() {
    INFRA_TRY(in_.expect("],\"artifacts\":"));
    INFRA_TRY(in_.array([&] { return artifact(); }));
    INFRA_TRY(in_.expect(",\"checks\":"));
    INFRA_TRY(in_.array([&] { return check(); }));
    INFRA_TRY(in_.expect(",\"deployment\":"));
    INFRA_ASSIGN(plan_.deployment, in_.string());
    INFRA_TRY(in_.expect(",\"kinds\":"));
    INFRA_TRY(in_.array([&] { return kind(); }));
    INFRA_TRY(in_.expect(",\"outputs\":"));
    INFRA_TRY(in_.array([&] { return output(); }));
    INFRA_TRY(in_.expect(",\"resources\":"));
    INFRA_TRY(in_.array([&] { return resource(); }));
    INFRA_TRY(in_.expect("}"));
    if (!in_.done()) return fail(in_.not_canonical("something follows"));
    return std::move(plan_);
  }

  JsonCursor& cursor() { return in_; }

 private:
  Result<void> artifact() {
    INFRA_TRY(in_.expect("{\"digest\":"));
    INFRA_ASSIGN(std::string text, in_.string());
    auto digest = Digest::parse(text);
    if (!digest) return fail(damaged(fmt::format("`{}` is not a digest", text)));
    INFRA_TRY(in_.expect(",\"size\":"));
    INFRA_ASSIGN(uint64_t size, in_.size());
    plan_.artifacts.push_back({*digest, size});
    return in_.expect("}");
  }

  Result<void> check() {
    Check check;
    INFRA_TRY(in_.expect("{\"address\":"));
    INFRA_ASSIGN(check.address, in_.string());
    INFRA_TRY(in_.expect(",\"condition\":"));
    INFRA_ASSIGN(check.condition, read_value(in_, *plan_.values));
    if (in_.skip(",\"message\":")) {
      INFRA_ASSIGN(check.message, read_value(in_, *plan_.values));
    }
    INFRA_TRY(in_.expect(",\"subject\":"));
    INFRA_ASSIGN(check.subject, in_.string());
    plan_.checks.push_back(std::move(check));
    return in_.expect("}");
  }

  Result<void> kind() {
    Kind kind;
    INFRA_TRY(in_.expect("{\"fields\":"));
    INFRA_TRY(in_.array([&] { return field(kind.fields); }));
    INFRA_TRY(in_.expect(",\"lifecycle\":"));
    INFRA_ASSIGN(std::string text, in_.string());
    auto lifecycle = lifecycle_from_text(text);
    if (!lifecycle) return fail(damaged(fmt::format("there is no lifecycle `{}`", text)));
    kind.lifecycle = *lifecycle;
    INFRA_TRY(in_.expect(",\"name\":"));
    INFRA_ASSIGN(kind.name, in_.string());
    INFRA_TRY(in_.expect(",\"provider\":"));
    INFRA_ASSIGN(kind.provider, in_.string());
    INFRA_TRY(in_.expect(",\"results\":"));
    INFRA_TRY(in_.array([&] { return field(kind.results); }));
    INFRA_TRY(in_.expect(",\"version\":"));
    INFRA_ASSIGN(kind.version, in_.integer());
    plan_.kinds.push_back(std::move(kind));
    return in_.expect("}");
  }

  Result<EdgeKind> edge_kind() {
    INFRA_ASSIGN(std::string text, in_.string());
    auto kind = edge_from_text(text);
    if (!kind) return fail(damaged(fmt::format("there is no kind of edge `{}`", text)));
    return *kind;
  }

  Result<void> field(std::vector<KindField>& fields) {
    KindField field;
    INFRA_TRY(in_.expect("{"));
    if (in_.skip("\"edge\":")) {
      INFRA_ASSIGN(field.edge, edge_kind());
      INFRA_TRY(in_.expect(","));
    }
    INFRA_TRY(in_.expect("\"name\":"));
    INFRA_ASSIGN(field.name, in_.string());
    INFRA_TRY(in_.expect(",\"type\":"));
    INFRA_ASSIGN(field.type, read_type(in_, *plan_.types));
    field.is_unique = in_.skip(",\"unique\":true");
    fields.push_back(std::move(field));
    return in_.expect("}");
  }

  Result<void> output() {
    Output output;
    INFRA_TRY(in_.expect("{\"name\":"));
    INFRA_ASSIGN(output.name, in_.string());
    INFRA_TRY(in_.expect(",\"type\":"));
    INFRA_ASSIGN(output.type, read_type(in_, *plan_.types));
    INFRA_TRY(in_.expect(",\"value\":"));
    INFRA_ASSIGN(output.value, read_value(in_, *plan_.values));
    plan_.outputs.push_back(std::move(output));
    return in_.expect("}");
  }

  Result<void> resource() {
    Resource resource;
    INFRA_TRY(in_.expect("{\"address\":"));
    INFRA_ASSIGN(resource.address, in_.string());
    INFRA_TRY(in_.expect(",\"edges\":"));
    auto read_edge = [&]() -> Result<void> {
      Edge edge;
      INFRA_TRY(in_.expect("["));
      INFRA_ASSIGN(edge.kind, edge_kind());
      INFRA_TRY(in_.expect(","));
      INFRA_ASSIGN(edge.target, in_.string());
      resource.edges.push_back(std::move(edge));
      return in_.expect("]");
    };
    INFRA_TRY(in_.array(read_edge));
    INFRA_TRY(in_.expect(",\"inputs\":"));
    INFRA_ASSIGN(resource.inputs, read_value(in_, *plan_.values));
    if (plan_.values->kind(resource.inputs) != value::ValueKind::Record) {
      return fail(damaged(fmt::format("the inputs of `{}` are not a record", resource.address)));
    }
    INFRA_TRY(in_.expect(",\"kind\":"));
    INFRA_ASSIGN(std::string name, in_.string());
    auto kind = std::find_if(plan_.kinds.begin(), plan_.kinds.end(), [&](const Kind& k) { return k.name == name; });
    if (kind == plan_.kinds.end()) return fail(damaged(fmt::format("there is no kind `{}`", name)));
    resource.kind = static_cast<uint32_t>(kind - plan_.kinds.begin());
    if (in_.skip(",\"with\":{")) INFRA_TRY(with(resource.with));
    plan_.resources.push_back(std::move(resource));
    return in_.expect("}");
  }

  Result<void> with(With& with) {
    if (in_.skip("\"protect\":")) {
      with.protect = in_.skip("true");
      if (!*with.protect) INFRA_TRY(in_.expect("false"));
      if (in_.skip("}")) return {};
      INFRA_TRY(in_.expect(","));
    }
    INFRA_TRY(in_.expect("\"timeout_ms\":"));
    INFRA_ASSIGN(with.timeout_ms, in_.integer());
    return in_.expect("}");
  }

  JsonCursor in_;
  Plan plan_;
};

}  // namespace

Result<Plan> from_json(std::string_view bytes) {
  PlanReader reader(bytes);
  if (!reader.cursor().skip(kPlanHead)) return fail(diag::error(diag::NotAPlan, kPlanHead));
  INFRA_ASSIGN(int64_t version, reader.cursor().integer());
  if (version != kFormatVersion) {
    return fail(diag::error(diag::PlanVersion, version, kFormatVersion)
                    .way_out(version > kFormatVersion ? "use the `infra` that compiled it, or a newer one"
                                                      : "compile it again from its sources"));
  }
  if (auto bad = first_invalid_utf8(bytes)) {
    return fail(diag::error(diag::PlanNotCanonical, static_cast<uint64_t>(*bad), "a byte that is not UTF-8"));
  }
  INFRA_ASSIGN(Plan plan, reader.read());
  // Whatever the reader let through, only what the writer writes is a plan: a digest names one sequence of bytes.
  std::string again = to_json(plan);
  if (again != bytes) {
    size_t common = 0;
    while (common < again.size() && common < bytes.size() && again[common] == bytes[common]) ++common;
    return fail(diag::error(diag::PlanNotCanonical, static_cast<uint64_t>(common), "it is written in another way"));
  }
  return plan;
}

Result<value::ValueId> value_from_json(value::ValueStore& values, const Json& json) {
  std::string bytes = canonical_json(json);
  JsonCursor in(bytes);
  INFRA_ASSIGN(value::ValueId value, read_value(in, values));
  if (!in.done()) return fail(in.not_canonical("something follows"));
  return value;
}

}  // namespace infra::plan
