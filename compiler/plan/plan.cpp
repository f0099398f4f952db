#include "compiler/plan/plan.h"

#include <algorithm>
#include <array>

namespace infra::plan {
namespace {

constexpr std::array<std::string_view, 5> kLifecycles = {"immutable", "persistent", "pointer", "attachment",
                                                         "singleton"};
constexpr std::array<std::string_view, 5> kEdges = {"uses", "contains", "points", "reaches", "after"};

template <typename Enum, size_t N>
std::optional<Enum> find_text(const std::array<std::string_view, N>& texts, std::string_view wanted) {
  auto found = std::find(texts.begin(), texts.end(), wanted);
  if (found == texts.end()) return std::nullopt;
  return static_cast<Enum>(found - texts.begin());
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The digits at `at`, and moves past them.
std::string_view digits_at(std::string_view text, size_t& at) {
  size_t begin = at;
  while (at < text.size() && is_digit(text[at])) ++at;
  return text.substr(begin, at - begin);
}

/// By value, then by the digits as written, so that only equal text is equal.
int compare_numbers(std::string_view a, std::string_view b) {
  std::string_view x = a.substr(std::min(a.find_first_not_of('0'), a.size()));
  std::string_view y = b.substr(std::min(b.find_first_not_of('0'), b.size()));
  if (x.size() != y.size()) return x.size() < y.size() ? -1 : 1;
  if (int digits = x.compare(y); digits != 0) return digits;
  return a.size() < b.size() ? -1 : a.size() > b.size();
}

}  // namespace

std::string_view lifecycle_text(Lifecycle lifecycle) { return kLifecycles[static_cast<size_t>(lifecycle)]; }
std::string_view edge_text(EdgeKind kind) { return kEdges[static_cast<size_t>(kind)]; }
std::optional<Lifecycle> lifecycle_from_text(std::string_view text) { return find_text<Lifecycle>(kLifecycles, text); }
std::optional<EdgeKind> edge_from_text(std::string_view text) { return find_text<EdgeKind>(kEdges, text); }

bool address_less(std::string_view a, std::string_view b) {
  size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    bool both_indices = is_digit(a[i]) && is_digit(b[j]) && i > 0 && j > 0 && a[i - 1] == '[' && b[j - 1] == '[';
    if (both_indices) {
      if (int order = compare_numbers(digits_at(a, i), digits_at(b, j)); order != 0) return order < 0;
    } else {
      if (a[i] != b[j]) return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[j]);
      ++i, ++j;
    }
  }
  return i == a.size() && j < b.size();
}

const Resource* Plan::find(std::string_view address) const {
  auto found =
      std::lower_bound(resources.begin(), resources.end(), address,
                       [](const Resource& r, std::string_view wanted) { return address_less(r.address, wanted); });
  return found != resources.end() && found->address == address ? &*found : nullptr;
}

}  // namespace infra::plan
