// `infra-fetch`: reads one request, brings one package into the cache, writes one answer.
#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <string>

#include "compiler/diag/error.h"
#include "runtime/fetch/fetch.h"

namespace {

constexpr size_t kMaxRequest = 1u << 20;

std::string read_input() {
  std::string text;
  char buffer[4096];
  for (ssize_t got; text.size() < kMaxRequest && (got = read(STDIN_FILENO, buffer, sizeof buffer)) != 0;) {
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) break;
    text.append(buffer, static_cast<size_t>(got));
  }
  return text;
}

}  // namespace

int main(int count, char**) {
  using namespace infra;
  std::setlocale(LC_CTYPE, "C.UTF-8");  // paths in archives are bytes, whatever the machine speaks
  std::signal(SIGPIPE, SIG_IGN);
  if (count > 1) {
    std::fputs("infra-fetch is started by `infra add`, `update` and `lock`; it takes a request on its input\n", stderr);
    return 1;
  }
  auto request = runtime::parse_request(read_input());
  Result<package::Pin> answer =
      request ? runtime::fetch(*request, runtime::real_system()) : Result<package::Pin>(fail(request.error()));
  std::string line = runtime::to_line(answer);
  std::fwrite(line.data(), 1, line.size(), stdout);
  return answer ? 0 : 1;
}
