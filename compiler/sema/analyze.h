// The front end as one step: files and params in, a typed program and its model out.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "compiler/diag/sink.h"
#include "compiler/sema/declare/symbols.h"
#include "compiler/sema/kept.h"
#include "compiler/sema/load/load.h"
#include "compiler/sema/model.h"
#include "compiler/sema/params/params.h"
#include "compiler/sema/program.h"
#include "compiler/source/package_files.h"
#include "compiler/source/source_map.h"

namespace infra::sema {

struct KnownFiles;

struct AnalysisRequest {
  FileSystem& package;
  FileSystem& stdlib;
  std::string root;    ///< Relative to the package.
  GivenParams params;  ///< `params.required` is false for `infra check`: a param without value stands for any.
  std::vector<PackageFiles> packages = {};  ///< The root's comes first; empty: the package has no dependencies.
  std::vector<std::string> policies = {};   ///< `--policy`: files or folders of the stdlib.
  std::string as_of = {};                   ///< `--as-of`: the day on which waivers are judged; empty: not judged.
  std::string asking_let = {};              ///< Of the root, the last one; may ask the network. Empty: none does.
  KnownFiles* known = nullptr;              ///< Of the compilation before (load/known_files.h); null: there was none.
  bool keeps = false;                       ///< What the next compilation can take over is kept (kept.h).
};

struct Analysis {
  LoadedSources loaded;
  Program program;
  Declarations declarations;
  bool shapes_known = false;
  std::vector<PolicyRef> also_enforced;  ///< By the command line.
  Model model;                           ///< Of use only when no error was found.
  std::unique_ptr<Kept> kept;            ///< For the next compilation; null when none is expected.
};

/// Without evaluating anything: a typed program, or what is wrong with it in `sink`.
std::unique_ptr<Analysis> analyze_program(const AnalysisRequest& request, SourceMap& sources, diag::Sink& sink);

/// Everything wrong is in `sink`; what can be said about the rest is said all the same.
std::unique_ptr<Analysis> analyze(const AnalysisRequest& request, SourceMap& sources, diag::Sink& sink);

}  // namespace infra::sema
