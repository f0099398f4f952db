// The state of one deployment: append-only revisions in a transactional store. This interface is all that the rest
// of the runtime knows; SQLite stands behind it (sqlite_state.cpp), and one conformance suite holds every
// implementation to it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "runtime/provider/provider.h"
#include "runtime/state/rows.h"
#include "runtime/system/system.h"

namespace infra::runtime {

/// Reads see one consistent moment, the one when the reader was made; values are copied out. A reader holds no lock
/// between its calls: it may live as long as it likes and never keeps a commit waiting.
class StateReader {
 public:
  virtual ~StateReader() = default;
  virtual Result<std::vector<Instance>> instances() = 0;  ///< All but retired ones, by address, then number.
  virtual Result<std::vector<Instance>> instances_of(const std::string& address) = 0;  ///< Retired ones too.
  virtual Result<std::optional<Instance>> instance(uint64_t number) = 0;
  virtual Result<std::optional<Run>> unfinished_run() = 0;        ///< Open or committed but not done.
  virtual Result<std::vector<Run>> runs() = 0;                    ///< Newest first.
  virtual Result<std::vector<Intent>> intents(uint64_t run) = 0;  ///< In the order opened.
  virtual Result<std::vector<Intent>> open_intents() = 0;
  virtual Result<std::vector<Generation>> generations() = 0;  ///< By number.
  virtual Result<std::optional<Generation>> head() = 0;       ///< The newest committed one.
  virtual Result<std::map<std::string, Entry>> map_at(uint64_t generation) = 0;
  virtual Result<std::optional<std::string>> document(
      const Digest& digest) = 0;  ///< Plans, debug sections, change sets.
  virtual Result<std::optional<std::string>> value(const std::string& key) = 0;  ///< Small facts: pins, sealed keys.
  virtual Result<std::vector<AuditRecord>> audit() = 0;                          ///< All, by sequence.
  virtual Result<std::vector<AuditRecord>> audit_of(uint64_t run) = 0;           ///< One chain, by sequence.
  virtual Result<Digest> audit_head() = 0;  ///< The deployment's chain head; zero at first.
  /// The head of every chain by run, the deployment's under 0: what the end of the log is checked against.
  virtual Result<std::map<uint64_t, Digest>> audit_heads() = 0;
};

/// One transaction: all of it is durable when transact() returns, or none of it happened.
class StateWriter : public StateReader {
 public:
  virtual Result<uint64_t> next_instance_number() = 0;
  /// `row.revision` must be the stored one (0: new); E0610 otherwise. The row gets revision+1 and the lease's fence.
  virtual Result<void> put_instance(Instance& row) = 0;
  virtual Result<void> put_run(Run& run) = 0;  ///< id 0: new, numbered here. One unfinished run at a time (E0611).
  virtual Result<void> put_intent(Intent& intent) = 0;  ///< id 0: new, numbered here.
  virtual Result<uint64_t> next_generation() = 0;
  /// Committed ones rise, and a transaction commits one at most (E0613).
  virtual Result<void> put_generation(const Generation& generation) = 0;
  /// Its generation must have been committed earlier in this same transaction (E0613): a map never shows half of one.
  virtual Result<void> put_entry(const Entry& entry) = 0;
  virtual Result<void> put_document(const Digest& digest, std::string_view bytes) = 0;
  virtual Result<void> put_value(const std::string& key, std::string_view bytes) = 0;
  virtual Result<void> remove_value(const std::string& key) = 0;
  /// Consumes a change set: false when it was consumed before.
  virtual Result<bool> consume(const Digest& change_set) = 0;
  /// Appends and links into the chain of `record.run` (or the deployment's when 0); fills sequence, previous, digest.
  virtual Result<void> append_audit(AuditRecord& record) = 0;
  /// The run's chain joins the deployment's (at the commit, and again at its end): a record `join` of the deployment's
  /// chain names the run's head.
  virtual Result<void> join_chain(uint64_t run) = 0;
};

/// The right to write. One at a time; gone when destroyed or when its process dies.
class Lease {
 public:
  virtual ~Lease() = default;
  virtual Fence fence() const = 0;
};

class State {
 public:
  virtual ~State() = default;
  virtual const std::string& deployment() const = 0;
  virtual const std::string& lineage() const = 0;
  virtual const std::string& folder() const = 0;  ///< `.infra`
  virtual std::string blob_folder() const = 0;    ///< Absolute: the helper reads there, from a folder of its own.

  virtual Result<std::unique_ptr<StateReader>> read() = 0;
  /// E0604 who holds it and since when, when another does.
  virtual Result<std::unique_ptr<Lease>> acquire(const std::string& who) = 0;
  /// Needs a lease of this state. An error returned by `body` rolls back. A failed fsync or full disk is an error
  /// after which the state must be opened anew; an ambiguous commit is looked up by its transaction id.
  virtual Result<void> transact(const Lease& lease, const std::function<Result<void>(StateWriter&)>& body) = 0;
};

/// What a new state holds from its first moment on: called within the transaction that makes it.
using Founding = std::function<Result<void>(const std::string& lineage, StateWriter& writer)>;

/// `infra init`: makes `folder` with its own ignore file. E0601 there is one already; E0605 a temporary directory or
/// CI unless `explicit_place`, and a network file system always: its locks cannot be trusted.
Result<std::unique_ptr<State>> init_sqlite_state(System& system, const std::string& folder,
                                                 const std::string& deployment, bool explicit_place,
                                                 const Founding& founding = {});
/// E0602 missing (never an empty one), E0603 another format version, E0605 a network file system, E0606 damaged.
Result<std::unique_ptr<State>> open_sqlite_state(System& system, const std::string& folder);

}  // namespace infra::runtime
