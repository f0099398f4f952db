// Keys on the command line, and what is said of a plan when it is signed.
#pragma once

#include <string>

#include "cli/context.h"
#include "compiler/service/compile.h"
#include "runtime/attest/attestation.h"

namespace infra::cli {

/// A private key: a file that only its owner can read, or `env:NAME`, a variable that holds one. E0622, E0640, E0641;
/// E0051 to E0055 for a file.
Result<runtime::SigningKey> read_signing_key(const std::string& given);
/// A public key from a file. E0641.
Result<runtime::NamedKey> read_verify_key(const std::string& file);

/// What was compiled from what, without subjects. E0055 when the program cannot read itself.
Result<runtime::Statement> statement_about(const Context& context, const service::CompileRequest& request,
                                           const std::string& params_file, const service::CompileResult& result);

std::string file_name(const std::string& path);

}  // namespace infra::cli
