// infra-host: the helper of one host. It links every provider of a host, and what unpacks archives.
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <string>
#include <thread>

#include "compiler/base/sanitize.h"
#include "compiler/diag/error.h"
#include "compiler/diag/render.h"
#include "runtime/host/client/host_client.h"
#include "runtime/host/server/server.h"
#include "runtime/providers/registry.h"

namespace infra::runtime {
namespace {

constexpr const char* kUsage = R"(usage: infra host [--root DIR]
       infra host stop [--root DIR]

The helper of this host: makes, watches and unmakes what deployments put here. Commands that need it start it, so it
is rarely started by hand. It never ends by itself. Services outlive it: each runs under a small supervisor of its own.

  stop         ask the helper to end; services go on
  --root DIR   its folder (default: $INFRA_HOST_ROOT; for root /var/lib/infra; else $XDG_STATE_HOME/infra/host or
               ~/.local/state/infra/host)
)";

int complain(const Error& error) {
  fputs(diag::render_human(error).c_str(), stderr);
  return 1;
}

int run(System& system, const std::string& root) {
  // Terminal and client come and go; SIGTERM and SIGINT end the helper in order, in a thread that waits for them.
  signal(SIGPIPE, SIG_IGN);
  signal(SIGHUP, SIG_IGN);
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);

  if (auto prepared = HostRoot(root).prepare(system); !prepared) return complain(prepared.error());
  auto lock = system.disk.try_lock(HostRoot(root).lock(), "pid " + std::to_string(getpid()));
  if (!lock) return complain(lock.error());
  if (!*lock) {  // Two commands started one at once, or somebody one by hand.
    const std::string holder = system.disk.read(HostRoot(root).lock()).value_or("");
    printf("a helper serves `%s` already%s\n", root.c_str(),
           holder.empty() ? "" : (": " + sanitize_line(holder)).c_str());
    return 0;
  }
  auto host = Host::open(system, root, companion_program("infra-shim"));
  if (!host) return complain(host.error());
  HostServer server(**host, make_host_providers(**host));
  std::thread watcher([&] {
    int number = 0;
    sigwait(&ending, &number);
    server.stop();
  });
  auto served = server.serve();
  pthread_kill(watcher.native_handle(), SIGTERM);
  watcher.join();
  return served ? 0 : complain(served.error());
}

}  // namespace
}  // namespace infra::runtime

int main(int argc, char** argv) {
  using namespace infra::runtime;
  System& system = real_system();
  std::string root, verb;
  for (int i = 1; i < argc; ++i) {
    std::string word = argv[i];
    if (word == "--help" || word == "-h") return fputs(kUsage, stdout), 0;
    if (word == "--root" && i + 1 < argc) {
      root = argv[++i];
    } else if (word == "stop" && verb.empty()) {
      verb = word;
    } else {
      fprintf(stderr, "infra host: `%s` is not understood\n\n%s", word.c_str(), kUsage);
      return 1;
    }
  }
  if (root.empty()) {
    auto found = default_host_root(system);
    if (!found) return complain(found.error());
    root = *found;
  }
  if (verb == "stop") {
    HostClient client(system, {.root = root, .helper_program = ""});
    auto stopped = client.stop_helper();
    return stopped ? 0 : complain(stopped.error());
  }
  return run(system, root);
}
