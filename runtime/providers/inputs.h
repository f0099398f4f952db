// Reading resolved inputs (the shapes are in provider.h), with E0814 for what does not have them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "runtime/provider/provider.h"

namespace infra::runtime {

class Inputs {
 public:
  /// `json` must outlive this; `kind` is for messages.
  Inputs(const Json& json, std::string kind) : json_(json), kind_(std::move(kind)) {}

  Result<std::string> text(const char* name) const;
  Result<std::optional<std::string>> optional_text(const char* name) const;
  Result<std::optional<int64_t>> optional_whole(const char* name) const;
  Result<int64_t> whole(const char* name, int64_t otherwise) const;
  Result<bool> flag(const char* name, bool otherwise) const;
  Result<std::vector<std::string>> texts(const char* name) const;
  Result<std::map<std::string, std::string>> text_map(const char* name) const;
  /// The digest of an artifact.
  Result<std::optional<Digest>> optional_artifact(const char* name) const;
  /// A result of the resource that the field refers to.
  Result<std::string> result_of(const char* name, const char* field) const;
  const Json* find(const char* name) const;

  Error wrong(std::string_view why) const;

 private:
  const Json& json_;
  std::string kind_;
};

/// The file with these bytes, by digest; E0815 when the caller gave none.
Result<std::string> blob_path(const Desired& desired, const Digest& digest);

}  // namespace infra::runtime
