#include "runtime/change/why.h"

#include <algorithm>

#include <fmt/format.h>

#include "runtime/change/value_text.h"

namespace infra::runtime {

namespace {

constexpr size_t kBriefLength = 60;
constexpr size_t kMostReasons = 12;
constexpr int kDeepest = 4;  ///< Beyond it a value is compared as a whole.

/// The commitment alone decides whether a secret changed.
const Json& commitment(const Json& secret) { return secret.at("$secret").at("commitment"); }

class Comparison {
 public:
  std::vector<std::string> reasons;

  void compare(const std::string& path, const Json* before, const Json* after, int depth) {
    if (reasons.size() >= kMostReasons) return;
    if (!before) return add(fmt::format("`{}` is new: {}", path, brief(*after)));
    if (!after) return add(fmt::format("`{}` is gone: it was {}", path, brief(*before)));
    if (is_secret(*before) && is_secret(*after)) {
      if (commitment(*before) != commitment(*after)) add(fmt::format("the secret in `{}` changed", path));
      return;
    }
    if (is_reference(*before) && is_reference(*after)) {
      if ((*before)["address"] != (*after)["address"])
        add(fmt::format("`{}` changed: {} to {}", path, brief(*before), brief(*after)));
      return;
    }
    if (before->is_object() && after->is_object() && depth < kDeepest) return members(path, *before, *after, depth);
    if (before->is_array() && after->is_array() && before->size() == after->size() && depth < kDeepest) {
      for (size_t i = 0; i < before->size(); ++i)
        compare(fmt::format("{}[{}]", path, i), &(*before)[i], &(*after)[i], depth + 1);
      return;
    }
    if (*before != *after) add(fmt::format("`{}` changed: {} to {}", path, brief(*before), brief(*after)));
  }

 private:
  void members(const std::string& path, const Json& before, const Json& after, int depth) {
    for (auto item = before.begin(); item != before.end(); ++item) {
      const auto other = after.find(item.key());
      compare(path + "." + item.key(), &*item, other == after.end() ? nullptr : &*other, depth + 1);
    }
    for (auto item = after.begin(); item != after.end(); ++item)
      if (!before.contains(item.key())) compare(path + "." + item.key(), nullptr, &*item, depth + 1);
  }

  void add(std::string reason) { reasons.push_back(std::move(reason)); }
};

}  // namespace

bool is_reference(const Json& value) {
  return value.is_object() && value.size() == 4 && value.contains("address") && value.contains("id") &&
         value.contains("instance") && value.contains("results");
}

bool is_secret(const Json& value) { return value.is_object() && value.size() == 1 && value.contains("$secret"); }

std::string brief(const Json& value) {
  if (is_secret(value)) return "a secret";
  std::string text = value_text(value);
  if (text.size() <= kBriefLength) return text;
  size_t cut = kBriefLength;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;  // Not within a code point.
  return text.substr(0, cut) + "…";
}

std::vector<std::string> explain_change(const Json& before, const Resolved& after) {
  Comparison comparison;
  for (const std::string& name : after.settled) {
    const auto old = before.find(name);
    comparison.compare(name, old == before.end() ? nullptr : &*old, &after.inputs[name], 0);
  }
  for (auto item = before.begin(); item != before.end(); ++item)
    if (!after.inputs.contains(item.key())) comparison.compare(item.key(), &*item, nullptr, 0);
  return std::move(comparison.reasons);
}

Json without_commitments(const Json& inputs) {
  if (is_secret(inputs)) return kSecretShown;
  if (!inputs.is_structured()) return inputs;
  Json result = inputs;
  for (Json& member : result) member = without_commitments(member);
  return result;
}

}  // namespace infra::runtime
