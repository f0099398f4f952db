// The reading and writing ends of the interface, over the tables.
#pragma once

#include "runtime/state/sqlite/sqlite_state.h"

namespace infra::runtime::sqlite {

/// What stood at one transaction.
class SqliteReader final : public StateReader {
 public:
  SqliteReader(std::shared_ptr<ReadConnection> connection, uint64_t transaction)
      : connection_(std::move(connection)), transaction_(transaction) {}

  Result<std::vector<Instance>> instances() override;
  Result<std::vector<Instance>> instances_of(const std::string& address) override;
  Result<std::optional<Instance>> instance(uint64_t number) override;
  Result<std::optional<Run>> unfinished_run() override;
  Result<std::vector<Run>> runs() override;
  Result<std::vector<Intent>> intents(uint64_t run) override;
  Result<std::vector<Intent>> open_intents() override;
  Result<std::vector<Generation>> generations() override;
  Result<std::optional<Generation>> head() override;
  Result<std::map<std::string, Entry>> map_at(uint64_t generation) override;
  Result<std::optional<std::string>> document(const Digest& digest) override;
  Result<std::optional<std::string>> value(const std::string& key) override;
  Result<std::vector<AuditRecord>> audit() override;
  Result<std::vector<AuditRecord>> audit_of(uint64_t run) override;
  Result<Digest> audit_head() override;
  Result<std::map<uint64_t, Digest>> audit_heads() override;

 private:
  std::shared_ptr<ReadConnection> connection_;
  uint64_t transaction_;
};

/// What stands now, with the changes of the transaction under way.
class SqliteWriter final : public StateWriter {
 public:
  explicit SqliteWriter(const Writing& in) : in_(in) {}

  Result<std::vector<Instance>> instances() override { return read_instances(at()); }
  Result<std::vector<Instance>> instances_of(const std::string& address) override {
    return read_instances_of(at(), address);
  }
  Result<std::optional<Instance>> instance(uint64_t number) override { return read_instance(at(), number); }
  Result<std::optional<Run>> unfinished_run() override { return read_unfinished_run(at()); }
  Result<std::vector<Run>> runs() override { return read_runs(at()); }
  Result<std::vector<Intent>> intents(uint64_t run) override { return read_intents(at(), run); }
  Result<std::vector<Intent>> open_intents() override { return read_open_intents(at()); }
  Result<std::vector<Generation>> generations() override { return read_generations(at()); }
  Result<std::optional<Generation>> head() override { return read_head(at()); }
  Result<std::map<std::string, Entry>> map_at(uint64_t generation) override { return read_map(at(), generation); }
  Result<std::optional<std::string>> document(const Digest& digest) override { return read_document(at(), digest); }
  Result<std::optional<std::string>> value(const std::string& key) override { return read_value(at(), key); }
  Result<std::vector<AuditRecord>> audit() override { return read_audit(at()); }
  Result<std::vector<AuditRecord>> audit_of(uint64_t run) override { return read_audit_of(at(), run); }
  Result<Digest> audit_head() override { return read_chain_head(at(), 0); }
  Result<std::map<uint64_t, Digest>> audit_heads() override { return read_heads(at()); }

  Result<uint64_t> next_instance_number() override { return draw_number(in_, "instance"); }
  Result<void> put_instance(Instance& row) override { return write_instance(in_, row); }
  Result<void> put_run(Run& run) override { return write_run(in_, run); }
  Result<void> put_intent(Intent& intent) override { return write_intent(in_, intent); }
  Result<uint64_t> next_generation() override { return draw_number(in_, "generation"); }
  Result<void> put_generation(const Generation& generation) override { return write_generation(in_, generation); }
  Result<void> put_entry(const Entry& entry) override { return write_entry(in_, entry); }
  Result<void> put_document(const Digest& digest, std::string_view bytes) override {
    return write_document(in_, digest, bytes);
  }
  Result<void> put_value(const std::string& key, std::string_view bytes) override {
    return write_value(in_, key, bytes);
  }
  Result<void> remove_value(const std::string& key) override { return end_value(in_, key); }
  Result<bool> consume(const Digest& change_set) override { return consume_change_set(in_, change_set); }
  Result<void> append_audit(AuditRecord& record) override { return write_audit(in_, record); }
  Result<void> join_chain(uint64_t run) override { return write_join(in_, run); }

 private:
  Moment at() const { return in_.moment(); }

  Writing in_;
};

}  // namespace infra::runtime::sqlite
