#include "runtime/providers/haproxy/engine.h"

#include <charconv>
#include <sstream>
#include <vector>

#include "compiler/base/sanitize.h"
#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"
#include "runtime/providers/haproxy/balancer.h"

namespace infra::runtime {
namespace {

constexpr Milliseconds kAnswer{5'000};

/// Of `srv_admin_state`: maintenance forced, inherited, configured, by resolution, by name; drain forced, inherited.
constexpr uint64_t kMaintBits = 0x01 | 0x02 | 0x04 | 0x20 | 0x40, kDrainBits = 0x08 | 0x10;
constexpr uint64_t kRunning = 2;      ///< Of `srv_op_state`.
constexpr uint64_t kCheckPassed = 3;  ///< Of `srv_check_result`.

uint64_t number(const std::string& digits) {
  uint64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::vector<std::string> split(const std::string& line, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(line);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

using Row = std::map<std::string, std::string>;

/// Rows under a header line that begins with `# `; columns are found by name, since versions add to them.
std::vector<Row> table(const std::string& text, char separator) {
  std::vector<Row> rows;
  std::vector<std::string> header;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("# ")) {
      header = split(line.substr(2), separator);
      continue;
    }
    auto cells = split(line, separator);
    if (header.empty() || cells.size() < 2) continue;
    Row row;
    for (size_t i = 0; i < std::min(header.size(), cells.size()); ++i) row[header[i]] = cells[i];
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

const char* admin_text(Admin admin) {
  switch (admin) {
    case Admin::Ready: return "ready";
    case Admin::Drain: return "drain";
    case Admin::Maint: return "maint";
  }
  return "";
}

Result<std::string> HaproxyEngine::ask(const std::string& command) {
  return network_.ask_unix(socket_, command, kAnswer);
}

Result<void> HaproxyEngine::tell(const std::string& command, std::string_view expected) {
  INFRA_ASSIGN(std::string answer, ask(command));
  while (!answer.empty() && (answer.back() == '\n' || answer.back() == ' ')) answer.pop_back();
  if (answer.empty() || (!expected.empty() && answer.find(expected) != answer.npos)) return {};
  return fail(diag::error(diag::HaproxyRefused, sanitize_line(answer)).note("`" + command + "`"));
}

Result<EngineServers> HaproxyEngine::servers() {
  INFRA_ASSIGN(std::string states, ask(fmt::format("show servers state {}", kBackend)));
  INFRA_ASSIGN(std::string stats, ask("show stat"));
  EngineServers servers;
  for (Row& row : table(states, ' ')) {
    EngineServer server;
    server.address = row["srv_addr"] + ":" + row["srv_port"];
    if (row["srv_fqdn"] != "-" && !row["srv_fqdn"].empty()) server.address = row["srv_fqdn"] + ":" + row["srv_port"];
    uint64_t bits = number(row["srv_admin_state"]);
    server.admin = bits & kMaintBits ? Admin::Maint : bits & kDrainBits ? Admin::Drain : Admin::Ready;
    server.up = number(row["srv_op_state"]) == kRunning && number(row["srv_check_result"]) == kCheckPassed;
    servers.emplace(row["srv_name"], server);
  }
  if (servers.empty() && states.find("be_id") == states.npos)
    return fail(diag::error(diag::HaproxyRefused, sanitize_line(states)));
  for (Row& row : table(stats, ',')) {
    auto found = row["pxname"] == kBackend ? servers.find(row["svname"]) : servers.end();
    if (found != servers.end()) found->second.sessions = number(row["scur"]) + number(row["qcur"]);
  }
  return servers;
}

Result<int64_t> HaproxyEngine::worker() {
  INFRA_ASSIGN(std::string info, ask("show info"));
  size_t at = info.find("\nPid: ");
  if (at == info.npos) return fail(diag::error(diag::HaproxyRefused, "`show info` names no process"));
  return static_cast<int64_t>(number(info.substr(at + 6, info.find('\n', at + 1) - at - 6)));
}

Result<void> HaproxyEngine::add(const std::string& name, const std::string& address) {
  INFRA_TRY(
      tell(fmt::format("add server {}/{} {} {}", kBackend, name, address, kServerOptions), "New server registered"));
  INFRA_TRY(tell(fmt::format("enable health {}/{}", kBackend, name)));
  return set(name, Admin::Drain);
}

Result<void> HaproxyEngine::set(const std::string& name, Admin admin) {
  return tell(fmt::format("set server {}/{} state {}", kBackend, name, admin_text(admin)));
}

Result<void> HaproxyEngine::remove(const std::string& name) {
  INFRA_TRY(set(name, Admin::Maint));
  INFRA_TRY(tell(fmt::format("shutdown sessions server {}/{}", kBackend, name)));
  return tell(fmt::format("del server {}/{}", kBackend, name), "Server deleted");
}

}  // namespace infra::runtime
