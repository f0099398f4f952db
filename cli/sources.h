// What a verb is given to work on: sources with their params, or a compiled plan.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/context.h"
#include "cli/option_table.h"
#include "compiler/service/compile.h"
#include "runtime/exec/engine.h"

namespace infra::cli {

struct SourceOptions {
  std::string file;
  std::string deployment;
  std::vector<std::string> params;  ///< `name=value`
  std::string params_file;
  std::vector<std::string> policies = {};

  bool is_source() const { return file.ends_with(".infra"); }
};

/// Declares FILE, --deployment, --param, --params. `file_help` says what FILE may be.
void add_source_options(OptionTable& takes, SourceOptions& options, bool file_required, const std::string& file_help);

/// Sources on the disk, ready to be compiled. It owns what the request points to.
struct Sources {
  std::unique_ptr<FileSystem> package, stdlib;
  std::unique_ptr<package::PackageStore> packages;
  service::CompileRequest request;
  std::string folder;  ///< Of the package: what is reported names files beneath it (Context::source_folder).
};
/// E0905, E0906 for params; E0051 when there is no such folder; E0913 when `verb` is given a compiled plan.
Result<Sources> open_sources(const Context& context, const SourceOptions& options, std::string_view verb);

/// Compiles or reads what `options` names into what the runtime takes. Diagnostics and errors have been shown when
/// there is none. E0913 when options for sources come with a plan.
std::optional<runtime::PlanInput> plan_input(Context& context, const SourceOptions& options, std::string_view verb);

/// A compiled plan with what lies beside it. E0051 to E0055, E0501 to E0504; E0945 for a source, which `verb` does not
/// take.
Result<runtime::PlanInput> read_plan(const std::string& file, std::string_view verb);

/// The names of what lies beside a plan: `PLAN.debug.json`, `PLAN.blobs`, `PLAN.signature.json`.
std::string debug_path(const std::string& plan);
std::string blobs_path(const std::string& plan);
std::string signature_path(const std::string& plan);

}  // namespace infra::cli
