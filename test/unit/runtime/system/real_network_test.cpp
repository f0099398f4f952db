#include "runtime/system/real.h"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <filesystem>
#include <thread>

#include "runtime/system/unix_socket.h"

namespace infra::runtime {
namespace {

using namespace std::chrono_literals;

/// Takes one connection, reads once, answers with `text` and closes, or keeps the connection open.
class OneAnswer {
 public:
  explicit OneAnswer(std::string text, bool keep_open = false) {
    listener_ = FileDescriptor(socket(AF_INET, SOCK_STREAM, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    bind(listener_.get(), reinterpret_cast<sockaddr*>(&address), size);
    listen(listener_.get(), 4);
    getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address), &size);
    port = ntohs(address.sin_port);
    thread_ = std::thread([this, text = std::move(text), keep_open] {
      FileDescriptor client(accept(listener_.get(), nullptr, nullptr));
      char buffer[4096];
      ssize_t got = recv(client.get(), buffer, sizeof buffer, 0);
      request.assign(buffer, got > 0 ? static_cast<size_t>(got) : 0);
      send(client.get(), text.data(), text.size(), MSG_NOSIGNAL);
      if (keep_open) recv(client.get(), buffer, sizeof buffer, 0);  // Until the client goes.
    });
  }
  ~OneAnswer() { thread_.join(); }
  int port = 0;
  std::string request;

 private:
  FileDescriptor listener_;
  std::thread thread_;
};

TEST(RealNetworkTest, HttpGivesStatusAndBody) {
  auto network = make_real_network();
  OneAnswer server("HTTP/1.1 503 Busy\r\nX: y\r\n\r\nlater");
  auto answer = network->http_get("127.0.0.1", server.port, "/healthz", 5s);
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->status, 503);
  EXPECT_EQ(answer->body, "later");
}

TEST(RealNetworkTest, AnAnnouncedLengthEndsTheBodyThoughTheServerStays) {
  auto network = make_real_network();
  OneAnswer server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", true);
  auto answer = network->http_get("127.0.0.1", server.port, "/", 5s);
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->body, "ok");
}

TEST(RealNetworkTest, ASilentServerMeetsTheDeadline) {
  auto network = make_real_network();
  OneAnswer server("", true);
  auto answer = network->http_get("127.0.0.1", server.port, "/", 100ms);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, "E0802");
  EXPECT_NE(answer.error().message.find("timed out"), std::string::npos) << answer.error().message;
}

TEST(RealNetworkTest, WhatIsNotHttpIsSaidToBeSo) {
  auto network = make_real_network();
  OneAnswer server("SSH-2.0-OpenSSH\r\n\r\n");
  auto answer = network->http_get("127.0.0.1", server.port, "/", 5s);
  ASSERT_FALSE(answer);
  EXPECT_NE(answer.error().message.find("not HTTP"), std::string::npos) << answer.error().message;
}

TEST(RealNetworkTest, AFreePortIsFreeUntilSomethingListens) {
  auto network = make_real_network();
  auto port = network->free_port();
  ASSERT_TRUE(port);
  EXPECT_FALSE(network->port_in_use(*port));
  EXPECT_FALSE(network->tcp_connect("127.0.0.1", *port, 1s));
  OneAnswer server("x");
  EXPECT_TRUE(network->port_in_use(server.port));
  EXPECT_TRUE(network->tcp_connect("127.0.0.1", server.port, 1s));
}

TEST(RealNetworkTest, UnixSocketsWorkAtPathsLongerThanTheirAddressHolds) {
  auto folder = std::filesystem::temp_directory_path() / ("infra-unix-" + std::to_string(getpid()));
  auto deep = folder / std::string(100, 'a') / std::string(100, 'b');
  std::filesystem::create_directories(deep);
  std::string path = deep / "socket";
  auto listener = listen_unix(path);
  ASSERT_TRUE(listener) << listener.error().message;
  EXPECT_EQ(std::filesystem::status(path).permissions(), std::filesystem::perms(0600));
  std::thread server([&] {
    FileDescriptor client(accept(listener->get(), nullptr, nullptr));
    char buffer[64];
    ssize_t got = recv(client.get(), buffer, sizeof buffer, 0);
    std::string answer = "you said " + std::string(buffer, static_cast<size_t>(got));
    send(client.get(), answer.data(), answer.size(), 0);
  });
  auto answer = make_real_network()->ask_unix(path, "show stat", 5s);
  server.join();
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(*answer, "you said show stat\n");
  auto again = listen_unix(path);
  EXPECT_TRUE(again) << "a dead listener's socket is replaced";
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace infra::runtime
