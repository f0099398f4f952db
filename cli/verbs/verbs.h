// One function a verb, each in the file of its name.
#pragma once

#include <functional>

#include "cli/context.h"
#include "cli/option_table.h"

namespace infra::cli {

std::function<int()> add_verb(OptionTable& takes, Context& context);
std::function<int()> apply_verb(OptionTable& takes, Context& context);
std::function<int()> audit_export_verb(OptionTable& takes, Context& context);
std::function<int()> audit_verify_verb(OptionTable& takes, Context& context);
std::function<int()> cache_gc_verb(OptionTable& takes, Context& context);
std::function<int()> check_verb(OptionTable& takes, Context& context);
std::function<int()> compile_verb(OptionTable& takes, Context& context);
std::function<int()> completion_verb(OptionTable& takes, Context& context);
std::function<int()> destroy_verb(OptionTable& takes, Context& context);
std::function<int()> diff_verb(OptionTable& takes, Context& context);
std::function<int()> doc_verb(OptionTable& takes, Context& context);
std::function<int()> drift_verb(OptionTable& takes, Context& context);
std::function<int()> eval_verb(OptionTable& takes, Context& context);
std::function<int()> explain_verb(OptionTable& takes, Context& context);
std::function<int()> fmt_verb(OptionTable& takes, Context& context);
std::function<int()> forget_verb(OptionTable& takes, Context& context);
std::function<int()> graph_verb(OptionTable& takes, Context& context);
std::function<int()> history_verb(OptionTable& takes, Context& context);
std::function<int()> host_verb(OptionTable& takes, Context& context);
std::function<int()> init_verb(OptionTable& takes, Context& context);
std::function<int()> key_new_verb(OptionTable& takes, Context& context);
std::function<int()> lint_verb(OptionTable& takes, Context& context);
std::function<int()> lock_verb(OptionTable& takes, Context& context);
std::function<int()> logs_verb(OptionTable& takes, Context& context);
std::function<int()> man_verb(OptionTable& takes, Context& context);
std::function<int()> new_verb(OptionTable& takes, Context& context);
std::function<int()> output_verb(OptionTable& takes, Context& context);
std::function<int()> plan_verb(OptionTable& takes, Context& context);
std::function<int()> remove_verb(OptionTable& takes, Context& context);
std::function<int()> repl_verb(OptionTable& takes, Context& context);
std::function<int()> rollback_verb(OptionTable& takes, Context& context);
std::function<int()> status_verb(OptionTable& takes, Context& context);
std::function<int()> test_verb(OptionTable& takes, Context& context);
std::function<int()> update_verb(OptionTable& takes, Context& context);
std::function<int()> vendor_verb(OptionTable& takes, Context& context);
std::function<int()> verify_verb(OptionTable& takes, Context& context);
std::function<int()> version_verb(OptionTable& takes, Context& context);

}  // namespace infra::cli
