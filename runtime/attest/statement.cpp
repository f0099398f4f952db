#include "runtime/attest/statement.h"

#include <algorithm>

#include <fmt/format.h>

#include "compiler/base/json.h"
#include "compiler/diag/codes/attest.h"
#include "compiler/diag/error.h"
#include "runtime/attest/json_message.h"

namespace infra::runtime {
namespace {

Json digest_set(const Digest& digest) { return {{"sha256", digest.hex()}}; }

Json json_of(const Material& material) {
  Json annotations = {{"role", material.role}};
  if (!material.file.empty()) annotations["file"] = material.file;
  Json json = {{"name", material.name}, {"annotations", std::move(annotations)}};
  if (material.digest) json["digest"] = digest_set(*material.digest);
  if (!material.uri.empty()) json["uri"] = material.uri;
  return json;
}

Json parameters_of(const Statement& statement) {
  Json json = {{"deployment", statement.deployment}, {"root", statement.root}};
  if (!statement.params.empty()) json["params"] = statement.params;
  if (!statement.policies.empty()) json["policies"] = statement.policies;
  if (!statement.only.empty()) json["only"] = statement.only;
  if (!statement.except.empty()) json["except"] = statement.except;
  return json;
}

/// Members that must be there, each with its type; the first that is not makes the error.
class Reading {
 public:
  Result<Statement> read(std::string_view bytes) {
    auto json = parse_json(bytes);
    if (!json) return fail(diag::error(diag::NotAStatement, without_what_was_read(json.error().message)));
    INFRA_TRY(must_say(*json, "_type", kStatementType));
    INFRA_TRY(must_say(*json, "predicateType", kPredicateType));
    const Json& predicate = object(*json, "predicate");
    const Json& build = object(predicate, "buildDefinition");
    INFRA_TRY(must_say(build, "buildType", kBuildType));
    Statement statement;
    for (const Json& subject : array(*json, "subject")) {
      statement.subjects.push_back({text(subject, "name"), digest(subject)});
    }
    if (statement.subjects.empty()) complain("it has no subject");
    read_parameters(object(build, "externalParameters"), statement);
    for (const Json& material : array(build, "resolvedDependencies")) {
      statement.materials.push_back(read_material(material));
    }
    const Json& builder = object(object(predicate, "runDetails"), "builder");
    statement.compiler_version = text(object(builder, "version"), "infra");
    for (const Json& part : array(builder, "builderDependencies")) statement.compiler = digest(part);
    if (!problem_.empty()) return fail(diag::error(diag::NotAStatement, problem_));
    return statement;
  }

 private:
  void complain(std::string what) {
    if (problem_.empty()) problem_ = std::move(what);
  }

  const Json* member(const Json& object, const char* name, Json::value_t type) {
    if (object.is_object()) {
      auto found = object.find(name);
      if (found != object.end() && found->type() == type) return &*found;
    }
    complain(fmt::format("`{}` is missing, or is not what it must be", name));
    return nullptr;
  }
  const Json& object(const Json& in, const char* name) {
    static const Json kNone = Json::object();
    const Json* found = member(in, name, Json::value_t::object);
    return found ? *found : kNone;
  }
  const Json& array(const Json& in, const char* name) {
    static const Json kNone = Json::array();
    const Json* found = member(in, name, Json::value_t::array);
    return found ? *found : kNone;
  }
  std::string text(const Json& in, const char* name) {
    const Json* found = member(in, name, Json::value_t::string);
    return found ? found->get<std::string>() : "";
  }
  Digest digest(const Json& in) {
    std::string hex = text(object(in, "digest"), "sha256");
    auto parsed = hex.starts_with("sha256:") ? std::nullopt : Digest::parse(hex);
    if (!parsed) complain(fmt::format("`{}` is no SHA-256 in hexadecimal digits", hex));
    return parsed.value_or(Digest());
  }
  std::vector<std::string> texts(const Json& in, const char* name) {
    std::vector<std::string> all;
    if (!in.contains(name)) return all;
    for (const Json& item : array(in, name)) {
      if (!item.is_string()) {
        complain(fmt::format("an entry of `{}` is no text", name));
      } else {
        all.push_back(item.get<std::string>());
      }
    }
    return all;
  }

  Result<void> must_say(const Json& in, const char* name, std::string_view expected) {
    std::string said = text(in, name);
    if (!problem_.empty()) return fail(diag::error(diag::NotAStatement, problem_));
    if (said == expected) return {};
    return fail(diag::error(diag::OtherStatement, name, said, expected)
                    .way_out("verify it with what made it, or have the plan signed by `infra compile --sign`"));
  }

  void read_parameters(const Json& json, Statement& statement) {
    statement.deployment = text(json, "deployment");
    statement.root = text(json, "root");
    if (json.contains("params")) {
      for (const auto& [name, value] : object(json, "params").items()) {
        if (value.is_string()) {
          statement.params[name] = value.get<std::string>();
        } else {
          complain(fmt::format("the param `{}` is no text", name));
        }
      }
    }
    statement.policies = texts(json, "policies");
    statement.only = texts(json, "only");
    statement.except = texts(json, "except");
  }

  Material read_material(const Json& json) {
    Material material;
    material.name = text(json, "name");
    const Json& annotations = object(json, "annotations");
    material.role = text(annotations, "role");
    if (json.is_object() && json.contains("digest")) material.digest = digest(json);
    if (json.is_object() && json.contains("uri")) material.uri = text(json, "uri");
    if (annotations.contains("file")) material.file = text(annotations, "file");
    return material;
  }

  std::string problem_;
};

}  // namespace

size_t Statement::count(std::string_view role) const {
  return static_cast<size_t>(std::count_if(materials.begin(), materials.end(),
                                           [&](const Material& material) { return material.role == role; }));
}

std::string to_json(const Statement& statement) {
  Json subjects = Json::array(), materials = Json::array();
  for (const Subject& subject : statement.subjects) {
    subjects.push_back({{"name", subject.name}, {"digest", digest_set(subject.digest)}});
  }
  for (const Material& material : statement.materials) materials.push_back(json_of(material));
  Json compiler = {{"name", "infra"}, {"digest", digest_set(statement.compiler)}};
  Json builder = {{"id", kBuilder},
                  {"version", {{"infra", statement.compiler_version}}},
                  {"builderDependencies", Json::array({std::move(compiler)})}};
  Json build = {{"buildType", kBuildType},
                {"externalParameters", parameters_of(statement)},
                {"resolvedDependencies", std::move(materials)}};
  return canonical_json(
      {{"_type", kStatementType},
       {"subject", std::move(subjects)},
       {"predicateType", kPredicateType},
       {"predicate", {{"buildDefinition", std::move(build)}, {"runDetails", {{"builder", std::move(builder)}}}}}});
}

Result<Statement> statement_from_json(std::string_view bytes) { return Reading().read(bytes); }

}  // namespace infra::runtime
