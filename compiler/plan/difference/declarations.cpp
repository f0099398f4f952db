// What stands beside resources: providers, kinds, rollouts, outputs.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "compiler/plan/difference/compare.h"
#include "compiler/types/print.h"
#include "compiler/value/scalars.h"

namespace infra::plan {
namespace {

/// Adds the entry of two things of one name, unless both are there and nothing differs.
template <typename Item, typename Compare>
void add(Comparing& comparing, Concern concern, std::string_view name, const Item* before, const Item* after,
         Compare compare) {
  Entry entry;
  entry.concern = concern;
  entry.change = change_of(before, after);
  entry.name = name;
  compare(entry.fields);
  if (entry.change == Change::Changed && entry.fields.empty()) return;
  comparing.entries.push_back(std::move(entry));
}

std::string field_text(const Plan& plan, const KindField& field) {
  std::string text;
  if (field.is_unique) text += "unique ";
  if (field.is_exclusive) text += "exclusive ";
  if (field.is_find) text += "find ";
  if (field.edge != EdgeKind::Uses) text += fmt::format("{} ", edge_text(field.edge));
  return text + types::print(*plan.types, field.type);
}

void compare_fields(Comparing& comparing, std::string_view what, const std::vector<KindField>& before,
                    const std::vector<KindField>& after, std::vector<FieldChange>& changes) {
  in_parallel(
      before, after, [](const KindField& field) -> std::string_view { return field.name; }, std::less<>(),
      [&](const KindField* was, const KindField* is) {
        compare_texts(fmt::format("{} {}", what, was ? was->name : is->name),
                      was ? field_text(comparing.before, *was) : "", is ? field_text(comparing.after, *is) : "",
                      changes);
      });
}

}  // namespace

void compare_providers(Comparing& comparing) {
  in_parallel(
      comparing.before.providers, comparing.after.providers,
      [](const Provider& provider) -> std::string_view { return provider.name; }, std::less<>(),
      [&](const Provider* before, const Provider* after) {
        if ((before == nullptr || after == nullptr) && comparing.is_partial()) return;
        add(comparing, Concern::Provider, before ? before->name : after->name, before, after,
            [&](std::vector<FieldChange>& fields) {
              compare_records(
                  comparing.before, before ? before->config : value::ValueId(), comparing.after,
                  after ? after->config : value::ValueId(),
                  [](const Plan&, const std::string&) { return types::TypeId(); }, fields);
              if (before && after) compare_texts("provider", before->provider, after->provider, fields);
            });
      });
}

void compare_kinds(Comparing& comparing) {
  in_parallel(
      comparing.before.kinds, comparing.after.kinds, [](const Kind& kind) -> std::string_view { return kind.name; },
      std::less<>(),
      [&](const Kind* before, const Kind* after) {
        // A kind comes and goes with its resources, which are told of.
        if (before == nullptr || after == nullptr) return;
        add(comparing, Concern::Kind, before->name, before, after, [&](std::vector<FieldChange>& fields) {
          compare_texts("lifecycle", std::string(lifecycle_text(before->lifecycle)),
                        std::string(lifecycle_text(after->lifecycle)), fields);
          compare_texts("provider", before->provider, after->provider, fields);
          compare_texts("version", std::to_string(before->version), std::to_string(after->version), fields);
          compare_fields(comparing, "field", before->fields, after->fields, fields);
          compare_fields(comparing, "result", before->results, after->results, fields);
        });
      });
}

void compare_rollouts(Comparing& comparing) {
  auto number = [](const Rollout* rollout, std::optional<int64_t> Rollout::*setting) {
    return rollout && rollout->*setting ? std::to_string(*(rollout->*setting)) : "";
  };
  auto time = [](const Rollout* rollout, std::optional<int64_t> Rollout::*setting) {
    return rollout && rollout->*setting ? value::print_duration(*(rollout->*setting)) : "";
  };
  auto members = [](const Rollout* rollout) {
    return rollout ? fmt::format("{}", fmt::join(rollout->members, ", ")) : "";
  };
  in_parallel(
      comparing.before.rollouts, comparing.after.rollouts,
      [](const Rollout& rollout) -> std::string_view { return rollout.address; }, address_less,
      [&](const Rollout* before, const Rollout* after) {
        const Rollout& one = before ? *before : *after;
        if (comparing.goes_with_left_out(one.members.front())) return;
        add(comparing, Concern::Rollout, one.address, before, after, [&](std::vector<FieldChange>& fields) {
          compare_texts("batch", number(before, &Rollout::batch), number(after, &Rollout::batch), fields);
          compare_texts("canary", number(before, &Rollout::canary), number(after, &Rollout::canary), fields);
          compare_texts("confirm", time(before, &Rollout::confirm_ms), time(after, &Rollout::confirm_ms), fields);
          compare_texts("deadline", time(before, &Rollout::deadline_ms), time(after, &Rollout::deadline_ms), fields);
          compare_texts("healthy_for", time(before, &Rollout::healthy_for_ms), time(after, &Rollout::healthy_for_ms),
                        fields);
          compare_texts("members", members(before), members(after), fields);
          compare_texts("min_available", number(before, &Rollout::min_available),
                        number(after, &Rollout::min_available), fields);
        });
      });
}

void compare_outputs(Comparing& comparing) {
  in_parallel(
      comparing.before.outputs, comparing.after.outputs,
      [](const Output& output) -> std::string_view { return output.name; }, std::less<>(),
      [&](const Output* before, const Output* after) {
        add(comparing, Concern::Output, before ? before->name : after->name, before, after,
            [&](std::vector<FieldChange>& fields) {
              auto typed = [](const Plan& plan, const Output* output) {
                return output ? Typed{&plan, output->type, output->value} : Typed{&plan, {}, {}};
              };
              compare_values("value", typed(comparing.before, before), typed(comparing.after, after), fields);
              if (before && after) {
                compare_texts("type", types::print(*comparing.before.types, before->type),
                              types::print(*comparing.after.types, after->type), fields);
              }
            });
      });
}

}  // namespace infra::plan
