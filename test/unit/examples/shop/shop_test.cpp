// The demo's figures are only worth what its service and its customers are: neither may lose a request
// unnoticed.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "compiler/base/json.h"
#include "examples/shop/socket.h"
#include "test/support/temp_folder.h"
#include "test/unit/examples/shop/program.h"

namespace shop {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using namespace std::chrono_literals;

std::set<std::string> first_words(const std::string& path) {
  std::set<std::string> words;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) words.insert(line.substr(0, line.find(' ')));
  return words;
}

class ShopTest : public ::testing::Test {
 protected:
  void SetUp() override { write("catalog.txt", "tea\ncoffee\n"); }

  void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }

  std::unique_ptr<Program> start_shop() {
    auto program = std::make_unique<Program>(
        std::vector<std::string>{SHOP_PROGRAM},
        std::vector<std::string>{"PORT=0", "RELEASE=v7", "INSTANCE=app-1", "ORDERS=" + folder_ / "orders.log",
                                 "BANNER=" + folder_ / "banner.txt"},
        folder_.path());
    const std::string before = "listening on 127.0.0.1:";
    EXPECT_TRUE(program->says(before) && program->says("\n")) << program->text();
    port_ = std::atoi(program->text().c_str() + program->text().find(before) + before.size());
    return program;
  }

  std::unique_ptr<Program> start_load(std::vector<std::string> options) {
    std::vector<std::string> command{LOAD_PROGRAM,    "--port", std::to_string(port_), "--orders",
                                     folder_ / "ids", "--json", folder_ / "load.json"};
    command.insert(command.end(), options.begin(), options.end());
    return std::make_unique<Program>(command, std::vector<std::string>{}, folder_.path());
  }

  infra::Json load_summary() { return infra::Json::parse(std::ifstream(folder_ / "load.json"), nullptr, false); }

  Descriptor connect_to_shop() {
    Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address = loopback(port_);
    if (connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return Descriptor();
    return socket;
  }

  static sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
  }

  static std::string read_to_end(const Descriptor& socket) {
    std::string text;
    while (receive(socket.get(), text, 20s)) continue;
    return text;
  }

  /// Sends one request on a connection of its own and gives everything that comes back.
  std::string ask(const std::string& request) {
    Descriptor socket = connect_to_shop();
    EXPECT_TRUE(send_all(socket.get(), request));
    return read_to_end(socket);
  }
  std::string get(const std::string& path) { return ask("GET " + path + " HTTP/1.1\r\nConnection: close\r\n\r\n"); }

  infra::test::TempFolder folder_;
  int port_ = 0;
};

TEST_F(ShopTest, AnAcknowledgedOrderIsInTheLog) {
  auto shop = start_shop();
  EXPECT_THAT(ask("POST /orders HTTP/1.1\r\nContent-Length: 5\r\nConnection: close\r\n\r\no1 te"),
              StartsWith("HTTP/1.1 422"));
  EXPECT_THAT(ask("POST /orders HTTP/1.1\r\nContent-Length: 6\r\nConnection: close\r\n\r\no2 tea"),
              StartsWith("HTTP/1.1 201"));
  EXPECT_EQ(first_words(folder_ / "orders.log"), std::set<std::string>{"o2"});
  EXPECT_THAT(get("/orders"), EndsWith("\r\n\r\no2 tea v7 app-1\n"));
}

TEST_F(ShopTest, TheFrontPageShowsTheBannerOfNow) {
  auto shop = start_shop();
  EXPECT_THAT(get("/"), EndsWith("\r\n\r\nshop v7, served by app-1; on sale: coffee tea\n"));
  write("banner.txt", "Hello!\n");
  EXPECT_THAT(get("/"), EndsWith("\r\n\r\nHello!\nshop v7, served by app-1; on sale: coffee tea\n"));
}

