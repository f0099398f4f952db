// infra-test-schema SCHEMA [--lines]: whether the JSON of the standard input is as the schema says; with --lines, each
// line of it. A schema that takes anything proves nothing, so it must refuse each document without a member that the
// schema asks for, and with one that it does not know unless it says that there may be any.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace {

using Json = nlohmann::json;
using Adapter = valijson::adapters::NlohmannJsonAdapter;

Json read(const std::filesystem::path& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  return Json::parse(in);
}

/// One document of a schema and those beside it that it refers to: valijson takes `#/definitions/x` of two files for one.
class Bundle {
 public:
  explicit Bundle(const std::filesystem::path& path) : folder_(path.parent_path()), whole_(read(path)) {
    point(whole_, "");
    for (auto& [name, document] : others_) whole_["definitions"][name] = std::move(document);
  }
  const Json& whole() const { return whole_; }

 private:
  /// References to other files, and in another file those to itself, become ones to where that file is put.
  void point(Json& at, const std::string& file) {
    if (at.is_object() && at.contains("$ref") && at["$ref"].is_string()) {
      std::string to = at["$ref"];
      std::string name = to.starts_with('#') ? file : to.substr(0, to.find('#'));
      if (!name.empty()) {
        std::string rest = to.find('#') == std::string::npos ? "" : to.substr(to.find('#') + 1);
        at["$ref"] = "#/definitions/" + name + rest;
        if (others_.emplace(name, Json()).second) {
          Json other = read(folder_ / name);
          other.erase("$id");
          point(other, name);
          others_[name] = std::move(other);
        }
      }
    }
    for (Json& child : at) {
      if (child.is_structured()) point(child, file);
    }
  }

  std::filesystem::path folder_;
  Json whole_;
  std::map<std::string, Json> others_;  ///< By the names of their files.
};

class Judge {
 public:
  explicit Judge(const std::filesystem::path& path) : document_(Bundle(path).whole()) {
    valijson::SchemaParser().populateSchema(Adapter(document_), schema_);
  }

  /// Empty, or what is wrong.
  std::string ask(const Json& found) {
    std::string problems = refusal(found);
    if (!problems.empty() || !found.is_object()) return problems;
    for (const Json& name : document_.value("required", Json::array())) {
      Json lacking = found;
      lacking.erase(name.get<std::string>());
      if (refusal(lacking).empty()) problems += "the schema does not miss `" + name.get<std::string>() + "`\n";
    }
    // Of a format of others, which says that it may have more than we know.
    if (document_.value("additionalProperties", Json()) == Json(true)) return problems;
    Json more = found;
    more["no such member"] = Json::array({Json::object()});
    if (refusal(more).empty()) problems += "the schema takes a member that it does not name\n";
    return problems;
  }

 private:
  std::string refusal(const Json& found) {
    valijson::ValidationResults results;
    if (valijson::Validator().validate(schema_, Adapter(found), &results)) return "";
    std::string text;
    for (valijson::ValidationResults::Error error; results.popError(error);) {
      for (const std::string& step : error.context) text += step;
      text += ": " + error.description + "\n";
    }
    return text;
  }

  Json document_;
  valijson::Schema schema_;
};

}  // namespace

int main(int count, char** arguments) try {
  if (count < 2) throw std::runtime_error("infra-test-schema SCHEMA [--lines]");
  Judge judge(arguments[1]);
  std::string problems;
  size_t documents = 0;
  if (count > 2 && std::string(arguments[2]) == "--lines") {
    for (std::string line; std::getline(std::cin, line); ++documents) problems += judge.ask(Json::parse(line));
  } else {
    problems = judge.ask(Json::parse(std::string(std::istreambuf_iterator<char>(std::cin), {})));
    documents = 1;
  }
  if (documents == 0) problems = "there was nothing to read\n";
  std::fputs(problems.c_str(), stdout);
  if (problems.empty()) std::printf("as the schema says: %zu\n", documents);
  return problems.empty() ? 0 : 1;
} catch (const std::exception& problem) {
  std::fprintf(stderr, "infra-test-schema: %s\n", problem.what());
  return 2;
}
