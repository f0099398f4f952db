// From values to JSON: one walk for all the forms in which inputs are written down. What stands for a leaf differs
// from form to form (an identity, a row, a provider's inputs) and is the caller's to say.
#pragma once

#include <string>
#include <string_view>

#include "compiler/base/json.h"
#include "compiler/base/result.h"
#include "compiler/value/value.h"

namespace infra::runtime {

class Lowering {
 public:
  /// `owner` is for messages. Deeper than `max_depth` is an error (E0727).
  Lowering(const value::ValueStore& values, std::string owner, int max_depth)
      : values_(values), owner_(std::move(owner)), max_depth_(max_depth) {}
  virtual ~Lowering() = default;

  /// `field` is the path of the value within its resource: `env.DATABASE_URL`.
  Result<Json> lower(value::ValueId value, const std::string& field);

 protected:
  virtual Result<Json> reference(std::string_view address, const std::string& field) = 0;
  virtual Result<Json> artifact(const Digest& digest, uint64_t size) = 0;
  virtual Result<Json> dir(const Digest& digest, uint64_t size) = 0;
  /// A value that is itself deferred: a secret, a result, an operation over such.
  virtual Result<Json> deferred(value::ValueId value, const std::string& field) = 0;
  /// A map's key, as the member's name.
  virtual std::string key(std::string text) const { return text; }

  const value::ValueStore& values() const { return values_; }

 private:
  Result<Json> record(value::ValueId value, const std::string& field);
  Result<Json> map(value::ValueId value, const std::string& field);

  const value::ValueStore& values_;
  std::string owner_;
  int max_depth_;
  int depth_ = 0;
};

/// A whole number as plans and providers write it: a string beyond ±(2^53−1).
Json lower_integer(int64_t value);
/// The text of a map's key.
std::string key_text(const value::ValueStore& values, value::ValueId key);

}  // namespace infra::runtime
