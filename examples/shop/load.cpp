// The shop's customers: keep-alive connections that read and order at a given rate, and count what went
// wrong.
//
//   load --port PORT [--connections 8] [--rate 200] [--seconds N] [--name NAME] [--orders FILE] [--json FILE]
//
// It runs for N seconds or until SIGTERM, then finishes what is under way and prints a summary. Nothing is
// tried again: a connection refused, an answer that is not 2xx, one that never comes or breaks off, each
// counts as a failed request. Every fourth request is an order with an id of its own, NAME-CONNECTION-NUMBER;
// FILE gets the ids of the orders that were acknowledged, which the shop has to have. Exit code 0 when no
// request failed.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "socket.h"

namespace shop {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr Milliseconds kAnswerLimit = 10s;
constexpr size_t kShownFailures = 5;

struct Options {
  int port = 0;
  int connections = 8;
  int rate = 200;
  int seconds = 0;  // 0: until SIGTERM
  std::string name = "load";
  std::string orders, json;
};

/// What happened, of one connection or of all together.
struct Tally {
  uint64_t answered = 0, failed = 0, orders = 0;
  std::map<std::string, uint64_t> by_release;
  std::vector<std::string> failures;  // the first few, in words
  std::vector<uint32_t> microseconds;

  void add(Tally&& other) {
    answered += other.answered;
    failed += other.failed;
    orders += other.orders;
    for (auto& [release, count] : other.by_release) by_release[release] += count;
    for (auto& failure : other.failures) failures.push_back(std::move(failure));
    microseconds.insert(microseconds.end(), other.microseconds.begin(), other.microseconds.end());
  }
};

/// Ids of acknowledged orders, one a line, written as they come.
class Receipts {
 public:
  explicit Receipts(const std::string& path) : file_(path.empty() ? nullptr : std::fopen(path.c_str(), "we")) {}
  ~Receipts() {
    if (file_) std::fclose(file_);
  }
  void add(const std::string& id) {
    std::lock_guard lock(mutex_);
    if (file_) std::fprintf(file_, "%s\n", id.c_str());
  }
  bool open() const { return file_ != nullptr; }

 private:
  std::mutex mutex_;
  std::FILE* file_;
};

/// One customer: a connection that is kept open as long as the other side keeps it.
class Customer {
 public:
  Customer(const Options& options, int number, Receipts& receipts, int stop)
      : options_(options), number_(number), receipts_(receipts), stop_(stop) {}

  Tally run(Clock::time_point start) {
    // Customers take turns, so that requests are spread evenly over time.
    auto pause = std::chrono::nanoseconds(1s) * options_.connections / options_.rate;
    auto next = start + pause * number_ / options_.connections;
    for (uint64_t turn = 1; wait_until(next); ++turn) {
      auto begun = Clock::now();
      if (turn % 4 == 0)
        order(turn);
      else
        look();
      auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begun);
      tally_.microseconds.push_back(static_cast<uint32_t>(took.count()));
      // After a slow answer the pace is the same as before: no burst makes up for it.
      next = std::max(next + pause, Clock::now());
    }
    return std::move(tally_);
  }

 private:
  /// False when it is time to end.
  bool wait_until(Clock::time_point moment) {
    auto left = std::chrono::ceil<Milliseconds>(moment - Clock::now());
    return !readable(stop_, std::max(left, Milliseconds(0)));
  }

  void look() { count(ask("GET / HTTP/1.1\r\nHost: shop\r\n\r\n"), "GET /"); }

  void order(uint64_t turn) {
    std::string id = options_.name + "-" + std::to_string(number_) + "-" + std::to_string(turn);
    std::string body = id + " tea";
    std::string problem = ask("POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Length: " + std::to_string(body.size()) +
                              "\r\n\r\n" + body);
    count(problem, "POST /orders");
    if (!problem.empty()) return;
    ++tally_.orders;
    receipts_.add(id);
  }

  void count(const std::string& problem, const char* what) {
    if (problem.empty()) {
      ++tally_.answered;
      return;
    }
    ++tally_.failed;
    socket_ = Descriptor();
    if (tally_.failures.size() < kShownFailures) tally_.failures.push_back(std::string(what) + ": " + problem);
  }

  /// Sends a request and reads its answer; why it failed, or nothing.
  std::string ask(const std::string& request) {
    // A connection that the other side closed between two requests was no request: the next one opens a new
    // one.
    if (socket_ && readable(socket_.get(), 0ms)) socket_ = Descriptor();
    if (!socket_ && !connect_to_shop()) return std::strerror(errno);
    if (!send_all(socket_.get(), request)) return "the connection broke before the request was sent";

    std::string text;
    size_t end;
    while ((end = text.find("\r\n\r\n")) == text.npos)
      if (!receive(socket_.get(), text, kAnswerLimit)) return text.empty() ? "no answer" : "half an answer";
    std::string head = text.substr(0, end + 2);
    text.erase(0, end + 4);
    std::string announced = header(head, "content-length");
    size_t length = 0;
    std::from_chars(announced.data(), announced.data() + announced.size(), length);
    while (text.size() < length)
      if (!receive(socket_.get(), text, kAnswerLimit)) return "half an answer";

    if (head.compare(0, 10, "HTTP/1.1 2") != 0) return head.substr(0, head.find("\r\n"));
    if (announced.empty()) return "an answer without its length";
    if (header(head, "connection") == "close") socket_ = Descriptor();
    ++tally_.by_release[header(head, "shop-release")];
    return {};
  }

