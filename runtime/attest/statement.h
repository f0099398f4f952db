// What is signed about a plan: an in-toto Statement v1 whose predicate is a SLSA Provenance v1. Subjects are the plan and
// its debug section; the provenance lists by digest what the plan was compiled from.
// https://github.com/in-toto/attestation/tree/main/spec/v1 https://slsa.dev/spec/v1.0/provenance
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/digest.h"
#include "compiler/base/result.h"

namespace infra::runtime {

inline constexpr std::string_view kStatementType = "https://in-toto.io/Statement/v1";
inline constexpr std::string_view kPredicateType = "https://slsa.dev/provenance/v1";
/// How the predicate is to be read: docs/reference/plans.md says what each part means.
inline constexpr std::string_view kBuildType = "urn:infra:compile:v1";
inline constexpr std::string_view kBuilder = "urn:infra:compiler";

struct Subject {
  std::string name;  ///< Of the file.
  Digest digest;
};

/// Something that went into the plan.
struct Material {
  std::string role;  ///< `source`, `package`, `policy`, `params`.
  std::string name;
  std::optional<Digest> digest;  ///< None of a package that lies at a path: its files are sources.
  std::string uri = {};          ///< Of a package: where it comes from.
  std::string file = {};         ///< Of a policy: what declares it, whose digest it has.
};

struct Statement {
  std::vector<Subject> subjects;
  std::string deployment;
  std::string root;                           ///< The root file.
  std::map<std::string, std::string> params;  ///< As given; of a secret its source, `env:DB_PASSWORD`.
  std::vector<std::string> policies;          ///< `--policy`
  std::vector<std::string> only, except;
  std::vector<Material> materials;
  std::string compiler_version;
  Digest compiler;  ///< Of the program.

  size_t count(std::string_view role) const;
};

std::string to_json(const Statement& statement);
/// E0644 for what is no statement, E0645 for one of another type or version; what is not known is passed over.
Result<Statement> statement_from_json(std::string_view bytes);

}  // namespace infra::runtime
