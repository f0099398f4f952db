#include "cli/signals.h"

#include <atomic>
#include <csignal>
#include <cstring>
#include <unistd.h>

namespace infra::cli {
namespace {

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};

// The one exception to "no global mutable state": a signal handler is given nothing but the number of its signal.
CancelToken* volatile cancelled_by_signal = nullptr;
const char* volatile farewell_text = "";
std::atomic<bool> signalled = false;

void on_signal(int) {
  if (signalled.exchange(true)) {
    ssize_t ignored = ::write(2, farewell_text, std::strlen(farewell_text));
    (void)ignored;
    _exit(1);
  }
  if (cancelled_by_signal != nullptr) cancelled_by_signal->cancel();
}

void handle(void (*handler)(int)) {
  for (int number : kSignals) {
    struct sigaction action {};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, nullptr);  // without SA_RESTART: a question that is being asked ends
  }
}

}  // namespace

void ignore_broken_pipes() {
  // A handler that does nothing, not SIG_IGN: programs that are started would inherit that.
  std::signal(SIGPIPE, [](int) {});
}

CancelOnSignal::CancelOnSignal(CancelToken token, const char* farewell) {
  cancelled_by_signal = new CancelToken(std::move(token));
  farewell_text = farewell;
  signalled = false;
  handle(on_signal);
}

CancelOnSignal::~CancelOnSignal() {
  // Who presses Ctrl-C a second time while this process ends in order still means exit status 1, not a death by signal.
  if (!signalled) handle(SIG_DFL);
  farewell_text = "";
  CancelToken* token = cancelled_by_signal;
  cancelled_by_signal = nullptr;
  delete token;
}

}  // namespace infra::cli
