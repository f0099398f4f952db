#include "cli/verbs.h"

#include "cli/verbs/verbs.h"

namespace infra::cli {

std::span<const Verb> verbs() {
  static constexpr std::string_view kWrite = "Write", kPackages = "Packages", kDeploy = "Deploy", kLook = "Look after",
                                    kTool = "This tool";
  static constexpr Verb kVerbs[] = {
      {kWrite, "new", "NAME [--template T]", "A working package to begin with", new_verb},
      {kWrite, "check", "FILE", "Find what is wrong with a file, and change nothing", check_verb},
      {kWrite, "lint", "[FILE|DIR…]", "Find what is right and could be better, and mend it", lint_verb},
      {kWrite, "compile", "FILE [-o PLAN]", "From sources and params to a plan, offline", compile_verb},
      {kWrite, "diff", "PLAN PLAN", "What differs between two plans", diff_verb},
      {kWrite, "verify", "PLAN [--key PUB]", "Whether a plan is sound, whole, and signed", verify_verb},
      {kWrite, "key new", "FILE", "A pair of keys to sign plans with", key_new_verb},
      {kWrite, "test", "[FILE|DIR…]", "Run the `test` blocks of files, all at once", test_verb},
      {kWrite, "eval", "[FILE] [-e EXPRESSION]", "The value of a file's outputs, or of an expression", eval_verb},
      {kWrite, "repl", "[FILE]", "A prompt for expressions in the scope of a file", repl_verb},
      {kWrite, "graph", "FILE [-o PICTURE]", "A picture of the resources of a file or a plan", graph_verb},
      {kWrite, "doc", "[PATH|std]", "The documentation of a package or of the standard library", doc_verb},
      {kWrite, "fmt", "[FILE…]", "Lay sources out in the one style; `--check` only says which differ", fmt_verb},
      {kWrite, "explain", "CODE", "What an error means, with an example and the way out", explain_verb},
      {kPackages, "add", "NAME […]", "Make a package a dependency, and lock it", add_verb},
      {kPackages, "remove", "NAME", "Drop a dependency", remove_verb},
      {kPackages, "update", "[NAME]", "Take dependencies as they are now", update_verb},
      {kPackages, "lock", "[--check]", "Lock and fetch what infra.toml asks for", lock_verb},
      {kPackages, "vendor", "", "Copy what is locked into vendor/", vendor_verb},
      {kPackages, "cache gc", "[--days N]", "Remove from the cache what nobody asks for any more", cache_gc_verb},
      {kDeploy, "init", "[FILE]", "Make the state of a deployment, once", init_verb},
      {kDeploy, "plan", "FILE", "What applying would do, and why", plan_verb},
      {kDeploy, "apply", "[FILE]", "Do it; without a file, go on with an interrupted run", apply_verb},
      {kDeploy, "rollback", "[GENERATION]", "Go back to an earlier generation", rollback_verb},
      {kDeploy, "destroy", "", "Remove all but data", destroy_verb},
      {kLook, "status", "", "What there is, and how it is now", status_verb},
      {kLook, "output", "[NAME]", "The outputs of the deployment", output_verb},
      {kLook, "logs", "ADDRESS", "The last lines that a service wrote", logs_verb},
      {kLook, "drift", "[--remediate]", "What differs from what was deployed", drift_verb},
      {kLook, "history", "", "Every run, the newest first", history_verb},
      {kLook, "forget", "ADDRESS", "Let go of a kept resource, which stays where it is", forget_verb},
      {kLook, "audit verify", "", "Whether the audit log holds together", audit_verify_verb},
      {kLook, "audit export", "", "The audit log as JSON lines, for others to verify", audit_export_verb},
      {kTool, "completion", "SHELL", "A script that completes its words in a shell", completion_verb},
      {kTool, "man", "[VERB]", "Its manual, for man", man_verb},
      {kTool, "host", "[…]", "The helper that looks after the processes of this host", host_verb},
      {kTool, "version", "", "Its version", version_verb},
  };
  return kVerbs;
}

}  // namespace infra::cli
