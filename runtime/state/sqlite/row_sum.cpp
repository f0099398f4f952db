#include "runtime/state/sqlite/row_sum.h"

#include <sodium/crypto_shorthash.h>

#include <cstdint>
#include <string>

namespace infra::runtime::sqlite {
namespace {

/// Little-endian on every machine: the file may move.
void append_integer(std::string& out, int64_t value) {
  for (int shift = 0; shift < 64; shift += 8) out.push_back(static_cast<char>(static_cast<uint64_t>(value) >> shift));
}

void row_sum(sqlite3_context* context, int count, sqlite3_value** values) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    const int type = sqlite3_value_type(values[i]);
    text.push_back(static_cast<char>(type));
    if (type == SQLITE_INTEGER) {
      append_integer(text, sqlite3_value_int64(values[i]));
    } else if (type != SQLITE_NULL) {
      const void* data = sqlite3_value_blob(values[i]);
      const int size = sqlite3_value_bytes(values[i]);
      append_integer(text, size);
      if (data != nullptr) text.append(static_cast<const char*>(data), static_cast<size_t>(size));
    }
  }
  // Against accidents, not against people: the key is known. The audit chain is what holds people.
  constexpr unsigned char kKey[crypto_shorthash_KEYBYTES] = {};
  unsigned char hash[crypto_shorthash_BYTES];
  crypto_shorthash(hash, reinterpret_cast<const unsigned char*>(text.data()), text.size(), kKey);
  uint64_t sum = 0;
  for (size_t i = 0; i < sizeof hash; ++i) sum |= uint64_t{hash[i]} << (8 * i);
  sqlite3_result_int64(context, static_cast<int64_t>(sum));
}

}  // namespace

void register_row_sum(sqlite3* database) {
  sqlite3_create_function(database, "row_sum", -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr,
                          row_sum, nullptr, nullptr);
}

}  // namespace infra::runtime::sqlite
