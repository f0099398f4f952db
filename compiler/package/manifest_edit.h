// Changing one dependency in `infra.toml` and nothing else: comments, order and spaces stay as the person has them.
#pragma once

#include <string>
#include <string_view>

#include "compiler/base/result.h"
#include "compiler/package/source.h"

namespace infra::package {

/// `text` with the dependency added, or changed where it is there. E1009 where that cannot be done without touching
/// something else. `text` is a manifest that reads.
Result<std::string> with_dependency(const std::string& text, const std::string& name, const Source& source);
/// E1020 when there is none.
Result<std::string> without_dependency(const std::string& text, const std::string& name);

}  // namespace infra::package
