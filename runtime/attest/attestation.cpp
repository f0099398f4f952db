#include "runtime/attest/attestation.h"

#include <algorithm>

#include <fmt/format.h>

#include "compiler/diag/codes/attest.h"
#include "compiler/diag/error.h"

namespace infra::runtime {
namespace {

/// The names of files do not count: a plan may be copied under another one.
Result<void> check_subject(const Statement& statement, std::string_view file, const Digest& digest,
                           std::string_view envelope) {
  bool is_named = std::any_of(statement.subjects.begin(), statement.subjects.end(),
                              [&](const Subject& subject) { return subject.digest == digest; });
  if (is_named) return {};
  Error error = diag::error(diag::OtherSubject, envelope, file).note(fmt::format("it has {}", digest.text()));
  for (const Subject& subject : statement.subjects) {
    error.notes.push_back(fmt::format("`{}` with {} was signed", subject.name, subject.digest.text()));
  }
  error.help = "take the plan and everything beside it from one compilation";
  return fail(std::move(error));
}

}  // namespace

Result<Statement> check_attestation(std::string_view bytes, const AttestedPlan& about, std::span<const NamedKey> keys) {
  INFRA_ASSIGN(Envelope envelope, envelope_from_json(bytes, about.envelope));
  if (envelope.payload_type != kInTotoPayload) {
    return fail(diag::error(diag::OtherPayload, about.envelope, envelope.payload_type, kInTotoPayload));
  }
  if (envelope.signatures.empty()) return fail(diag::error(diag::SignatureMissing, about.envelope));
  for (const NamedKey& key : keys) INFRA_TRY(check_signed_by(envelope, key.key, about.envelope, key.shown));
  INFRA_ASSIGN(Statement statement, statement_from_json(envelope.payload));
  INFRA_TRY(check_subject(statement, about.plan, about.plan_digest, about.envelope));
  INFRA_TRY(check_subject(statement, about.debug, about.debug_digest, about.envelope));
  return statement;
}

}  // namespace infra::runtime
