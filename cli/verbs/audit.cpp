#include <memory>

#include <fmt/format.h>

#include "cli/session.h"
#include "cli/verbs.h"
#include "cli/verbs/verbs.h"
#include "compiler/base/text.h"
#include "runtime/audit/export.h"
#include "runtime/audit/verify.h"

namespace infra::cli {
namespace {

/// Reads without a lease: what is looked at is one consistent moment.
int with_audit(Context& context, const StateOptions& options,
               const std::function<Result<std::string>(runtime::StateReader&)>& look) {
  auto state = runtime::open_sqlite_state(runtime::real_system(), state_folder(options, ""));
  if (!state) return report(context, state.error());
  auto reader = (*state)->read();
  if (!reader) return report(context, reader.error());
  auto text = look(**reader);
  if (!text) return report(context, text.error());
  context.terminal.out(*text);
  return kDone;
}

Result<std::string> verify(const Context& context, runtime::StateReader& reader) {
  INFRA_TRY(runtime::check_audit(reader));
  INFRA_ASSIGN(auto records, reader.audit());
  INFRA_ASSIGN(auto head, reader.audit_head());
  return fmt::format("{} {} hold together, the head is {}\n",
                     context.terminal.out_paint()(Style::BoldGreen, "verified:"), count_noun(records.size(), "record"),
                     head.text());
}

}  // namespace

std::function<int()> audit_verify_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<StateOptions>();
  add_state_option(takes, *options);
  return [options, &context] {
    return with_audit(context, *options, [&](runtime::StateReader& reader) { return verify(context, reader); });
  };
}

std::function<int()> audit_export_verb(OptionTable& takes, Context& context) {
  auto options = std::make_shared<StateOptions>();
  add_state_option(takes, *options);
  return [options, &context] {
    return with_audit(context, *options, [](runtime::StateReader& reader) -> Result<std::string> {
      INFRA_ASSIGN(auto records, reader.audit());
      return runtime::export_audit(records);
    });
  };
}

}  // namespace infra::cli
