#include "runtime/system/process_stat.h"

#include <fcntl.h>

#include <cerrno>
#include <charconv>

#include "runtime/system/file_descriptor.h"

namespace infra::runtime {

std::string read_proc_file(const std::string& path) {
  FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::string text;
  char buffer[4096];
  while (file) {
    ssize_t got = read(file.get(), buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    text.append(buffer, static_cast<size_t>(got));
  }
  return text;
}

std::optional<ProcessStat> read_process_stat(int64_t pid) {
  std::string text = read_proc_file("/proc/" + std::to_string(pid) + "/stat");
  // Field 2, the name, may hold spaces and brackets: fields count from the last `)`.
  size_t at = text.rfind(')');
  if (at == text.npos || at + 2 >= text.size()) return std::nullopt;
  ProcessStat stat;
  stat.state = text[at + 2];
  size_t field = 2;
  for (++at; at < text.size(); ++at) {
    if (text[at] == ' ' && ++field == 22) break;
  }
  if (at >= text.size()) return std::nullopt;
  std::from_chars(text.data() + at + 1, text.data() + text.size(), stat.start_time);
  return stat;
}

std::string read_boot_id() {
  std::string id = read_proc_file("/proc/sys/kernel/random/boot_id");
  while (!id.empty() && id.back() == '\n') id.pop_back();
  return id;
}

}  // namespace infra::runtime
