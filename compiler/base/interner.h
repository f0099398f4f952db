// Strings kept once and named by a 32-bit id, so that equality of names is equality of ids.
#pragma once

#include <string_view>

#include "compiler/base/ids.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Allocator.h"

#include <vector>

namespace infra {

INFRA_ID(Name);

class Interner {
 public:
  Interner() = default;
  Interner(const Interner&) = delete;
  Interner& operator=(const Interner&) = delete;

  Name intern(std::string_view text) {
    auto [entry, inserted] = names_.try_emplace(llvm::StringRef(text.data(), text.size()), Name());
    if (inserted) {
      entry->second = Name(static_cast<uint32_t>(texts_.size()));
      texts_.push_back({entry->first().data(), entry->first().size()});
    }
    return entry->second;
  }
  /// The id of `text` when it is known already; an invalid one otherwise.
  Name find(std::string_view text) const {
    auto entry = names_.find(llvm::StringRef(text.data(), text.size()));
    return entry == names_.end() ? Name() : entry->second;
  }
  std::string_view text(Name name) const { return texts_[name.index]; }
  size_t size() const { return texts_.size(); }

 private:
  llvm::StringMap<Name, llvm::BumpPtrAllocator> names_;
  std::vector<std::string_view> texts_;
};

}  // namespace infra
