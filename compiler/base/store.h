// A growing array addressed by a typed id. References stay valid until the next add().
#pragma once

#include <cassert>
#include <utility>
#include <vector>

#include "compiler/base/ids.h"

namespace infra {

template <typename IdType, typename T>
class Store {
 public:
  IdType add(T value) {
    items_.push_back(std::move(value));
    return IdType(static_cast<uint32_t>(items_.size() - 1));
  }
  const T& operator[](IdType id) const {
    assert(id.index < items_.size());
    return items_[id.index];
  }
  T& operator[](IdType id) {
    assert(id.index < items_.size());
    return items_[id.index];
  }
  size_t size() const { return items_.size(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }

 private:
  std::vector<T> items_;
};

}  // namespace infra
