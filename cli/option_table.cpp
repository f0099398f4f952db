#include "cli/option_table.h"

#include <CLI/CLI.hpp>

namespace infra::cli {

void OptionTable::argument(const std::string& name, std::string& value, bool required, const std::string& help) {
  app_.add_option(name, value, help)->required(required);
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

void OptionTable::format() {
  app_.add_option_function<std::string>(
          "--format", [](const std::string&) {}, "How problems are shown: human or json.")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"human", "json"}));
}

void OptionTable::pass_on(std::vector<std::string>& values) {
  app_.set_help_flag();  // the other program has one
  app_.prefix_command();
  app_.final_callback([app = &app_, &values] { values = app->remaining(); });
}

}  // namespace infra::cli
