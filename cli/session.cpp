#include "cli/session.h"

#include <cstdlib>
#include <filesystem>
#include <pwd.h>
#include <unistd.h>

#include "cli/source_revision.h"
#include "runtime/host/client/host_providers.h"
#include "runtime/host/host_root.h"
#include "runtime/system/system.h"

namespace infra::cli {

namespace fs = std::filesystem;

struct Session::Parts {
  // In the order that they need each other.
  runtime::Redactor redactor;
  std::unique_ptr<runtime::State> state;
  std::unique_ptr<runtime::HostProviders> providers;
  std::unique_ptr<runtime::Engine> engine;
};

Session::Session() : parts_(std::make_unique<Parts>()) {}
Session::~Session() = default;
runtime::Engine& Session::engine() { return *parts_->engine; }
runtime::State& Session::state() { return *parts_->state; }

Result<std::unique_ptr<Session>> Session::open(const Context& context, SessionOptions options) {
  runtime::System& system = runtime::real_system();
  std::unique_ptr<Session> session(new Session);
  Parts& parts = *session->parts_;
  INFRA_ASSIGN(parts.state, runtime::open_sqlite_state(system, options.state));
  INFRA_ASSIGN(auto root, runtime::default_host_root(system));
  parts.providers = std::make_unique<runtime::HostProviders>(
      system, runtime::HostOptions{.root = root, .helper_program = context.places.libexec + "/infra-host"});
  parts.engine = std::make_unique<runtime::Engine>(
      system, *parts.state, *parts.providers, parts.redactor,
      runtime::EngineOptions{.who = who_runs_this(),
                             .commit = source_revision(fs::absolute(options.state).parent_path()),
                             .cancel = options.cancel,
                             .destroy_data = std::move(options.destroy_data)},
      std::move(options.events));
  return session;
}

void add_state_option(OptionTable& takes, StateOptions& options) {
  takes.text("--state", options.folder, "FOLDER", "The state's folder; .infra beside the file, or here, unless given.");
}

std::string state_folder(const StateOptions& options, const std::string& file) {
  if (!options.folder.empty()) return options.folder;
  return (fs::path(file).parent_path() / ".infra").string();
}

std::string who_runs_this() {
  char host[256] = "";
  gethostname(host, sizeof host - 1);
  const passwd* user = getpwuid(geteuid());
  return std::string(user != nullptr ? user->pw_name : std::to_string(geteuid())) + "@" + host;
}

}  // namespace infra::cli
