// The shop: a web service in one file. It knows nothing of Infra and needs nothing but a port and a place for
// its log.
//
//   GET /         the banner, and which release and instance answers
//   GET /healthz  200, or 503 and why this release cannot serve
//   POST /orders  a body of "ID ITEM": 201 once the order is on disk
//   GET /orders   every order so far
//
// Environment: PORT (0 takes a free one), ORDERS (the file of orders), BANNER (a file whose text greets),
// RELEASE and INSTANCE (shown to customers). What is on sale stands in catalog.txt in the working folder.
//
// SIGTERM ends it without losing a request: it stops accepting, answers what is under way and whatever else
// arrives on an open connection within a moment, asks its customers to go elsewhere (`Connection: close`),
// and exits.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/stat.h>

#include <atomic>
#include <charconv>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <mutex>
#include <optional>
#include <set>
#include <sstream>
#include <thread>

#include "socket.h"

namespace shop {
namespace {

using namespace std::chrono_literals;

constexpr size_t kHeadLimit = 8 * 1024;
constexpr size_t kBodyLimit = 1024;
constexpr int kConnectionLimit = 200;
constexpr Milliseconds kIdleLimit = 60s;     // an open connection without a request
constexpr Milliseconds kRequestLimit = 10s;  // a request that does not get on
constexpr Milliseconds kLastChance = 500ms;  // how long a connection may still bring a request after SIGTERM

std::string environment(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value ? value : otherwise;
}

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

std::string failure(const std::string& what) { return what + ": " + std::strerror(errno); }

/// The log that all instances of all releases append to. One write a line to a file opened with O_APPEND:
/// lines of different processes never mix, and no process has to know of another.
class OrderLog {
 public:
  explicit OrderLog(std::string path) : path_(std::move(path)) {
    if (path_.empty()) {
      problem_ = "ORDERS names no file";
      return;
    }
    file_ = Descriptor(open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
    if (!file_) problem_ = failure(path_);
  }
  /// Why orders cannot be taken; empty when they can.
  const std::string& problem() const { return problem_; }

  /// True once the line is on disk.
  bool append(std::string line) {
    line += '\n';
    ssize_t written = write(file_.get(), line.data(), line.size());
    return written == static_cast<ssize_t>(line.size()) && fdatasync(file_.get()) == 0;
  }
  std::optional<std::string> read() const { return read_file(path_); }

 private:
  std::string path_;
  Descriptor file_;
  std::string problem_;
};

struct Answer {
  int status = 200;
  std::string text;
};

class Shop {
 public:
  Shop()
      : release_(environment("RELEASE", "unreleased")),
        instance_(environment("INSTANCE", "alone")),
        banner_(environment("BANNER", "")),
        orders_(environment("ORDERS", "")) {
    if (auto catalog = read_file("catalog.txt")) {
      std::istringstream lines(*catalog);
      for (std::string line; std::getline(lines, line);) items_.insert(line);
    } else {
      problem_ = failure("catalog.txt");
    }
    if (problem_.empty()) problem_ = orders_.problem();
  }

  const std::string& release() const { return release_; }
  const std::string& instance() const { return instance_; }
  const std::string& problem() const { return problem_; }

  Answer answer(std::string_view method, std::string_view path, const std::string& body) {
    if (path == "/healthz") return health();
    if (path == "/" && method == "GET") return front_page();
    if (path == "/orders" && method == "GET") return list_orders();
    if (path == "/orders" && method == "POST") return take_order(body);
    if (path == "/" || path == "/orders") return {405, "no such method here\n"};
    return {404, "no such page\n"};
  }

 private:
  Answer health() const {
    if (!problem_.empty()) return {503, "not ready: " + problem_ + "\n"};
    return {200, "ok\n"};
  }

  Answer front_page() const {
    std::string text = read_file(banner_).value_or("");
    text += "shop " + release_ + ", served by " + instance_ + "; on sale:";
    for (const std::string& item : items_) text += " " + item;
    return {200, text + "\n"};
  }

  Answer list_orders() const {
    auto text = orders_.read();
    if (!text) return {503, failure("cannot read the orders") + "\n"};
    return {200, *text};
  }

  Answer take_order(const std::string& body) {
    std::istringstream words(body);
    std::string id, item, more;
    if (!(words >> id >> item) || words >> more) return {400, "an order is: ID ITEM\n"};
    if (!items_.contains(item)) return {422, "not on sale: " + item + "\n"};
    if (!orders_.append(id + " " + item + " " + release_ + " " + instance_))
      return {500, failure("the order could not be written") + "\n"};
    return {201, "ordered " + id + "\n"};
  }

  std::string release_, instance_, banner_;
  OrderLog orders_;
  std::set<std::string> items_;
  std::string problem_;
};

/// Set once, by SIGTERM; a descriptor too, so that a thread can wait for it and for its connection at once.
class Stop {
 public:
  void request() {
    requested_ = true;
    eventfd_write(event_.get(), 1);
  }
  bool requested() const { return requested_; }
  int event() const { return event_.get(); }

 private:
  std::atomic<bool> requested_{false};
  Descriptor event_{eventfd(0, EFD_CLOEXEC)};
};

struct Request {
  std::string method, path, body;
  bool keep_alive = true;
};

/// One connection: its requests one after another, as HTTP/1.1 has it.
class Connection {
 public:
  Connection(Descriptor socket, Shop& shop, const Stop& stop) : socket_(std::move(socket)), shop_(shop), stop_(stop) {}

  void serve() {
    while (wait_for_request()) {
      auto request = read_request();
      if (!request) return;
      Answer answer = refused_ ? *refused_ : shop_.answer(request->method, request->path, request->body);
      bool close = refused_ || !request->keep_alive || stop_.requested();
      if (!send_all(socket_.get(), print(answer, close)) || close) return;
    }
  }

