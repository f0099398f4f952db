#include "compiler/sema/evaluate/renames.h"

#include "compiler/diag/codes/sema.h"

namespace infra::sema {
namespace {

/// A chain of renames has at most one link a declaration; circles have been complained about.
constexpr size_t kMaxLinks = 10'000;

struct Segment {
  std::string_view name;
  std::string_view suffix;  ///< `["tyo"]`; empty for none.
};

/// The next segment of an address, with its length and that of the dot behind it.
Segment first_segment(std::string_view address, size_t& length) {
  size_t end = 0;
  bool quoted = false;
  size_t suffix = std::string_view::npos;
  for (; end < address.size(); ++end) {
    char c = address[end];
    if (quoted) {
      if (c == '\\') ++end;
      if (c == '"') quoted = false;
      continue;
    }
    if (c == '"') quoted = true;
    if (c == '[' && suffix == std::string_view::npos) suffix = end;
    if (c == '.' && !quoted) break;
  }
  end = std::min(end, address.size());
  length = end < address.size() ? end + 1 : end;
  std::string_view whole = address.substr(0, end);
  if (suffix == std::string_view::npos) return {whole, {}};
  return {whole.substr(0, suffix), whole.substr(suffix)};
}

/// `rest` with the names of `rename.to` at its front replaced by those of `rename.from`; nothing when others stand
/// there. What has an index in the middle keeps it where the paths are of one length.
std::optional<std::string> renamed_back(const Rename& rename, std::string_view rest) {
  std::vector<std::string_view> suffixes;
  std::string_view left = rest;
  for (const std::string& name : rename.to) {
    if (left.empty()) return std::nullopt;
    size_t length = 0;
    Segment segment = first_segment(left, length);
    if (segment.name != name) return std::nullopt;
    suffixes.push_back(segment.suffix);
    left = left.substr(length);
  }
  std::string out;
  for (size_t i = 0; i < rename.from.size(); ++i) {
    if (i > 0) out += '.';
    out += rename.from[i];
    if (rename.from.size() == rename.to.size()) {
      out += suffixes[i];
    } else if (i + 1 == rename.from.size()) {
      out += suffixes.back();
    }
  }
  if (!left.empty()) out += fmt::format(".{}", left);
  return out;
}

/// The module use that the first name of `rest` leads into, or an invalid id.
InstanceId child_of(Evaluation& e, InstanceId instance, std::string_view segment) {
  const std::string& own = e.instances[instance.index].address;
  std::string address = own.empty() ? std::string(segment) : fmt::format("{}.{}", own, segment);
  auto found = e.instance_of.find(e.values().reference(address));
  return found == e.instance_of.end() ? InstanceId() : found->second;
}

/// Seen from `instance`: `rest` by its oldest name there.
std::string oldest_inside(Evaluation& e, InstanceId instance, std::string rest, int depth) {
  const Module& module = e.module_of(instance);
  for (size_t links = 0; links < kMaxLinks; ++links) {
    size_t length = 0;
    Segment first = first_segment(rest, length);
    if (length < rest.size() && depth > 0) {
      std::string_view head = std::string_view(rest).substr(0, length - 1);
      if (InstanceId child = child_of(e, instance, head); child.valid() && child.index != instance.index) {
        rest = fmt::format("{}.{}", head, oldest_inside(e, child, rest.substr(length), depth - 1));
      }
    }
    (void)first;
    bool changed = false;
    for (const Rename& rename : module.renames) {
      if (auto older = renamed_back(rename, rest)) {
        changed = *older != rest;
        rest = std::move(*older);
        break;
      }
    }
    if (!changed) break;
  }
  return rest;
}

}  // namespace

std::string oldest_address(Evaluation& e, InstanceId instance, std::string rest) {
  if (!e.has_renames) {
    const std::string& own = e.instances[instance.index].address;
    return own.empty() ? rest : fmt::format("{}.{}", own, rest);
  }
  // From the module that declares it up to the root, each level by its own renames.
  std::vector<InstanceId> path;
  for (InstanceId at = instance; at.valid(); at = e.instances[at.index].parent) path.push_back(at);
  std::string whole = std::move(rest);
  for (size_t i = 0; i + 1 < path.size(); ++i) {
    const std::string& own = e.instances[path[i].index].address;
    const std::string& above = e.instances[path[i + 1].index].address;
    std::string name = above.empty() ? own : own.substr(above.size() + 1);
    whole = fmt::format("{}.{}", name, whole);
  }
  const std::string prefix = e.instances[path.back().index].address;  // of the root: empty, or that of a test's plan
  std::string oldest = oldest_inside(e, path.back(), std::move(whole), 64);
  return prefix.empty() ? oldest : fmt::format("{}.{}", prefix, oldest);
}

void check_oldest_addresses(Evaluation& e, const Model& model) {
  if (!e.has_renames) return;
  std::unordered_map<std::string_view, const ModelResource*> known;
  for (const ModelResource& resource : model.resources) {
    auto [other, is_new] = known.try_emplace(resource.oldest, &resource);
    if (is_new || !say_once(e, resource.span, diag::RenamedAway.code)) continue;
    e.sink.emit(diag::RenamedAway, resource.span, resource.oldest, other->second->address, resource.address)
        .label("both come from the same old address")
        .also(other->second->span, fmt::format("`{}` is declared here", other->second->address))
        .help("an address that something had keeps belonging to it: choose another name for the new one");
  }
}

}  // namespace infra::sema