TEST_F(ShopTest, AReleaseWithoutItsCatalogIsNotReadyAndSaysWhy) {
  std::filesystem::remove(folder_ / "catalog.txt");
  auto shop = start_shop();
  EXPECT_TRUE(shop->says("not ready: catalog.txt: No such file or directory"));
  std::string answer = get("/healthz");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 503"));
  EXPECT_THAT(answer, HasSubstr("catalog.txt: No such file or directory"));
}

TEST_F(ShopTest, WhatIsNoRequestIsRefused) {
  auto shop = start_shop();
  EXPECT_THAT(ask("nonsense\r\n\r\n"), StartsWith("HTTP/1.1 400"));
  EXPECT_THAT(ask("GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"), StartsWith("HTTP/1.1 400"));
  EXPECT_THAT(ask("POST /orders HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n"), StartsWith("HTTP/1.1 413"));
  EXPECT_THAT(ask("POST /orders HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"), StartsWith("HTTP/1.1 501"));
  EXPECT_THAT(ask("GET / HTTP/1.1\r\nX: " + std::string(9000, 'x')), StartsWith("HTTP/1.1 431"));
  EXPECT_THAT(get("/nowhere"), StartsWith("HTTP/1.1 404"));
}

TEST_F(ShopTest, ARequestUnderWayIsAnsweredAfterSigterm) {
  auto shop = start_shop();
  Descriptor socket = connect_to_shop();
  ASSERT_TRUE(send_all(socket.get(), "POST /orders HTTP/1.1\r\nContent-Length: 6\r\n\r\no1"));
  shop->end();
  ASSERT_TRUE(shop->says("finishing what is under way"));
  ASSERT_TRUE(send_all(socket.get(), " tea"));
  std::string answer = read_to_end(socket);
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 201"));
  EXPECT_THAT(answer, HasSubstr("Connection: close"));
  EXPECT_EQ(shop->wait(), 0) << shop->text();
  EXPECT_EQ(first_words(folder_ / "orders.log"), std::set<std::string>{"o1"});
}

TEST_F(ShopTest, CustomersCountEveryRequestAndTheLogHasEveryOrder) {
  auto shop = start_shop();
  auto load = start_load({"--rate", "400", "--seconds", "1"});
  EXPECT_EQ(load->wait(), 0) << load->text();
  infra::Json summary = load_summary();
  EXPECT_EQ(summary["failed"], 0);
  EXPECT_GT(summary["orders"], 0);
  EXPECT_EQ(summary["by_release"]["v7"], summary["answered"]);
  EXPECT_EQ(first_words(folder_ / "ids").size(), summary["orders"]);
  EXPECT_EQ(first_words(folder_ / "ids"), first_words(folder_ / "orders.log"));
}

TEST_F(ShopTest, CustomersNoticeAShopThatDies) {
  auto shop = start_shop();
  auto load = start_load({"--rate", "200", "--seconds", "1"});
  shop.reset();  // killed
  EXPECT_EQ(load->wait(), 1);
  EXPECT_GT(load_summary()["failed"], 0);
  EXPECT_THAT(load->text(), HasSubstr("failed: GET /: "));
}

TEST_F(ShopTest, CustomersCountAnAnswerThatBreaksOffAsFailed) {
  Descriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  ASSERT_EQ(bind(listener.get(), reinterpret_cast<sockaddr*>(&address), size), 0);
  ASSERT_EQ(listen(listener.get(), 1), 0);
  ASSERT_EQ(getsockname(listener.get(), reinterpret_cast<sockaddr*>(&address), &size), 0);
  port_ = ntohs(address.sin_port);
  auto load = start_load({"--connections", "1"});
  {
    Descriptor customer(accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
    std::string request;
    ASSERT_TRUE(receive(customer.get(), request, 20s));
    ASSERT_TRUE(send_all(customer.get(), "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of "));
  }
  load->end();
  listener = Descriptor();
  EXPECT_EQ(load->wait(), 1);
  EXPECT_THAT(load->text(), HasSubstr("failed: GET /: half an answer"));
}

}  // namespace
}  // namespace shop
