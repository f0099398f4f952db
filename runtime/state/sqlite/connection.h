// SQLite, as far as the state uses it: a connection with safe settings, statements prepared once, and errors as values.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "compiler/base/digest.h"
#include "compiler/base/json.h"
#include "compiler/base/result.h"

namespace infra::runtime::sqlite {

class Connection;

/// Binds as a BLOB; a plain string binds as TEXT.
struct Bytes {
  std::string_view bytes;
};

/// One run of a prepared statement. Every column accessor takes what the schema promises; a value of another shape
/// makes the next call of next() an error (E0606), so a row is only to be trusted once next() has been called again.
class Query {
 public:
  Query(Connection& connection, const std::string& sql);
  Query(const Query&) = delete;
  ~Query();

  template <typename... Values>
  Query& bind(const Values&... values) {
    (bind_one(values), ...);
    return *this;
  }

  /// True: a row is there; false: the end.
  Result<bool> next();
  /// Runs a statement that gives no rows.
  Result<void> run();

  bool is_null(int column) const;
  int64_t integer(int column);
  uint64_t number(int column);
  std::string text(int column);
  std::string bytes(int column);
  Digest digest(int column);
  Json json(int column);
  /// For values that are text in the table and an enum in the program.
  void mark_damaged(const char* what) { damaged_ = what; }

 private:
  void bind_one(int64_t value);
  void bind_one(uint64_t value) { bind_one(static_cast<int64_t>(value)); }
  void bind_one(bool value) { bind_one(int64_t{value}); }
  void bind_one(const std::optional<uint64_t>& value);
  void bind_one(std::string_view text);
  void bind_one(const std::string& text) { bind_one(std::string_view(text)); }
  void bind_one(const char* text) { bind_one(std::string_view(text)); }
  void bind_one(const Digest& digest);
  void bind_one(const Json& json);
  void bind_one(const Bytes& bytes);

  Connection& connection_;
  sqlite3_stmt* statement_ = nullptr;
  int bound_ = 0;
  int bind_result_ = SQLITE_OK;
  const char* damaged_ = nullptr;
};

class Connection {
 public:
  /// Opens what exists; never makes a file. An error is E0606 or E0609.
  static Result<std::unique_ptr<Connection>> open(const std::string& path, bool writable);
  /// A database in memory, for a state about to be written whole.
  static Result<std::unique_ptr<Connection>> in_memory();
  Connection(const Connection&) = delete;
  ~Connection();

  const std::string& path() const { return path_; }
  /// Statements without parameters; each is prepared, run and forgotten.
  Result<void> execute(const std::string& statements);
  /// The first column of the first row of a pragma or query, as text.
  Result<std::string> ask(const std::string& sql);
  /// The whole database file.
  Result<std::string> serialize();

  int commit();  ///< The raw result: what to do about it is transaction.cpp's business.
  void roll_back();

  /// What an SQLite result code is for a person. Codes after which the connection cannot be trusted are remembered.
  Error error(int code);
  /// A full disk, a failed sync or damage was met: nothing more may be written through this connection.
  const std::optional<Error>& fatal() const { return fatal_; }
  /// A statement failed since the transaction began: it must not be committed, even when its error was dropped.
  bool failed() const { return failed_; }
  void forget_failure() { failed_ = false; }

 private:
  friend class Query;
  Connection(sqlite3* database, std::string path) : database_(database), path_(std::move(path)) {}
  static Result<std::unique_ptr<Connection>> open_with(const std::string& path, int flags);
  sqlite3_stmt* prepared(const std::string& sql);

  sqlite3* database_;
  std::string path_;
  std::unordered_map<std::string, sqlite3_stmt*> statements_;
  std::optional<Error> fatal_;
  bool failed_ = false;
};

}  // namespace infra::runtime::sqlite
