#include "compiler/diag/codes/state.h"
#include "compiler/diag/error.h"
#include "runtime/state/sqlite/tables.h"

namespace infra::runtime::sqlite {
namespace {

std::string decode_bytes(Query& query) { return query.bytes(0); }
uint64_t decode_number(Query& query) { return query.number(0); }

}  // namespace

Result<std::optional<std::string>> read_document(const Moment& at, const Digest& digest) {
  static const std::string sql = "SELECT bytes FROM documents WHERE made <= ?1 AND digest = ?2";
  INFRA_ASSIGN(std::optional<std::string> bytes, row(at.db, sql, decode_bytes, at.transaction, digest));
  if (bytes && sha256(*bytes) != digest) {
    return fail(
        diag::error(diag::StateDamaged, at.db.path(), "the document " + digest.brief() + " has another digest"));
  }
  return bytes;
}

Result<void> write_document(const Writing& in, const Digest& digest, std::string_view bytes) {
  if (sha256(bytes) != digest) return fail(diag::error(diag::StateRefuses, "a document under another digest"));
  static const std::string stored = "SELECT count(*) FROM documents WHERE digest = ?1";
  INFRA_ASSIGN(const std::optional<uint64_t> count, row(in.db, stored, decode_number, digest));
  if (count.value_or(0) != 0) return {};
  static const std::string insert = kDocuments.insert();
  return run(in.db, insert, digest, Bytes{bytes}, in.transaction);
}

Result<bool> consume_change_set(const Writing& in, const Digest& change_set) {
  static const std::string stored = "SELECT count(*) FROM consumed WHERE change_set = ?1";
  INFRA_ASSIGN(const std::optional<uint64_t> count, row(in.db, stored, decode_number, change_set));
  if (count.value_or(0) != 0) return false;
  static const std::string insert = kConsumed.insert();
  INFRA_TRY(run(in.db, insert, change_set, in.transaction));
  return true;
}

Result<std::optional<std::string>> read_value(const Moment& at, const std::string& key) {
  static const std::string sql = "SELECT bytes FROM facts WHERE made <= ?1 AND until > ?1 AND key = ?2";
  return row(at.db, sql, decode_bytes, at.transaction, key);
}

Result<void> write_value(const Writing& in, const std::string& key, std::string_view bytes) {
  INFRA_TRY(end_value(in, key));
  static const std::string insert = kValues.insert();
  return run(in.db, insert, key, Bytes{bytes}, in.transaction);
}

Result<void> end_value(const Writing& in, const std::string& key) {
  static const std::string supersede = kValues.supersede("key = ?2");
  return run(in.db, supersede, in.transaction, key);
}

}  // namespace infra::runtime::sqlite
