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
    INFRA_TRY(some(",\"dirs\":", plan_.dirs, [&] { return read_dir(in_); }));
    INFRA_TRY(in_.expect(",\"kinds\":"));
    INFRA_TRY(in_.array([&] { return kind(); }));
    if (in_.skip(",\"limit\":{\"removals\":")) {
      INFRA_ASSIGN(plan_.removal_limit, in_.integer());
      INFRA_TRY(in_.expect("}"));
    }
    INFRA_TRY(some(",\"lookups\":", plan_.lookups, [&] { return read_lookup(in_, plan_); }));
    INFRA_TRY(in_.expect(",\"outputs\":"));
    INFRA_TRY(in_.array([&] { return output(); }));
    if (in_.skip(",\"partial\":{\"left_out\":")) INFRA_TRY(partial());
    INFRA_TRY(some(",\"policies\":", plan_.policies, [&] { return read_policy(in_, plan_); }));
    INFRA_TRY(some(",\"providers\":", plan_.providers, [&] { return read_provider(in_, plan_); }));
    INFRA_TRY(in_.expect(",\"resources\":"));
    INFRA_TRY(in_.array([&] { return resource(); }));
    INFRA_TRY(some(",\"rollouts\":", plan_.rollouts, [&] { return read_rollout(in_); }));
    INFRA_TRY(some(",\"waivers\":", plan_.waivers, [&] { return read_waiver(in_); }));
    INFRA_TRY(in_.expect("}"));
    if (!in_.done()) return fail(in_.not_canonical("something follows"));
    return std::move(plan_);
  }

  JsonCursor& cursor() { return in_; }

 private:
  /// A list that is left out when it is empty.
  template <typename Item, typename Read>
  Result<void> some(std::string_view head, std::vector<Item>& items, Read read) {
    if (!in_.skip(head)) return {};
    return in_.array([&]() -> Result<void> {
      INFRA_ASSIGN(Item item, read());
      items.push_back(std::move(item));
      return {};
    });
  }

  Result<Digest> digest() {
    INFRA_ASSIGN(std::string text, in_.string());
    auto digest = Digest::parse(text);
    if (!digest) return fail(damaged(fmt::format("`{}` is not a digest", text)));
    return *digest;
  }

  Result<void> artifact() {
    INFRA_TRY(in_.expect("{\"digest\":"));
    INFRA_ASSIGN(Digest digest, this->digest());
    INFRA_TRY(in_.expect(",\"size\":"));
    INFRA_ASSIGN(uint64_t size, in_.size());
    plan_.artifacts.push_back({digest, size});
    return in_.expect("}");
  }

  Result<void> partial() {
    Partial partial;
    INFRA_TRY(in_.array([&]() -> Result<void> {
      INFRA_ASSIGN(std::string address, in_.string());
      partial.left_out.push_back(std::move(address));
      return {};
    }));
    INFRA_TRY(in_.expect(",\"whole\":"));
    INFRA_ASSIGN(partial.whole, digest());
    plan_.partial = std::move(partial);
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

  Result<void> field(std::vector<KindField>& fields) {
    KindField field;
    INFRA_TRY(in_.expect("{"));
    if (in_.skip("\"edge\":")) {
      INFRA_ASSIGN(field.edge, read_edge_kind(in_));
      INFRA_TRY(in_.expect(","));
    }
    field.is_exclusive = in_.skip("\"exclusive\":true,");
    field.is_find = in_.skip("\"find\":true,");
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
    INFRA_ASSIGN(resource.edges, read_edges(in_));
    INFRA_TRY(in_.expect(",\"inputs\":"));
    INFRA_ASSIGN(resource.inputs, read_record(in_, *plan_.values, fmt::format("the inputs of `{}`", resource.address)));
    INFRA_TRY(in_.expect(",\"kind\":"));
    INFRA_ASSIGN(resource.kind, read_kind_name(in_, plan_.kinds));
    if (in_.skip(",\"with\":{")) {
      INFRA_ASSIGN(resource.with, read_with(in_));
    }
    plan_.resources.push_back(std::move(resource));
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
