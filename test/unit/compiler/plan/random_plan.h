// Random plans that are sound, and random values of every kind: for the properties of their forms.
#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "compiler/plan/plan.h"

namespace infra::plan {

class RandomPlan {
 public:
  explicit RandomPlan(uint32_t seed) : random_(seed) {}

  Plan make() {
    plan_ = Plan();
    plan_.deployment = pick(2) == 0 ? "shop" : text();
    if (plan_.deployment.empty()) plan_.deployment = "d";
    make_kinds();
    int count = pick(12);
    for (int i = 0; i < count; ++i) addresses_.push_back(address(i));
    std::sort(addresses_.begin(), addresses_.end(), address_less);
    addresses_.erase(std::unique(addresses_.begin(), addresses_.end()), addresses_.end());
    for (size_t i = 0; i < addresses_.size(); ++i) {
      if (i == 0 || pick(5) > 0) {
        make_resource(i);
      } else {
        make_lookup(i);
      }
    }
    make_providers();
    make_rollouts();
    make_policies();
    if (pick(3) == 0) plan_.removal_limit = pick(9);
    drop_unused_kinds();
    for (int i = pick(3); i > 0; --i) make_output(i);
    std::sort(plan_.outputs.begin(), plan_.outputs.end(),
              [](const Output& a, const Output& b) { return a.name < b.name; });
    if (pick(2) == 0) make_check();
    list_artifacts();
    if (pick(4) == 0) leave_something_out();
    return std::move(plan_);
  }

  /// Any value at all, well-typed or not, without deferred keys of maps.
  value::ValueId any_value(value::ValueStore& values, int depth) {
    switch (pick(depth > 0 ? 19 : 8)) {
      case 0: return values.none();
      case 1: return values.boolean(pick(2) == 0);
      case 2: return values.integer(integer());
      case 3: return values.real(real());
      case 4: return values.string(text());
      case 5: return values.range(integer(), integer());
      case 6: return values.artifact(sha256(text()), static_cast<uint64_t>(integer()));
      case 7: return values.secret(text(), text());
      case 8: return values.reference(text());
      case 9: return values.result(values.reference(text()), text());
      case 10: return values.var(static_cast<uint32_t>(pick(3)));
      case 11: return values.list(some_values(values, depth));
      case 12:
        return values.apply(static_cast<value::Op>(pick(static_cast<int>(value::Op::Call) + 1)),
                            some_values(values, depth));
      case 13:
        return values.variant(text(), static_cast<uint32_t>(pick(3)),
                              pick(2) == 0 ? value::ValueId() : any_record(values, depth));
      case 14: return any_map(values, depth);
      case 15: return any_set(values);
      case 17: return values.dir(sha256(text()), static_cast<uint64_t>(integer()));
      case 16: return values.lambda(1 + static_cast<uint32_t>(pick(3)), any_value(values, depth - 1));
      default: return any_record(values, depth);
    }
  }

  int pick(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random_); }

  std::string text() {
    static const std::vector<std::string> kPieces = {"a",
                                                     "B",
                                                     "0",
                                                     "_",
                                                     "-",
                                                     ".",
                                                     "[",
                                                     "]",
                                                     "\"",
                                                     "\\",
                                                     "$",
                                                     "\n",
                                                     "\t",
                                                     "\x01",
                                                     " ",
                                                     "grün",
                                                     "日本",
                                                     "\xF0\x9F\x98\x80",
                                                     "\xEF\xAC\xB3",
                                                     "/",
                                                     "->",
                                                     "#"};
    std::string out;
    for (int i = pick(5); i > 0; --i) out += kPieces[static_cast<size_t>(pick(static_cast<int>(kPieces.size())))];
    return out;
  }

 private:
  static constexpr uint64_t kFileSize = 12;

