#include "runtime/state/sqlite/reader.h"

namespace infra::runtime::sqlite {
namespace {

/// Runs one read of the tables under the connection's mutex.
template <typename Read, typename... Arguments>
auto locked(ReadConnection& connection, uint64_t transaction, Read read, const Arguments&... arguments) {
  const std::lock_guard lock(connection.mutex);
  return read(Moment{*connection.db, transaction}, arguments...);
}

}  // namespace

Result<std::vector<Instance>> SqliteReader::instances() { return locked(*connection_, transaction_, read_instances); }
Result<std::vector<Instance>> SqliteReader::instances_of(const std::string& address) {
  return locked(*connection_, transaction_, read_instances_of, address);
}
Result<std::optional<Instance>> SqliteReader::instance(uint64_t number) {
  return locked(*connection_, transaction_, read_instance, number);
}
Result<std::optional<Run>> SqliteReader::unfinished_run() {
  return locked(*connection_, transaction_, read_unfinished_run);
}
Result<std::vector<Run>> SqliteReader::runs() { return locked(*connection_, transaction_, read_runs); }
Result<std::vector<Intent>> SqliteReader::intents(uint64_t run) {
  return locked(*connection_, transaction_, read_intents, run);
}
Result<std::vector<Intent>> SqliteReader::open_intents() {
  return locked(*connection_, transaction_, read_open_intents);
}
Result<std::vector<Generation>> SqliteReader::generations() {
  return locked(*connection_, transaction_, read_generations);
}
Result<std::optional<Generation>> SqliteReader::head() { return locked(*connection_, transaction_, read_head); }
Result<std::map<std::string, Entry>> SqliteReader::map_at(uint64_t generation) {
  return locked(*connection_, transaction_, read_map, generation);
}
Result<std::optional<std::string>> SqliteReader::document(const Digest& digest) {
  return locked(*connection_, transaction_, read_document, digest);
}
Result<std::optional<std::string>> SqliteReader::value(const std::string& key) {
  return locked(*connection_, transaction_, read_value, key);
}
Result<std::vector<AuditRecord>> SqliteReader::audit() { return locked(*connection_, transaction_, read_audit); }
Result<std::vector<AuditRecord>> SqliteReader::audit_of(uint64_t run) {
  return locked(*connection_, transaction_, read_audit_of, run);
}
Result<Digest> SqliteReader::audit_head() { return locked(*connection_, transaction_, read_chain_head, uint64_t{0}); }
Result<std::map<uint64_t, Digest>> SqliteReader::audit_heads() {
  return locked(*connection_, transaction_, read_heads);
}

}  // namespace infra::runtime::sqlite