  bool connect_to_shop() {
    socket_ = Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    int on = 1;
    setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(options_.port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(socket_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return true;
    int problem = errno;
    socket_ = Descriptor();
    errno = problem;
    return false;
  }

  const Options& options_;
  int number_;
  Receipts& receipts_;
  int stop_;
  Descriptor socket_;
  Tally tally_;
};

void print(Tally& tally, double seconds) {
  std::sort(tally.microseconds.begin(), tally.microseconds.end());
  auto percentile = [&](size_t percent) {
    if (tally.microseconds.empty()) return 0.0;
    return tally.microseconds[(tally.microseconds.size() - 1) * percent / 100] / 1000.0;
  };
  std::printf("%llu requests in %.1f s: %llu answered, %llu failed; %llu orders acknowledged\n",
              static_cast<unsigned long long>(tally.answered + tally.failed), seconds,
              static_cast<unsigned long long>(tally.answered), static_cast<unsigned long long>(tally.failed),
              static_cast<unsigned long long>(tally.orders));
  std::printf("answered after %.1f ms (median), %.1f ms (99 of 100), %.1f ms (slowest)", percentile(50), percentile(99),
              percentile(100));
  for (auto& [release, count] : tally.by_release)
    std::printf("; by %s: %llu", release.c_str(), static_cast<unsigned long long>(count));
  std::printf("\n");
  for (size_t i = 0; i < tally.failures.size() && i < kShownFailures; ++i)
    std::printf("failed: %s\n", tally.failures[i].c_str());
}

bool write_json(const Tally& tally, const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "we");
  if (!file) return false;
  std::fprintf(file, "{\"answered\":%llu,\"failed\":%llu,\"orders\":%llu,\"by_release\":{",
               static_cast<unsigned long long>(tally.answered), static_cast<unsigned long long>(tally.failed),
               static_cast<unsigned long long>(tally.orders));
  const char* comma = "";
  for (auto& [release, count] : tally.by_release) {
    std::fprintf(file, "%s\"%s\":%llu", comma, release.c_str(), static_cast<unsigned long long>(count));
    comma = ",";
  }
  std::fprintf(file, "}}\n");
  return std::fclose(file) == 0;
}

bool read_number(const std::string& text, int least, int most, int& number) {
  auto [rest, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  return problem == std::errc{} && rest == text.data() + text.size() && number >= least && number <= most;
}

bool read_options(const std::vector<std::string>& arguments, Options& options) {
  for (size_t i = 0; i + 1 < arguments.size(); i += 2) {
    const std::string& value = arguments[i + 1];
    bool good = arguments[i] == "--port"          ? read_number(value, 1, 65535, options.port)
                : arguments[i] == "--connections" ? read_number(value, 1, 64, options.connections)
                : arguments[i] == "--rate"        ? read_number(value, 1, 100'000, options.rate)
                : arguments[i] == "--seconds"     ? read_number(value, 1, 86'400, options.seconds)
                : arguments[i] == "--name"        ? !(options.name = value).empty()
                : arguments[i] == "--orders"      ? !(options.orders = value).empty()
                : arguments[i] == "--json"        ? !(options.json = value).empty()
                                                  : false;
    if (!good) return false;
  }
  return options.port != 0 && arguments.size() % 2 == 0;
}

int run(const std::vector<std::string>& arguments) {
  Options options;
  if (!read_options(arguments, options)) {
    std::fprintf(stderr,
                 "usage: load --port PORT [--connections 8] [--rate 200] [--seconds N] [--name NAME] [--orders FILE] "
                 "[--json FILE]\n");
    return 2;
  }
  Receipts receipts(options.orders);
  if (!options.orders.empty() && !receipts.open()) {
    std::fprintf(stderr, "load: %s: %s\n", options.orders.c_str(), std::strerror(errno));
    return 2;
  }

  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  Descriptor asked_to_end(signalfd(-1, &signals, SFD_CLOEXEC));
  Descriptor stop(eventfd(0, EFD_CLOEXEC));

  auto start = Clock::now();
  std::mutex mutex;
  Tally all;
  std::vector<std::thread> customers;
  for (int number = 0; number < options.connections; ++number) {
    customers.emplace_back([&, number] {
      Tally tally = Customer(options, number, receipts, stop.get()).run(start);
      std::lock_guard lock(mutex);
      all.add(std::move(tally));
    });
  }
  readable(asked_to_end.get(), options.seconds ? Milliseconds(options.seconds * 1000) : Milliseconds(-1));
  eventfd_write(stop.get(), 1);
  for (std::thread& customer : customers) customer.join();

  print(all, std::chrono::duration<double>(Clock::now() - start).count());
  if (!options.json.empty() && !write_json(all, options.json)) {
    std::fprintf(stderr, "load: %s: %s\n", options.json.c_str(), std::strerror(errno));
    return 2;
  }
  return all.failed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace shop

int main(int count, char** arguments) { return shop::run({arguments + 1, arguments + count}); }
