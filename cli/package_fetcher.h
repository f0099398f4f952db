// Fetching, by the program that can: `libexec/infra/infra-fetch`.
#pragma once

#include <string>

#include "cli/context.h"
#include "compiler/package/store.h"

namespace infra::cli {

class PackageFetcher : public package::Fetcher {
 public:
  /// `root`: the folder that paths of archives are relative to.
  PackageFetcher(Context& context, std::string root) : context_(context), root_(std::move(root)) {}
  Result<package::Pin> fetch(const package::Source& source, const std::string& commit) override;

 private:
  Context& context_;
  std::string root_;
};

}  // namespace infra::cli
