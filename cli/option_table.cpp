#include "cli/option_table.h"

#include <CLI/CLI.hpp>
#include <fmt/ranges.h>

#include "compiler/diag/render.h"

namespace infra::cli {

void OptionTable::argument(const std::string& name, std::string& value, bool required, const std::string& help) {
  app_.add_option(name, value, help)->required(required);
}

void OptionTable::argument(const std::string& name, std::string& value, const std::vector<std::string>& words,
                           const std::string& help) {
  app_.add_option(name, value, help)->required()->check(CLI::IsMember(words));
}

void OptionTable::arguments(const std::string& name, std::vector<std::string>& values, const std::string& help) {
  app_.add_option(name, values, help)->type_name("");
}

void OptionTable::flag(const std::string& names, bool& value, const std::string& help) {
  app_.add_flag(names, value, help);
}

void OptionTable::text(const std::string& names, std::string& value, const std::string& type, const std::string& help) {
  app_.add_option(names, value, help)->type_name(type);
}

void OptionTable::texts(const std::string& names, std::vector<std::string>& values, const std::string& type,
                        const std::string& help) {
  app_.add_option(names, values, help)->type_name(type)->allow_extra_args(false);
}

void OptionTable::number(const std::string& names, size_t& value, const std::string& type, const std::string& help) {
  app_.add_option(names, value, help)->type_name(type);
}

void OptionTable::choice(const std::string& names, std::string& value, const std::string& type,
                         const std::vector<std::string>& words, const std::string& help) {
  app_.add_option(names, value, help)->type_name(type)->check(CLI::IsMember(words));
}

void OptionTable::format() {
  std::vector<std::string_view> names;
  for (const diag::FormatEntry& entry : diag::formats()) names.push_back(entry.name);
  auto ignore = [](const std::string&) {};
  app_.add_option_function<std::string>("--format", ignore,
                                        fmt::format("How what is found is shown: {}.", fmt::join(names, ", ")))
      ->type_name("FORMAT");
  app_.add_option_function<std::string>("--output", ignore,
                                        "Write that to a file, and text for people to the terminal.")
      ->type_name("FILE");
  has_format_ = true;
}

void OptionTable::pass_on(std::vector<std::string>& values) {
  app_.set_help_flag();  // the other program has one
  app_.prefix_command();
  app_.final_callback([app = &app_, &values] { values = app->remaining(); });
}

}  // namespace infra::cli
