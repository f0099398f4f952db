#include "compiler/service/provenance.h"

#include <algorithm>
#include <map>

#include "compiler/package/lock.h"
#include "compiler/package/manifest.h"
#include "compiler/service/compilation.h"

namespace infra::service {

Provenance provenance_of(const Compilation& compilation) {
  const SourceMap& texts = compilation.result.sources;
  const sema::Analysis& analysis = *compilation.analysis;
  std::map<std::string, Digest> read = analysis.model.embedded_files;
  for (const sema::LoadedFile& file : analysis.loaded.files) read[file.shown] = sha256(texts.file(file.file).text());
  for (uint32_t i = 0; i < texts.size(); ++i) {
    const SourceFile& file = texts.file(FileId(i));
    if (file.name() == package::kManifestFile || file.name() == package::kLockFile) {
      read[std::string(file.name())] = sha256(file.text());
    }
  }
  Provenance provenance;
  for (const auto& [name, digest] : read) provenance.sources.push_back({name, digest});
  for (const sema::ModelPolicy& policy : analysis.model.policies) {
    const std::string& file = analysis.loaded.files[policy.module].shown;
    provenance.policies.push_back({policy.name, {file, read[file]}});
  }
  std::sort(provenance.policies.begin(), provenance.policies.end(),
            [](const EnforcedPolicy& a, const EnforcedPolicy& b) { return a.name < b.name; });
  return provenance;
}

}  // namespace infra::service
