#include <memory>

#include <fmt/format.h>

#include "cli/session.h"
#include "cli/table.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/base/sanitize.h"

namespace infra::cli {
namespace {

using runtime::InstanceStatus;
using runtime::StatusReport;
using runtime::StatusRow;

struct Options {
  StateOptions state;
  bool json = false;
};

Style status_style(InstanceStatus status) {
  switch (status) {
    case InstanceStatus::Current: return Style::Green;
    case InstanceStatus::Kept: return Style::Blue;
    case InstanceStatus::Unknown: return Style::BoldRed;
    case InstanceStatus::Creating:
    case InstanceStatus::Ready:
    case InstanceStatus::Retiring: return Style::Yellow;
    case InstanceStatus::Retained:
    case InstanceStatus::Retired: return Style::Dim;
  }
  return Style::Plain;
}

Style presence_style(const std::string& presence) {
  return presence == "running" ? Style::Green : presence.empty() ? Style::Plain : Style::BoldRed;
}

/// The generation that a destroy leaves has no plan.
bool is_destroyed(const runtime::Generation& head) { return head.plan == Digest(); }
Json plan_json(const runtime::Generation& head) { return is_destroyed(head) ? Json() : Json(head.plan.text()); }

Json status_json(const StatusReport& status) {
  Json rows = Json::array();
  for (const StatusRow& row : status.rows) {
    const runtime::Instance& instance = row.instance;
    rows.push_back({{"address", instance.address},
                    {"instance", instance.number},
                    {"kind", instance.kind},
                    {"status", std::string(runtime::status_text(instance.status))},
                    {"presence", row.presence},
                    {"identity", instance.identity.text()},
                    {"id", instance.provider_id},
                    {"in_map", row.in_map},
                    {"note", sanitize(row.note)}});
  }
  Json json = {{"deployment", status.deployment}, {"lineage", status.lineage}, {"instances", std::move(rows)},
               {"generation", nullptr},           {"plan", nullptr},           {"unfinished_run", nullptr}};
  if (status.head) json["generation"] = status.head->number, json["plan"] = plan_json(*status.head);
  if (status.unfinished) json["unfinished_run"] = status.unfinished->id;
  return json;
}

std::string status_human(const StatusReport& status, Painter paint) {
  std::string out = paint(Style::Bold, sanitize_line(status.deployment));
  if (!status.head)
    out += ": nothing applied yet\n";
  else if (is_destroyed(*status.head))
    out += fmt::format(": destroyed by generation {}\n", status.head->number);
  else
    out += fmt::format(": generation {}, plan {}\n", status.head->number, status.head->plan.brief());
  Table table({"", "ADDRESS", "KIND", "STATUS", "NOW", ""});
  for (const StatusRow& row : status.rows) {
    const runtime::Instance& instance = row.instance;
    table.add({{fmt::format("#{}", instance.number), Style::Dim},
               {instance.address},
               {instance.kind, Style::Dim},
               {std::string(runtime::status_text(instance.status)), status_style(instance.status)},
               {row.presence, presence_style(row.presence)},
               {row.note}});
  }
  if (!table.empty()) out += "\n" + table.text(paint);
  if (status.unfinished) {
    out += fmt::format("\n{} run {} ({}) was interrupted: `infra apply` goes on with it\n",
                       paint(Style::BoldYellow, "not finished:"), status.unfinished->id,
                       sanitize_line(status.unfinished->verb));
  }
  return out;
}

int status(Context& context, const Options& options) {
  auto session = Session::open(context, {.state = state_folder(options.state, "")});
  if (!session) return report(context, session.error());
  auto found = (*session)->engine().status(true);
  if (!found) return report(context, found.error());
  if (options.json) {
    print_json(context, status_json(*found));
  } else {
    context.terminal.out(status_human(*found, context.terminal.out_paint()));
  }
  return kDone;
}

}  // namespace

std::function<int()> status_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<Options>();
  add_state_option(takes, options->state);
  takes.flag("--json", options->json, "As a document for tools.");
  return [options, &context] { return status(context, *options); };
}

}  // namespace infra::cli
