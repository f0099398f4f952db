#include "cli/signing.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "cli/files.h"
#include "compiler/diag/codes/attest.h"
#include "compiler/diag/codes/source.h"
#include "compiler/diag/error.h"
#include "compiler/source/disk_file_system.h"
#include "runtime/secret/secret.h"
#include "runtime/system/file_descriptor.h"
#include "runtime/system/system.h"

namespace infra::cli {

namespace fs = std::filesystem;

namespace {

constexpr uint64_t kLargestKey = 16 << 10;
constexpr std::string_view kFromVariable = "env:";

/// The file is judged as it was opened, so that nothing can come in between.
Result<runtime::SecretText> read_private(const std::string& path) {
  runtime::FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file) {
    if (errno == ENOENT) return fail(diag::error(diag::FileNotFound, path));
    return fail(diag::error(diag::FileUnreadable, path, std::strerror(errno)));
  }
  struct stat about {};
  if (::fstat(file.get(), &about) != 0) return fail(diag::error(diag::FileUnreadable, path, std::strerror(errno)));
  if (!S_ISREG(about.st_mode)) return fail(diag::error(diag::NotARegularFile, path));
  if (uint32_t mode = about.st_mode & 07777; (mode & 077) != 0) {
    return fail(diag::error(diag::KeyIsOpen, path, mode)
                    .way_out(fmt::format("close it with `chmod 600 {}`; who has read it can sign as you, so a key that "
                                         "lay open is better made anew",
                                         path)));
  }
  if (static_cast<uint64_t>(about.st_size) > kLargestKey) {
    return fail(diag::error(diag::FileTooLarge, path, static_cast<uint64_t>(about.st_size), kLargestKey));
  }
  std::string bytes(static_cast<size_t>(about.st_size), '\0');
  for (size_t at = 0; at < bytes.size();) {
    ssize_t got = ::read(file.get(), bytes.data() + at, bytes.size() - at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(diag::error(diag::FileUnreadable, path, std::strerror(errno)));
    if (got == 0) break;
    at += static_cast<size_t>(got);
  }
  return runtime::SecretText(std::move(bytes));
}

std::vector<runtime::Material> materials_of(const service::CompileResult& result) {
  std::vector<runtime::Material> materials;
  for (const service::ReadFile& file : result.provenance->sources) {
    materials.push_back({"source", file.name, file.digest});
  }
  for (const package::UsedPackage& package : result.packages) {
    materials.push_back({"package", package.name + "@" + package.version, package.digest, package.source});
  }
  for (const service::EnforcedPolicy& policy : result.provenance->policies) {
    materials.push_back({"policy", policy.name, policy.file.digest, "", policy.file.name});
  }
  return materials;
}

}  // namespace

std::string file_name(const std::string& path) { return fs::path(path).filename().string(); }

Result<runtime::SigningKey> read_signing_key(const std::string& given) {
  if (given.starts_with(kFromVariable)) {
    INFRA_ASSIGN(const runtime::SecretText pem,
                 runtime::resolve_secret(runtime::real_system(), "env", given.substr(kFromVariable.size())));
    return runtime::SigningKey::from_pem(pem, given);
  }
  INFRA_ASSIGN(const runtime::SecretText pem, read_private(given));
  return runtime::SigningKey::from_pem(pem, given);
}

Result<runtime::NamedKey> read_verify_key(const std::string& file) {
  INFRA_ASSIGN(std::string pem, read_file(file, kLargestKey));
  const runtime::SecretText wiped(std::move(pem));  // It may be the private half, by mistake.
  INFRA_ASSIGN(auto key, runtime::VerifyKey::from_pem(wiped.reveal(), file));
  return runtime::NamedKey{file, key};
}

Result<runtime::Statement> statement_about(const Context& context, const service::CompileRequest& request,
                                           const std::string& params_file, const service::CompileResult& result) {
  runtime::Statement statement;
  statement.deployment = result.plan->deployment;
  statement.root = request.root;
  statement.params = request.params;
  statement.policies = request.policies;
  statement.only = request.selection.only;
  statement.except = request.selection.except;
  statement.materials = materials_of(result);
  if (!params_file.empty()) {
    statement.materials.push_back({"params", file_name(params_file), sha256(request.params_json)});
  }
  statement.compiler_version = context.version;
  INFRA_ASSIGN(auto folder, open_disk(fs::path(context.places.program).parent_path().string()));
  INFRA_ASSIGN(auto program, folder->digest(file_name(context.places.program)));
  statement.compiler = program.digest;
  return statement;
}

}  // namespace infra::cli
