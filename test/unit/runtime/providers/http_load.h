// Clients that keep their connections and count every answer: what a switch must not disturb.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace infra::test {

class HttpLoad {
 public:
  /// `clients` threads, each with a connection of its own to 127.0.0.1:`port`, asking for `path` without pause.
  HttpLoad(int port, int clients, std::string path = "/");
  ~HttpLoad() { stop(); }
  void stop();

  uint64_t requests() const { return requests_; }
  /// No answer, or another status than 200. A connection closed between two requests is opened again and is none.
  uint64_t failed() const { return failed_; }
  std::string first_failure() const;
  /// Answers by body.
  std::map<std::string, uint64_t> bodies() const;

 private:
  void run();
  void fail(const std::string& why);

  int port_;
  std::string path_;
  std::atomic<bool> stopping_ = false;
  std::atomic<uint64_t> requests_ = 0, failed_ = 0;
  mutable std::mutex mutex_;
  std::string first_failure_;
  std::map<std::string, uint64_t> bodies_;
  std::vector<std::thread> threads_;
};

}  // namespace infra::test