  int64_t integer() {
    switch (pick(4)) {
      case 0: return static_cast<int64_t>(random_()) << 32 | random_();
      case 1: return (int64_t{1} << 53) - 2 + pick(4);
      case 2: return -(int64_t{1} << 53) - 1 + pick(4);
      default: return pick(200) - 100;
    }
  }
  double real() {
    switch (pick(3)) {
      case 0: return pick(100) - 50;
      case 1: return std::ldexp(1.0 + pick(1000) / 1000.0, pick(2000) - 1000);
      default: return pick(1000) / 64.0 - 7;
    }
  }
  std::vector<value::ValueId> some_values(value::ValueStore& values, int depth) {
    std::vector<value::ValueId> items;
    for (int i = pick(4); i > 0; --i) items.push_back(any_value(values, depth - 1));
    return items;
  }
  value::ValueId any_record(value::ValueStore& values, int depth) {
    std::map<std::string, value::ValueId> fields;
    for (int i = pick(4); i > 0; --i) fields[text()] = any_value(values, depth - 1);
    std::vector<std::string_view> names;
    std::vector<value::ValueId> items;
    for (const auto& [name, field] : fields) {
      names.push_back(name);
      items.push_back(field);
    }
    return values.record(names, items);
  }
  value::ValueId any_map(value::ValueStore& values, int depth) {
    std::map<std::string, value::ValueId> entries;
    for (int i = pick(4); i > 0; --i) entries[text()] = any_value(values, depth - 1);
    std::vector<value::MapItem> items;
    for (const auto& [key, entry] : entries) items.push_back({values.string(key), entry});
    return values.map(items);
  }

  value::ValueId any_set(value::ValueStore& values) {
    std::map<std::string, value::ValueId> items;
    for (int i = pick(4); i > 0; --i) {
      std::string item = text();
      items[item] = pick(2) == 0 ? values.string(item) : values.list(std::vector{values.string(item)});
    }
    std::vector<value::ValueId> list;
    for (const auto& [name, item] : items) list.push_back(item);
    return values.set(list);
  }

  std::string address(int i) {
    switch (pick(4)) {
      case 0: return fmt::format("app[{}]", i);
      case 1: return fmt::format("cell[\"t{}\"].app[{}]", pick(3), pick(20));
      case 2: return fmt::format("r{}", i);
      default: return fmt::format("grün.{}", i);  // stands in quotes in the text form
    }
  }

  types::TypeId scalar(types::TypeKind kind) { return types::TypeStore::scalar(kind); }

  void make_kinds() {
    types::TypeStore& types = *plan_.types;
    types::TypeId string = scalar(types::TypeKind::String), port = scalar(types::TypeKind::Port);
    types::TypeId endpoint = types.record("Endpoint", {{"port", port}, {"host", string}});
    types::TypeId mode = types.enumeration(
        "Mode", {{"off", {}}, {"http", {{"path", scalar(types::TypeKind::Path)}, {"", types.optional(port)}}}});
    auto kind = [&](std::string name, Lifecycle lifecycle, EdgeKind edge) {
      Kind made;
      made.name = std::move(name);
      made.lifecycle = lifecycle;
      made.provider = "fake";
      made.version = 1 + pick(3);
      made.fields = {{"env", types.map(string, types.secret(string)), EdgeKind::Uses, false},
                     {"file", types.optional(scalar(types::TypeKind::Artifact)), EdgeKind::Uses, false},
                     {"folder", types.optional(scalar(types::TypeKind::Dir)), EdgeKind::Uses, false},
                     {"mode", mode, EdgeKind::Uses, false},
                     {"name", types.optional(string), EdgeKind::Uses, lifecycle == Lifecycle::Immutable, false, true},
                     {"over", types.optional(types.resource("std.fake.Thing")), EdgeKind::Uses, false, true},
                     {"size", scalar(types::TypeKind::Size), EdgeKind::Uses, false},
                     {"tags", types.set(types.either({string, port})), EdgeKind::Uses, false},
                     {"targets", types.list(endpoint), edge, false},
                     {"texts", types.list(string), EdgeKind::Uses, false}};
      made.results = {{"endpoint", endpoint, EdgeKind::Uses, false},
                      {"size", scalar(types::TypeKind::Size), EdgeKind::Uses, false},
                      {"url", scalar(types::TypeKind::Url), EdgeKind::Uses, false}};
      plan_.kinds.push_back(std::move(made));
    };
    kind("std.fake.Attachment", Lifecycle::Attachment, EdgeKind::Uses);
    kind("std.fake.Balancer", Lifecycle::Pointer, EdgeKind::Points);
    kind("std.fake.Setting", Lifecycle::Singleton, EdgeKind::Reaches);
    kind("std.fake.Thing", Lifecycle::Immutable, EdgeKind::Reaches);
    kind("std.fake.Volume", Lifecycle::Persistent, EdgeKind::Contains);
  }

