#include "cli/package_fetcher.h"

#include <filesystem>

#include <fmt/format.h>

#include "cli/package_store.h"
#include "compiler/base/sanitize.h"
#include "compiler/diag/codes/package.h"
#include "compiler/diag/error.h"
#include "runtime/fetch/protocol.h"
#include "runtime/system/system.h"

namespace infra::cli {

namespace fs = std::filesystem;

namespace {

constexpr runtime::Milliseconds kLimit = std::chrono::minutes(30);

/// What ssh, proxies and certificates need; all else is none of its business.
constexpr const char* kVariables[] = {"HOME",        "USER",        "PATH",         "SSH_AUTH_SOCK",  "SSL_CERT_FILE",
                                      "https_proxy", "HTTPS_PROXY", "all_proxy",    "ALL_PROXY",      "no_proxy",
                                      "NO_PROXY",    "TMPDIR",      "ASAN_OPTIONS", "INFRA_FAILPOINT"};

}  // namespace

Result<package::Pin> PackageFetcher::fetch(const package::Source& source, const std::string& commit) {
  runtime::FetchRequest request{source, commit, "", source.location};
  INFRA_ASSIGN(request.cache, cache_place());
  if (!package::is_address(source.location)) {
    std::error_code problem;
    request.source.location = fs::absolute(package::join_paths(root_, source.location), problem);
  }
  std::string program = context_.places.libexec + "/infra-fetch";
  INFRA_TRY(must_exist(program));
  if (context_.format == Format::Human)
    context_.terminal.err(
        fmt::format("{} {}\n", context_.terminal.err_paint()(Style::Dim, "fetching"), sanitize_line(source.location)));
  runtime::System& system = runtime::real_system();
  runtime::SpawnRequest spawn;
  spawn.command = {program};
  for (const char* name : kVariables) {
    if (auto value = system.environment(name)) spawn.environment[name] = *value;
  }
  spawn.die_with_parent = true;
  spawn.standard_input = runtime::to_line(request);
  INFRA_ASSIGN(auto finished, system.processes.run(spawn, kLimit));
  if (finished.timed_out)
    return fail(diag::error(diag::FetchFailed, source.location, "it did not end within 30 minutes"));
  // Libraries may have written before it.
  std::string_view output = finished.output;
  while (output.ends_with('\n')) output.remove_suffix(1);
  size_t line = output.rfind('\n');
  auto answer = runtime::parse_answer(line == output.npos ? output : output.substr(line + 1));
  if (!answer && answer.error().code == diag::FetchRequest.code)
    return fail(Error(answer.error()).note("it ended with " + std::to_string(finished.status)));
  return answer;
}

}  // namespace infra::cli
