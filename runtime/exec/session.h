// What every verb works with. State only: the verbs are free functions in files of their own.
#pragma once

#include <map>
#include <memory>

#include "runtime/change/goal.h"
#include "runtime/change/make.h"
#include "runtime/exec/engine.h"
#include "runtime/exec/event_hub.h"
#include "runtime/journal/journal.h"
#include "runtime/provider/patient_provider.h"
#include "runtime/provider/provider_table.h"

namespace infra::runtime {

/// The secrets of one deployment: values from their sources, commitments under the lineage's key, which is opened when
/// it is first needed.
class DeploymentSecrets : public Secrets {
 public:
  DeploymentSecrets(System& system, State& state, Redactor& redactor)
      : system_(system), state_(state), redactor_(redactor) {}
  Result<SecretText> value(std::string_view source, std::string_view name) override;
  Result<Digest> commit(std::string_view address, std::string_view field, std::string_view value) override;

 private:
  System& system_;
  State& state_;
  Redactor& redactor_;
  std::optional<SecretText> key_;
};

struct Session {
  Session(System& sys, State& st, Providers& prov, Redactor& red, EngineOptions opts, EventSink sink)
      : system(sys),
        state(st),
        providers(prov),
        redactor(red),
        options(std::move(opts)),
        patient(sys, prov),
        table(patient),
        secrets(sys, st, red),
        events(sys.clock, red, std::move(sink)) {}

  System& system;
  State& state;
  Providers& providers;
  Redactor& redactor;
  EngineOptions options;
  PatientProviders patient;
  ProviderTable table;
  DeploymentSecrets secrets;
  EventHub events;
  std::map<Digest, PlanPointer> plans;  ///< Read from the state so far.
};

/// A plan that the state keeps; E0726 when it is not there.
Result<PlanPointer> load_plan(Session& session, StateReader& reader, const Digest& digest);

/// What the debug section of a plan says that its checks ask of; nothing when it is of another plan, or damaged: names
/// for messages are not worth a failure.
std::vector<std::string> subjects_of(std::string_view debug_bytes, const Digest& plan);

/// The goal that a change set was made for, from what the state keeps.
Result<Goal> goal_of(Session& session, StateReader& reader, const ChangeSet& set);

}  // namespace infra::runtime
