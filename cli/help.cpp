#include "cli/help.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cli/describe.h"

namespace infra::cli {
namespace {

/// `-o, --output FILE`, or `FILE` for what has no dashes.
std::string left_side(const OptionDescription& option) {
  if (option.is_argument) return option.is_required ? option.type : fmt::format("[{}]", option.type);
  std::string names;
  for (const std::string& name : option.short_names) names += (names.empty() ? "-" : ", -") + name;
  for (const std::string& name : option.long_names) names += (names.empty() ? "    --" : ", --") + name;
  std::string value = value_text(option);
  return value.empty() ? names : names + " " + value;
}

}  // namespace

std::string overview(std::string_view version, Painter paint) {
  std::string out = fmt::format("{} {}: typed, immutable infrastructure\n\n  infra VERB [ARGUMENT…] [--option…]\n",
                                paint(Style::Bold, "infra"), version);
  size_t widest = 0;
  for (const Verb& verb : verbs()) {
    widest = std::max(widest, columns(verb.name) + (verb.takes.empty() ? 0 : 1 + columns(verb.takes)));
  }
  std::string_view group;
  for (const Verb& verb : verbs()) {
    if (verb.group.empty()) continue;
    if (verb.group != group) {
      group = verb.group;
      out += fmt::format("\n{}\n", paint(Style::Bold, group));
    }
    size_t used = columns(verb.name) + (verb.takes.empty() ? 0 : 1 + columns(verb.takes));
    std::string takes = verb.takes.empty() ? "" : " " + paint(Style::Dim, verb.takes);
    out += fmt::format("  {}{}{}  {}\n", paint(Style::Cyan, verb.name), takes, std::string(widest - used, ' '),
                       verb.summary);
  }
  out += "\nStart with:  infra check FILE.infra     More on a verb:  infra VERB --help\n";
  return out;
}

std::string verb_help(const Verb& verb, const CLI::App& app, Painter paint) {
  std::string out = fmt::format("{}\n\n  infra {}{}{} [--option…]\n", verb.summary, verb.name,
                                verb.takes.empty() ? "" : " ", verb.takes);
  std::vector<std::pair<std::string, std::string>> rows;
  for (const OptionDescription& option : describe_options(app)) rows.emplace_back(left_side(option), option.help);
  size_t widest = 0;
  for (const auto& [left, right] : rows) widest = std::max(widest, columns(left));
  out += "\n";
  for (const auto& [left, right] : rows) {
    out += fmt::format("  {}  {}\n", paint(Style::Cyan, padded(left, widest)), right);
  }
  return out;
}

}  // namespace infra::cli
