// A server for tests: HTTP/1.1 with keep-alive on 127.0.0.1:$PORT, a thread per connection. Every path answers $BODY;
// /healthz answers 503 when $UNHEALTHY is set; /slow answers after $SLOW_MS.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

namespace {

std::string variable(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value ? value : otherwise;
}

void serve(int client) {
  const std::string body = variable("BODY", "ok");
  std::string text;
  for (;;) {
    size_t end;
    while ((end = text.find("\r\n\r\n")) == text.npos) {
      char buffer[4096];
      ssize_t got = recv(client, buffer, sizeof buffer, 0);
      if (got <= 0) return void(close(client));
      text.append(buffer, static_cast<size_t>(got));
    }
    std::string path = text.substr(text.find(' ') + 1);
    path.resize(path.find(' '));
    // A probe in HTTP/1.0 wants the connection closed; a client in HTTP/1.1 keeps it.
    bool close_after = text.substr(0, text.find('\r')).ends_with("1.0");
    text.erase(0, end + 4);
    if (path == "/slow") std::this_thread::sleep_for(std::chrono::milliseconds(std::stoi(variable("SLOW_MS", "500"))));
    bool well = path != "/healthz" || !std::getenv("UNHEALTHY");
    std::string answer = std::string(well ? "HTTP/1.1 200 OK" : "HTTP/1.1 503 Unwell") +
                         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    if (send(client, answer.data(), answer.size(), MSG_NOSIGNAL) < 0 || close_after) return void(close(client));
  }
}

}  // namespace

int main() {
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(std::stoi(variable("PORT", "0"))));
  if (bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || listen(listener, 512) != 0)
    return perror("bind"), 1;
  printf("serving %s on port %s\n", variable("BODY", "ok").c_str(), variable("PORT", "0").c_str());
  fflush(stdout);
  for (;;) {
    int client = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    std::thread(serve, client).detach();
  }
}
