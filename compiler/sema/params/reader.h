// Reading one value from outside by a type: the parts that text and JSON share.
#pragma once

#include <functional>
#include <string>

#include "compiler/base/json.h"
#include "compiler/sema/params/params.h"

namespace infra::sema {

/// Where a value came from, for the message that it does not fit.
struct ParamPlace {
  const Param* param = nullptr;
  std::string path;    ///< `hosts.tyo.memory`.
  std::string source;  ///< "`--param hosts`", "the params file".
};

struct ParamReader {
  LoadedSources& loaded;
  Program& program;
  SourceMap& sources;
  FileSystem& package;
  diag::Sink& sink;
  Contents& contents;  ///< Of the files and folders that were named.
};

/// Invalid ids after a report.
value::ValueId read_text(ParamReader& r, const ParamPlace& place, types::TypeId type, const std::string& text);
value::ValueId read_json(ParamReader& r, const ParamPlace& place, types::TypeId type, const Json& json);

/// E0317 with why; gives an invalid id.
value::ValueId unreadable(ParamReader& r, const ParamPlace& place, types::TypeId type, const std::string& found,
                          const std::string& help = "");
/// A sealed reference to `env:NAME` or `file:path`, or E0405.
value::ValueId read_secret_source(ParamReader& r, const ParamPlace& place, const std::string& text);
/// A scalar that is written as text, from text or from a JSON string.
value::ValueId read_scalar_text(ParamReader& r, const ParamPlace& place, types::TypeId type, const std::string& text);
/// The bytes of a file or the files of a folder, relative to the package.
value::ValueId read_content(ParamReader& r, const ParamPlace& place, types::TypeKind kind, const std::string& path);

}  // namespace infra::sema