  /// Resources refer only to earlier ones, so there is no cycle.
  value::ValueId result(size_t before, std::string_view field) {
    return plan_.values->result(
        plan_.values->reference(addresses_[static_cast<size_t>(pick(static_cast<int>(before)))]), field);
  }

  value::ValueId known_or_later(size_t before, value::ValueId known, std::string_view field) {
    return before == 0 || pick(2) == 0 ? known : result(before, field);
  }

  value::ValueId a_text(size_t before, int depth) {
    value::ValueStore& values = *plan_.values;
    if (before == 0 || depth == 0 || pick(3) == 0) return values.string(text());
    if (pick(3) == 0) return result(before, "url");
    if (pick(2) == 0)
      return values.apply(value::Op::Call, std::vector{values.string("String.upper"), a_text(before, 0)});
    return values.apply(
        value::Op::Join,
        std::vector{values.string("x"), a_text(before, depth - 1),
                    values.apply(value::Op::Text, std::vector{result(before, "size"), values.string("Size")})});
  }

  static void sort_edges(Resource& resource) {
    std::sort(resource.edges.begin(), resource.edges.end());
    resource.edges.erase(std::unique(resource.edges.begin(), resource.edges.end()), resource.edges.end());
  }

  void make_resource(size_t index) {
    value::ValueStore& values = *plan_.values;
    Resource resource;
    resource.address = addresses_[index];
    resource.kind = static_cast<uint32_t>(pick(static_cast<int>(plan_.kinds.size())));
    std::map<std::string, value::ValueId> inputs;
    std::vector<value::MapItem> env;
    if (pick(2) == 0) env.push_back({values.string("A"), values.secret("env", text())});
    if (pick(2) == 0) env.push_back({values.string("B"), a_text(index, 2)});
    inputs["env"] = values.map(env);
    if (pick(3) == 0) inputs["file"] = values.artifact(sha256(std::to_string(pick(4))), kFileSize);
    if (pick(3) == 0) inputs["folder"] = a_folder();
    static constexpr std::string_view kPayload[] = {"path"};
    value::ValueId path = values.string("/healthz");
    inputs["mode"] =
        pick(2) == 0 ? values.variant("off", 0, {})
                     : values.variant("http", 1, values.record(kPayload, std::span<const value::ValueId>(&path, 1)));
    inputs["size"] = known_or_later(index, values.integer(integer()), "size");
    std::vector<value::ValueId> tags = {values.string("t"), values.integer(80)};
    inputs["tags"] = values.set(std::span<const value::ValueId>(tags).first(static_cast<size_t>(pick(3))));
    std::vector<value::ValueId> targets;
    for (int i = index == 0 ? 0 : pick(3); i > 0; --i) targets.push_back(result(index, "endpoint"));
    inputs["targets"] = values.list(targets);
    std::vector<value::ValueId> texts;
    for (int i = pick(4); i > 0; --i) texts.push_back(a_text(index, 2));
    inputs["texts"] = values.list(texts);
    std::vector<std::string_view> names;
    std::vector<value::ValueId> fields;
    for (const auto& [name, field] : inputs) {
      names.push_back(name);
      fields.push_back(field);
    }
    resource.inputs = values.record(names, fields);
    for (const KindField& field : plan_.kinds[resource.kind].fields) {
      if (inputs.contains(field.name)) add_edges(resource, inputs[field.name], field.edge);
    }
    if (index > 0 && pick(3) == 0)
      resource.edges.push_back({EdgeKind::After, addresses_[static_cast<size_t>(pick(static_cast<int>(index)))]});
    sort_edges(resource);
    if (pick(3) == 0) resource.with.protect = pick(2) == 0;
    if (pick(3) == 0) resource.with.timeout_ms = 1 + pick(100'000);
    if (pick(3) == 0) resource.with.ignore = {"env", "size"};
    bool replaced = plan_.kind_of(resource).lifecycle == Lifecycle::Immutable;
    if (replaced && pick(3) == 0) resource.with.retain = pick(4);
    plan_.resources.push_back(std::move(resource));
  }

  void make_lookup(size_t index) {
    value::ValueStore& values = *plan_.values;
    Lookup lookup;
    lookup.address = addresses_[index];
    lookup.kind = static_cast<uint32_t>(pick(static_cast<int>(plan_.kinds.size())));
    lookup.is_optional = pick(2) == 0;
    static constexpr std::string_view kName[] = {"name"};
    value::ValueId name = pick(2) == 0 ? values.string(text()) : result(index, "url");
    lookup.find = values.record(kName, std::span<const value::ValueId>(&name, 1));
    if (values.kind(name) == value::ValueKind::Result) {
      lookup.edges.push_back({EdgeKind::Uses, std::string(values.as_text(values.children(name)[0]))});
    }
    plan_.lookups.push_back(std::move(lookup));
  }

  void make_providers() {
    value::ValueStore& values = *plan_.values;
    static constexpr std::string_view kRegion[] = {"region"};
    for (std::string name : {"eu", "store.\"us"}) {
      if (plan_.resources.empty() || pick(2) == 0) continue;
      Resource& resource = plan_.resources[static_cast<size_t>(pick(static_cast<int>(plan_.resources.size())))];
      if (!resource.with.provider.empty()) continue;
      resource.with.provider = name;
      auto place = std::find(addresses_.begin(), addresses_.end(), resource.address);
      value::ValueId region = a_text(static_cast<size_t>(place - addresses_.begin()), 1);
      plan_.providers.push_back({name, "fake", values.record(kRegion, std::span<const value::ValueId>(&region, 1))});
      add_edges(resource, region, EdgeKind::Uses);
      sort_edges(resource);
    }
  }

  std::optional<int64_t> number(int least) {
    return pick(2) == 0 ? std::nullopt : std::optional<int64_t>(least + pick(1000));
  }

  void make_rollouts() {
    if (pick(2) == 0) return;
    Rollout rollout{text() + "r", {}, number(1), number(1), number(0), number(0), number(1), number(1)};
    for (const Resource& resource : plan_.resources) {
      if (plan_.kind_of(resource).lifecycle == Lifecycle::Immutable) rollout.members.push_back(resource.address);
    }
    std::shuffle(rollout.members.begin(), rollout.members.end(), random_);
    if (!rollout.members.empty()) plan_.rollouts.push_back(std::move(rollout));
  }

  void make_policies() {
    value::ValueStore& values = *plan_.values;
    for (std::string name : {"a", "rules.\nb"}) {
      if (pick(2) == 0) continue;
      Policy policy{name, {}, pick(5), {}};
      for (int i = pick(3); i > 0; --i) policy.controls.push_back(text());
      for (const Resource& resource : plan_.resources) {
        if (pick(3) > 0) continue;
        bool waived = pick(2) == 0;
        value::ValueId condition =
            waived ? values.boolean(false)
                   : values.apply(value::Op::Less, std::vector{result(addresses_.size(), "size"), values.integer(3)});
        policy.findings.push_back({resource.address, condition, pick(2) == 0 ? a_text(1, 1) : value::ValueId()});
        if (waived) {
          plan_.waivers.push_back({name, resource.address, "ops" + text(), "2026-12-01", "2027-05-30", "x" + text()});
        }
      }
      plan_.policies.push_back(std::move(policy));
    }
  }

  void add_edges(Resource& resource, value::ValueId id, EdgeKind kind) {
    if (plan_.values->kind(id) == value::ValueKind::Reference)
      resource.edges.push_back({kind, std::string(plan_.values->as_text(id))});
    for (value::ValueId child : plan_.values->children(id)) add_edges(resource, child, kind);
  }

  void drop_unused_kinds() {
    std::vector<Kind> used;
    for (uint32_t i = 0; i < plan_.kinds.size(); ++i) {
      bool is_used = false;
      for (const Resource& resource : plan_.resources) is_used |= resource.kind == i;
      for (const Lookup& lookup : plan_.lookups) is_used |= lookup.kind == i;
      if (!is_used) continue;
      for (Resource& resource : plan_.resources) {
        if (resource.kind == i) resource.kind = static_cast<uint32_t>(used.size());
      }
      for (Lookup& lookup : plan_.lookups) {
        if (lookup.kind == i) lookup.kind = static_cast<uint32_t>(used.size());
      }
      used.push_back(plan_.kinds[i]);
    }
    plan_.kinds = std::move(used);
  }

  void make_output(int i) {
    value::ValueStore& values = *plan_.values;
    types::TypeStore& types = *plan_.types;
    types::TypeId string = scalar(types::TypeKind::String);
    std::string name = fmt::format("out{}", i);
    if (pick(2) == 0) {
      plan_.outputs.push_back({name, types.secret(string), values.secret("file", text())});
    } else {
      plan_.outputs.push_back(
          {name, types.optional(string), pick(3) == 0 ? values.none() : a_text(addresses_.size(), 2)});
    }
  }

  void make_check() {
    value::ValueStore& values = *plan_.values;
    value::ValueId left = addresses_.empty() ? values.integer(1) : result(addresses_.size(), "size");
    Check check;
    check.address = plan_.resources.empty() ? "" : plan_.resources.back().address;
    check.condition = values.apply(value::Op::Less, std::vector{left, values.integer(integer())});
    if (pick(2) == 0) check.message = a_text(addresses_.size(), 1);
    plan_.checks.push_back(std::move(check));
  }

  /// Says that the plan is a part of one that no test has.
  void leave_something_out() {
    Partial partial{sha256(text()), {"another"}};
    if (pick(2) == 0) partial.left_out.push_back("another[\"x\"].app[" + std::to_string(pick(9)) + "]");
    plan_.partial = std::move(partial);
  }

  /// Files with the content of the artifacts, and a link.
  value::ValueId a_folder() {
    ContentTree tree;
    uint64_t size = 0;
    for (int i = pick(4); i > 0; --i, size += kFileSize) {
      auto type = pick(2) == 0 ? ContentEntry::Type::File : ContentEntry::Type::Executable;
      ContentEntry file{type, sha256(std::to_string(pick(4))), {}};
      plan_.artifacts.push_back({file.content, kFileSize});
      tree[fmt::format("{}x/f{}", pick(2) == 0 ? "\"" : "", i)] = std::move(file);
    }
    if (pick(2) == 0) tree["latest"] = {ContentEntry::Type::Link, {}, "./\"x/f1"};
    Dir dir{digest_of(tree), tree};
    auto same = [&](const Dir& other) { return other.digest == dir.digest; };
    if (std::none_of(plan_.dirs.begin(), plan_.dirs.end(), same)) plan_.dirs.push_back(dir);
    return plan_.values->dir(dir.digest, size);
  }

  void list_artifacts() {
    std::sort(plan_.dirs.begin(), plan_.dirs.end(), [](const Dir& a, const Dir& b) { return a.digest < b.digest; });
    for (const Resource& resource : plan_.resources) {
      value::ValueId file = plan_.values->field(resource.inputs, "file");
      if (file.valid())
        plan_.artifacts.push_back({plan_.values->content_digest(file), plan_.values->content_size(file)});
    }
    std::sort(plan_.artifacts.begin(), plan_.artifacts.end());
    plan_.artifacts.erase(std::unique(plan_.artifacts.begin(), plan_.artifacts.end()), plan_.artifacts.end());
  }

  std::mt19937 random_;
  Plan plan_;
  std::vector<std::string> addresses_;
};

}  // namespace infra::plan
