// The deferred leaves of a value, backed by what targets are known to be.
#pragma once

#include <map>

#include "compiler/value/fold.h"
#include "runtime/change/resolve.h"

namespace infra::runtime {

enum class KnownLeaves : uint8_t {
  OfOthers,  ///< Results of what is not immutable: what an identity takes by value.
  AllResults,
  Everything,  ///< Secrets too.
};

class TargetLeaves : public value::Leaves {
 public:
  TargetLeaves(const Resolving& with, const plan::Plan& plan, KnownLeaves known)
      : with_(with), plan_(plan), known_(known) {}

  Result<value::ValueId> leaf(value::ValueStore& values, value::ValueId id) override;

  /// The results that were read, by address.
  const std::map<std::string, Json>& read() const { return read_; }
  /// Secrets that could not be read.
  const std::vector<Error>& unread() const { return unread_; }

 private:
  Result<value::ValueId> result(value::ValueStore& values, value::ValueId id);
  Result<value::ValueId> secret(value::ValueStore& values, value::ValueId id);

  const Resolving& with_;
  const plan::Plan& plan_;
  KnownLeaves known_;
  std::map<std::string, Json> read_;
  std::vector<Error> unread_;
};

/// The address and the field that a Result leaf names.
struct ResultLeaf {
  std::string address;
  std::string field;
};
ResultLeaf result_leaf(const value::ValueStore& values, value::ValueId id);

}  // namespace infra::runtime
