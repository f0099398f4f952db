// Why a step is there, in words of the inputs that a person wrote.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/change/resolve.h"

namespace infra::runtime {

/// "`release` changed: "v1" to "v2"", one a difference; of what is settled in `after` only. A reference counts by its
/// address.
std::vector<std::string> explain_change(const Json& before, const Resolved& after);

/// What an input holds where it refers to a resource, and where a secret stood.
bool is_reference(const Json& value);
bool is_secret(const Json& value);

/// How a secret stands in what is shown.
inline constexpr std::string_view kSecretShown = "<secret>";

/// A value in a few words: secrets and digests short, long text cut.
std::string brief(const Json& value);

/// Inputs as a change set shows them: `<secret>` for what stands as a commitment.
Json without_commitments(const Json& inputs);

}  // namespace infra::runtime
