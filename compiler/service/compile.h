// The one facade that tools see: from files and parameters to diagnostics and a plan.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/diag/diagnostic.h"
#include "compiler/package/open.h"
#include "compiler/plan/debug.h"
#include "compiler/plan/part.h"
#include "compiler/plan/plan.h"
#include "compiler/service/provenance.h"
#include "compiler/source/file_system.h"
#include "compiler/source/source_map.h"

namespace infra::service {

struct CompileRequest {
  FileSystem* package = nullptr;              ///< Beneath the folder of `infra.toml`, else of the root file.
  FileSystem* stdlib = nullptr;               ///< Beneath the stdlib's.
  package::PackageStore* packages = nullptr;  ///< Where dependencies lie; null: there are none.
  std::string root;                           ///< Relative to the package.
  std::string deployment;                     ///< Empty: the root file's stem.
  std::map<std::string, std::string> params;  ///< `--param`: text, read by the param's type; `env:X` for a secret.
  std::string params_json;                    ///< The content of `--params`; empty for none.
  std::vector<std::string> policies;          ///< `--policy`: files, or folders of the stdlib.
  std::string asking_let;                     ///< A let of the root, its last, that may ask the network; empty: none.
  std::string as_of;                          ///< The day on which waivers are judged; empty: not judged.
  plan::Selection selection;                  ///< A part of the plan instead of the whole.
  bool wants_provenance = false;
  bool build_plan = true;  ///< false: `infra check`, which also takes a module without its arguments.
  bool keeps = false;      ///< A snapshot will be the `previous` of another one: what that can take over is kept.
};

struct CompileResult {
  SourceMap sources;
  std::vector<diag::Diagnostic> diagnostics;  ///< Sorted; the plan is set when none is an error.
  std::optional<plan::Plan> plan;
  plan::DebugInfo debug;
  /// Where the bytes of each artifact lie, by digest, for the blob store beside the plan.
  std::map<Digest, std::string> artifact_files;
  std::vector<package::UsedPackage> packages;  ///< What the program was compiled with, by name.
  std::optional<Provenance> provenance;        ///< When the request wants it and there is a plan.

  bool ok() const;
};

CompileResult compile(const CompileRequest& request);

/// What `--emit` can print: tokens, ast, types, ir, plan, dot.
std::vector<std::string> emit_stages();
/// The text of a stage, as far as the compiler came; diagnostics are in the result.
std::string emit(std::string_view stage, const CompileRequest& request, CompileResult& result);

}  // namespace infra::service
