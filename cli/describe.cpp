#include "cli/describe.h"

#include <algorithm>

#include <CLI/CLI.hpp>

namespace infra::cli {
namespace {

/// Of `FORMAT:{dot,svg}`, as the parser names a type with its choices, the words.
std::vector<std::string> choices_of(std::string_view type) {
  std::vector<std::string> words;
  size_t open = type.find(":{");
  if (open == std::string_view::npos || !type.ends_with('}')) return words;
  type = type.substr(open + 2, type.size() - open - 3);
  for (size_t begin = 0; begin <= type.size();) {
    size_t end = std::min(type.find(',', begin), type.size());
    words.emplace_back(type.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

}  // namespace

OptionDescription describe(const CLI::Option& option) {
  OptionDescription out;
  out.short_names = option.get_snames();
  out.long_names = option.get_lnames();
  out.is_argument = option.get_positional();
  out.is_required = option.get_required();
  out.help = option.get_description();
  std::string type = option.get_items_expected_max() > 0 ? option.get_type_name() : "";
  out.choices = choices_of(type);
  out.type = out.is_argument ? option.get_name() : type.substr(0, type.find(":{"));
  return out;
}

std::vector<OptionDescription> describe_options(const CLI::App& app) {
  std::vector<OptionDescription> options;
  for (const CLI::Option* option : app.get_options()) options.push_back(describe(*option));
  auto first = [&](auto is) { std::stable_partition(options.begin(), options.end(), is); };
  first([](const OptionDescription& o) { return o.long_names.empty() || o.long_names[0] != "help"; });
  first([](const OptionDescription& o) { return o.is_argument; });
  return options;
}

std::string value_text(const OptionDescription& option) {
  if (option.choices.empty()) return option.type;
  std::string out;
  for (const std::string& word : option.choices) out += (out.empty() ? "" : "|") + word;
  return out;
}

std::vector<VerbDescription> describe_verbs(Context& context) {
  std::vector<VerbDescription> out;
  for (const Verb& verb : verbs()) {
    CLI::App app;
    app.set_help_flag("-h,--help", "Show what it takes.");
    OptionTable takes(app);
    auto act = verb.declare(takes, context);  // what the options write to lives in it
    out.push_back({std::string(verb.name), std::string(verb.group), std::string(verb.summary),
                   app.get_help_ptr() == nullptr, describe_options(app)});
  }
  return out;
}

}  // namespace infra::cli
