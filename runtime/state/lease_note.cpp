#include "runtime/state/lease_note.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>

#include "compiler/base/json.h"
#include "compiler/diag/codes/state.h"
#include "compiler/diag/error.h"

namespace infra::runtime {

std::string lease_note(std::string_view who, int64_t pid, int64_t since_ms) {
  return canonical_json({{"who", who}, {"pid", pid}, {"since_ms", since_ms}}) + "\n";
}

Error lease_held(std::string_view deployment, std::string_view note) {
  const auto said = parse_json(note);
  const auto text = [&](const char* name) {
    const bool there = said && said->is_object() && said->contains(name) && (*said)[name].is_string();
    return there ? (*said)[name].get<std::string>() : std::string();
  };
  const auto number = [&](const char* name) {
    const bool there = said && said->is_object() && said->contains(name) && (*said)[name].is_number_integer();
    return there ? (*said)[name].get<int64_t>() : int64_t{0};
  };
  const std::string who = text("who").empty() ? "another process" : "`" + text("who") + "`";
  Error error = diag::error(diag::LeaseHeld, deployment, who);
  if (const int64_t pid = number("pid"); pid != 0) error.notes.push_back(fmt::format("its process is {}", pid));
  if (const int64_t since = number("since_ms"); since != 0) {
    error.notes.push_back(
        fmt::format("since {:%Y-%m-%d %H:%M:%S} UTC", fmt::gmtime(static_cast<std::time_t>(since / 1000))));
  }
  error.help = "wait until it is done; when it dies the lease is free at once";
  return error;
}

}  // namespace infra::runtime
