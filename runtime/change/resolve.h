// What a resource's inputs come to with the results that are known: its identity, the form in which a row keeps them,
// and the form in which a provider gets them. Early (for a change set) or late (in a run), it is this one function.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/provider/provider.h"
#include "runtime/secret/secret.h"
#include "runtime/state/rows.h"

namespace infra::runtime {

/// What can be said now of a resource that others refer to.
struct Target {
  plan::Lifecycle lifecycle = plan::Lifecycle::Immutable;
  std::optional<Digest> identity;  ///< None while it waits for something itself.
  uint64_t instance = 0;           ///< 0 while it is not made.
  std::string id;
  std::optional<Json> results;  ///< None while they are not known, or may still change.
  bool replaced = false;        ///< A new instance takes the place of the recorded one, for certain.
};

class Targets {
 public:
  virtual ~Targets() = default;
  /// Null for an address of which nothing is known.
  virtual const Target* find(const std::string& address) const = 0;
};

/// Where secret values come from, at the moment of use, and what stands for them everywhere else.
class Secrets {
 public:
  virtual ~Secrets() = default;
  /// E0622, E0623. The value is known to the redactor from then on.
  virtual Result<SecretText> value(std::string_view source, std::string_view name) = 0;
  /// E0620 when the key for commitments cannot be had.
  virtual Result<Digest> commit(std::string_view address, std::string_view field, std::string_view value) = 0;
};

struct Resolved {
  /// None while the result of something that is not immutable, or a secret, is not known.
  std::optional<Digest> identity;
  /// As a row keeps them: a secret stands as its commitment. What is not known yet is kUnknown.
  Json inputs;
  bool complete = false;               ///< Nothing in `inputs` is kUnknown.
  std::vector<MadeWith> made_with;     ///< By address.
  std::vector<std::string> waits_for;  ///< Addresses whose results or instances are not known yet.
  std::vector<Error> unread;           ///< Secrets that could not be read.
  /// Top-level inputs that are settled, whatever else is not known: what can be compared already.
  std::vector<std::string> settled;
};
inline constexpr std::string_view kUnknown = "(known after apply)";

/// What resolving needs besides the plan.
struct Resolving {
  const std::string& lineage;
  const Targets& targets;
  Secrets& secrets;
};

/// Errors are those of evaluation (E03xx), with the address in a note, of the commitment key, and E0722 for a result
/// that is not of its type.
Result<Resolved> resolve(const Resolving& with, const plan::Plan& plan, const plan::Resource& resource);

/// The inputs as a provider gets them, secrets in clear. Everything must be known (E0721), secrets readable. Fields named
/// in `empty` stand as nothing (an empty list or map, or left out), whatever they will be.
Result<Desired> reveal(const Resolving& with, const plan::Plan& plan, const plan::Resource& resource,
                       const std::string& blob_folder, const std::vector<std::string>& empty = {});

/// The fields with which a pointer points. E0730 when one of them cannot be empty.
Result<std::vector<std::string>> pointing_fields(const plan::Plan& plan, const plan::Resource& resource);
/// Puts nothing in the place of these fields.
void empty_fields(const plan::Plan& plan, const plan::Resource& resource, const std::vector<std::string>& fields,
                  Json& inputs);

/// One value with all that is known put in, secrets too when `reveal_secrets`: for checks and outputs.
Result<value::ValueId> evaluate_known(const Resolving& with, const plan::Plan& plan, value::ValueId value,
                                      bool reveal_secrets);

/// Digest of the inputs as recorded.
Digest inputs_digest(const Json& inputs);

}  // namespace infra::runtime
