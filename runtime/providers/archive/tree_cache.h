// The trees that a host has unpacked, by the digest of what they were unpacked from. Whatever is new starts from exactly
// what its archive holds; what runs already keeps the folder that it was started in, whatever becomes of its name.
#pragma once

#include <optional>
#include <string>

#include "compiler/base/digest.h"
#include "runtime/host/host.h"
#include "runtime/unpack/unpack.h"

namespace infra::runtime {

class TreeCache {
 public:
  explicit TreeCache(Host& host) : host_(host) {}

  std::string place_of(const std::string& digest) const;
  /// The first entry of the tree that is not as it was laid down; empty when all are, nothing when there is no tree.
  Result<std::optional<std::string>> difference(const std::string& digest) const;
  /// The tree of `digest` is there and holds what the tar at `blob` holds, no more. E0820, E0821, E0822, E0816, E0817.
  Result<void> lay_down(const Digest& digest, const std::string& blob);
  /// For something new that is to run from `root`: when that is a tree of this cache and files were added to it, it
  /// gets a tree without them. E0863 when something that was laid down is no longer as it was.
  Result<void> renew(const std::string& root);
  /// Removes the tree and whatever was put aside.
  Result<void> remove(const std::string& digest);

 private:
  std::string list_of(const std::string& place) const { return place + ".entries"; }
  Result<Tree> list(const std::string& place) const;
  /// Puts the whole tree at `place.new` into its place; one that stands there is put aside.
  Result<void> take_place(const std::string& place, const Tree& tree);

  Host& host_;
};

}  // namespace infra::runtime