 private:
  bool wait_for_request() {
    if (!text_.empty()) return true;
    pollfd wait[2] = {{socket_.get(), POLLIN, 0}, {stop_.event(), POLLIN, 0}};
    int got;
    do got = poll(wait, 2, static_cast<int>(kIdleLimit.count()));
    while (got < 0 && errno == EINTR);
    if (got <= 0) return false;
    return wait[0].revents != 0 || readable(socket_.get(), kLastChance);
  }

  /// Nothing when the customer went away. What is not a request that we take leaves its answer in `refused_`.
  std::optional<Request> read_request() {
    size_t end;
    while ((end = text_.find("\r\n\r\n")) == text_.npos) {
      if (text_.size() > kHeadLimit) return refuse(431, "the head is too long\n");
      if (!receive(socket_.get(), text_, kRequestLimit)) return std::nullopt;
    }
    std::string head = text_.substr(0, end + 2);
    text_.erase(0, end + 4);

    Request request;
    std::string version;
    std::istringstream first(head.substr(0, head.find("\r\n")));
    if (!(first >> request.method >> request.path >> version) || !version.starts_with("HTTP/1."))
      return refuse(400, "not HTTP/1.1\n");
    request.keep_alive = version != "HTTP/1.0" && header(head, "connection") != "close";

    if (!header(head, "transfer-encoding").empty()) return refuse(501, "a body needs a content-length\n");
    size_t length = 0;
    if (std::string value = header(head, "content-length"); !value.empty()) {
      auto [rest, problem] = std::from_chars(value.data(), value.data() + value.size(), length);
      if (problem != std::errc{} || rest != value.data() + value.size()) return refuse(400, "no content-length\n");
      if (length > kBodyLimit) return refuse(413, "an order is short\n");
    }
    while (text_.size() < length)
      if (!receive(socket_.get(), text_, kRequestLimit)) return std::nullopt;
    request.body = text_.substr(0, length);
    text_.erase(0, length);
    return request;
  }

  Request refuse(int status, std::string text) {
    refused_ = Answer{status, std::move(text)};
    return {};
  }

  std::string print(const Answer& answer, bool close) const {
    std::string text = "HTTP/1.1 " + std::to_string(answer.status) + (answer.status < 400 ? " OK" : " Refused");
    text += "\r\nContent-Type: text/plain\r\nContent-Length: " + std::to_string(answer.text.size());
    text += "\r\nShop-Release: " + shop_.release();
    if (close) text += "\r\nConnection: close";
    return text + "\r\n\r\n" + answer.text;
  }

  Descriptor socket_;
  Shop& shop_;
  const Stop& stop_;
  std::string text_;  // what was read and is not yet part of a request
  std::optional<Answer> refused_;
};

/// The threads that serve, one a connection.
class Crowd {
 public:
  void serve(Descriptor socket, Shop& shop, const Stop& stop) {
    {
      std::lock_guard lock(mutex_);
      if (open_ == kConnectionLimit) return;  // closed unread: the customer knows at once that it was not served
      ++open_;
    }
    std::thread([this, &shop, &stop, socket = std::move(socket)]() mutable {
      Connection(std::move(socket), shop, stop).serve();
      std::lock_guard lock(mutex_);
      --open_;
      empty_.notify_all();
    }).detach();
  }
  void wait_until_empty() {
    std::unique_lock lock(mutex_);
    empty_.wait(lock, [this] { return open_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable empty_;
  int open_ = 0;
};

Descriptor listen_on(int& port) {
  Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  int on = 1;
  setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (bind(socket.get(), generic, size) != 0 || listen(socket.get(), 128) != 0) return Descriptor();
  if (getsockname(socket.get(), generic, &size) == 0) port = ntohs(address.sin_port);
  return socket;
}

/// The next connection that waits, if one does.
Descriptor accept_from(int listener) {
  Descriptor socket(accept4(listener, nullptr, nullptr, SOCK_CLOEXEC));
  int on = 1;
  if (socket) setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return socket;
}

int run() {
  // Blocked before any thread exists, so that every thread inherits it and only the descriptor ever sees the
  // signal.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  Descriptor asked_to_end(signalfd(-1, &signals, SFD_CLOEXEC));

  Shop shop;
  Stop stop;
  Crowd crowd;
  int port = std::atoi(environment("PORT", "0").c_str());
  Descriptor listener = listen_on(port);
  if (!listener) {
    std::fprintf(stderr, "shop: port %d: %s\n", port, std::strerror(errno));
    return 1;
  }
  std::fprintf(stderr, "shop %s, %s: process %d listening on 127.0.0.1:%d\n", shop.release().c_str(),
               shop.instance().c_str(), getpid(), port);
  if (!shop.problem().empty()) std::fprintf(stderr, "shop: not ready: %s\n", shop.problem().c_str());

  pollfd wait[2] = {{listener.get(), POLLIN, 0}, {asked_to_end.get(), POLLIN, 0}};
  while (wait[1].revents == 0) {
    if (poll(wait, 2, -1) < 0 && errno != EINTR) return 1;
    if (Descriptor socket = accept_from(listener.get())) crowd.serve(std::move(socket), shop, stop);
  }
  std::fprintf(stderr, "shop: asked to end; finishing what is under way\n");
  stop.request();
  while (Descriptor socket = accept_from(listener.get())) crowd.serve(std::move(socket), shop, stop);
  listener = Descriptor();
  crowd.wait_until_empty();
  std::fprintf(stderr, "shop: ended\n");
  return 0;
}

}  // namespace
}  // namespace shop

int main() { return shop::run(); }
