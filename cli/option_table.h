// What a verb takes, declared once: parsed, and shown by --help. It keeps the parser's header, which is large, out of
// the verbs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace infra::cli {

/// Values must outlive the parsing.
class OptionTable {
 public:
  explicit OptionTable(CLI::App& app) : app_(app) {}

  /// What has no dashes: FILE, ADDRESS.
  void argument(const std::string& name, std::string& value, bool required, const std::string& help);
  /// As many as there are.
  void arguments(const std::string& name, std::vector<std::string>& values, const std::string& help);
  void flag(const std::string& names, bool& value, const std::string& help);
  void text(const std::string& names, std::string& value, const std::string& type, const std::string& help);
  /// May be given again and again.
  void texts(const std::string& names, std::vector<std::string>& values, const std::string& type,
             const std::string& help);
  void number(const std::string& names, size_t& value, const std::string& type, const std::string& help);
  /// --format human|json, which has been read before all else (app.cpp).
  void format();
  /// Takes everything that follows as it is, also what looks like an option: for another program.
  void pass_on(std::vector<std::string>& values);

 private:
  CLI::App& app_;
};

}  // namespace infra::cli
