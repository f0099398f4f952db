#include "runtime/exec/drain.h"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/exec/pool.h"
#include "runtime/exec/world_reader.h"

namespace infra::runtime {

namespace {

constexpr Milliseconds kDrainDeadline{3'600'000};  ///< Its own inputs bound it sooner.
constexpr Milliseconds kLookForCancel{100};

/// What each pointer no longer points at, by its instance.
using Owed = std::map<uint64_t, std::set<uint64_t>>;

class Drainer {
 public:
  Drainer(LiveRun& live, std::set<uint64_t>& in_use) : live_(live), in_use_(in_use) {}

  PhaseEnd run() {
    if (auto known = find_owed(); !known) return fatal(std::move(known).error());
    for (const auto& [pointer, from] : owed_)
      if (auto begun = begin(pointer, from); !begun) return fatal(std::move(begun).error());
    PhaseEnd end = PhaseEnd::Complete;
    while (running_ > 0) {
      auto message = mailbox_.take(kLookForCancel);
      if (!message) continue;
      --running_;
      end = std::max(end, ended(std::move(*message)));
    }
    return end;
  }

 private:
  struct Message {
    uint64_t pointer;
    Done<Drained> result;
  };

  PhaseEnd fatal(Error error) {
    live_.errors.push_back(std::move(error));
    return PhaseEnd::Fatal;
  }

  Result<void> find_owed() {
    INFRA_ASSIGN(const auto reader, live_.session.state.read());
    INFRA_ASSIGN(const auto open, reader->open_intents());
    for (const Intent& intent : open)
      if (intent.operation == "drain") INFRA_TRY(owe_again(intent));
    INFRA_ASSIGN(const auto intents, reader->intents(live_.run.id));
    for (const Intent& intent : intents) {
      if (intent.status != IntentStatus::Done) continue;
      if (intent.operation == "drain") owed_.erase(intent.instance);
      if (intent.operation != "move") continue;
      Instance past;
      INFRA_TRY(restore_past(past, intent.detail));
      std::set<uint64_t>& from = owed_[intent.instance];
      for (const MadeWith& made : past.made_with) from.insert(made.instance);
    }
    return {};
  }

  /// A drain that went wrong, in this run or an earlier one.
  Result<void> owe_again(Intent intent) {
    if (!live_.row(intent.instance))  // The pointer is gone, and nothing leads anywhere any more.
      return live_.journal.close_intent(intent, IntentStatus::Failed);
    const auto from = intent.detail.find("from");
    if (from != intent.detail.end() && from->is_array())
      for (const Json& instance : *from) owed_[intent.instance].insert(instance.get<uint64_t>());
    return {};
  }

  Result<void> begin(uint64_t pointer, const std::set<uint64_t>& from) {
    const Instance* row = live_.row(pointer);
    if (!row) return {};
    INFRA_ASSIGN(const KindProvider by, live_.session.table.find(row->provider, row->kind));
    if (!by.can.drains) return {};
    ++running_;
    step_event(live_, EventKind::StepStarted, "drain " + row->address, "drain", row->address);
    pool_.run([this, by, row = *row, from] {
      mailbox_.put({row.number, live_.operations.drain(by, "drain " + row.address, row, from, kDrainDeadline)});
    });
    return {};
  }

  PhaseEnd ended(Message message) {
    const std::string& address = live_.world.rows.at(message.pointer).address;
    if (message.result) {
      const uint64_t cut = message.result->cut;
      step_event(live_, EventKind::StepDone, "drain " + address, "drain", address,
                 cut == 0 ? "" : fmt::format("{} cut at the deadline", cut), {{"cut", cut}});
      return PhaseEnd::Complete;
    }
    OperationError& trouble = message.result.error();
    if (trouble.trouble == Trouble::Interrupted) return PhaseEnd::Interrupted;
    step_event(live_, EventKind::StepFailed, "drain " + address, "drain", address, trouble.error.message);
    if (trouble.trouble == Trouble::Fatal) return fatal(std::move(trouble.error));
    in_use_.merge(std::set<uint64_t>(owed_.at(message.pointer)));
    trouble.error.notes.push_back("what it no longer points at may still have sessions, and stays");
    live_.errors.push_back(std::move(trouble.error));
    return PhaseEnd::Complete;
  }

  LiveRun& live_;
  std::set<uint64_t>& in_use_;
  Owed owed_;
  size_t running_ = 0;
  Mailbox<Message> mailbox_;
  Pool pool_{static_cast<size_t>(std::max(1, live_.session.options.jobs))};  ///< Last: its threads end first.
};

}  // namespace

PhaseEnd drain(LiveRun& live, std::set<uint64_t>& in_use) { return Drainer(live, in_use).run(); }

}  // namespace infra::runtime
