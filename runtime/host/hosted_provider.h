// What the providers of a host share: fences, locks, records, tokens, and the order in which a thing and its record
// are written. A provider adds only what is its own: make, change, unmake, observe, each idempotent.
#pragma once

#include <string>

#include "runtime/host/host.h"
#include "runtime/provider/provider.h"

namespace infra::runtime {

/// How long a call may still go on.
class CallTime {
 public:
  CallTime(System& system, const Call& call)
      : system_(system), call_(call), end_(system.clock.monotonic() + call.deadline) {}
  Milliseconds left() const;
  /// Sleeps; E0810 when the time is over, E0811 when the call was called off. `what` is for the message.
  Result<void> pause(Milliseconds duration, std::string_view what) const;

 private:
  System& system_;
  const Call& call_;
  Milliseconds end_;
};

class HostedProvider : public Provider {
 public:
  HostedProvider(Host& host, std::string name, Capabilities capabilities)
      : host_(host), name_(std::move(name)), capabilities_(std::move(capabilities)) {}

  Result<std::vector<Capabilities>> describe() final { return std::vector{capabilities_}; }
  Result<Digest> program() final;
  Result<std::string> target() final { return host_.id; }

  CallResult<Created> create(const Call& call, const Desired& desired) final;
  CallResult<Observed> read(const Call& call, const std::string& kind, const std::string& id) final;
  CallResult<Created> update(const Call& call, const std::string& id, const Json& before, const Desired& after) final;
  CallResult<void> destroy(const Call& call, const std::string& kind, const std::string& id) final;
  CallResult<std::vector<Found>> find(const Call& call, const std::string& kind, const std::string& lineage,
                                      const std::string& address) final;

 protected:
  /// Checks that the thing can be made and decides its facts, touching nothing. What it takes from the port book it
  /// names in `record.facts["port"]`.
  virtual Result<void> prepare(Record& record, const Desired& desired) = 0;
  /// Makes it, or what of it a call before this one has not made. `record` is on disk.
  virtual Result<Created> make(Record& record, const Call& call, const Desired& desired) = 0;
  /// Removes it, or what is left of it.
  virtual Result<void> unmake(const Record& record, const Call& call) = 0;
  virtual Result<Observed> observe(const Record& record, const Call& call) = 0;
  /// Changes it in place. Sets `certainty` to Unknown where an error leaves something changed.
  virtual Result<Created> change(Record& record, const Call& call, const Desired& after, Certainty& certainty);
  /// Inputs as the manifest may hold them: without what is sealed.
  virtual Json recordable(const Json& inputs) const { return inputs; }
  /// Whether an update makes the thing again when it is gone: pointers, which hold nothing.
  virtual bool remakes() const { return false; }

  /// Runs `act` on the record under fence and lock; for calls other than the ones above.
  template <typename T, typename Act>
  CallResult<T> act_on(const Call& call, const std::string& id, Act act) {
    auto admission = host_.gate->enter(call);
    if (!admission) return not_done(std::move(admission).error());
    NamedLocks::Guard lock(host_.locks, id);
    auto record = host_.records->get(id);
    if (!record) return not_done(no_such(id));
    Result<T> result = act(*record);
    return std::move(result).map_error([](Error error) { return CallError{std::move(error), Certainty::NotDone}; });
  }
  static tl::unexpected<CallError> not_done(Error error) {
    return tl::unexpected(CallError{std::move(error), Certainty::NotDone});
  }
  static tl::unexpected<CallError> unknown(Error error) {
    return tl::unexpected(CallError{std::move(error), Certainty::Unknown});
  }
  static Error no_such(const std::string& id);
  Error wrong_inputs(std::string_view why) const;
  /// `<lineage>/<number>`: what the instance's processes carry.
  static std::string mark_of(const Record& record);

  Host& host_;
  std::string name_;
  Capabilities capabilities_;

 private:
  CallResult<Created> finish(Record& record, const Call& call, Result<Created> made);
  CallResult<Created> make_new(const Call& call, const std::string& id, const Desired& desired);
};

}  // namespace infra::runtime
