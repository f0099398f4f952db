#include "runtime/host/client/host_providers.h"

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"
#include "runtime/host/protocol.h"

namespace infra::runtime {
namespace {

using namespace std::chrono_literals;

/// For questions that change nothing and wait for nothing.
constexpr Milliseconds kQuestion{15'000};

class HostProvider : public Provider {
 public:
  HostProvider(HostClient& client, std::string name) : client_(client), name_(std::move(name)) {}

  Result<std::vector<Capabilities>> describe() override {
    INFRA_ASSIGN(Json answer, question("describe", {}, Json::object()));
    return list<Capabilities>(answer);
  }
  Result<Digest> program() override {
    INFRA_ASSIGN(Json answer, question("program", {}, Json::object()));
    auto digest = answer.is_string() ? Digest::parse(answer.get<std::string>()) : std::nullopt;
    if (!digest) return fail(diag::error(diag::ProtocolBroken, "a digest that is none"));
    return *digest;
  }
  Result<std::string> target() override {
    INFRA_ASSIGN(Json answer, question("target", {}, Json::object()));
    if (!answer.is_string()) return fail(diag::error(diag::ProtocolBroken, "a target that is not text"));
    return answer.get<std::string>();
  }
  Result<void> validate(const Call& call, const Desired& desired) override {
    INFRA_TRY(question("validate", call, {{"desired", protocol::to_json(desired)}}));
    return {};
  }
  Result<ChangeAnswer> plan_change(const std::string& kind, const Json& before, const Json& after) override {
    INFRA_ASSIGN(Json answer, question("plan_change", {}, {{"kind", kind}, {"before", before}, {"after", after}}));
    return protocol::from_json<ChangeAnswer>(answer);
  }

  CallResult<Created> create(const Call& call, const Desired& desired) override {
    return typed<Created>(client_.ask(name_, "create", call, {{"desired", protocol::to_json(desired)}}));
  }
  CallResult<Observed> read(const Call& call, const std::string& kind, const std::string& id) override {
    return typed<Observed>(client_.ask(name_, "read", call, thing(kind, id)));
  }
  CallResult<Created> update(const Call& call, const std::string& id, const Json& before,
                             const Desired& after) override {
    return typed<Created>(
        client_.ask(name_, "update", call, {{"id", id}, {"before", before}, {"desired", protocol::to_json(after)}}));
  }
  CallResult<void> destroy(const Call& call, const std::string& kind, const std::string& id) override {
    return plain(client_.ask(name_, "destroy", call, thing(kind, id)));
  }
  CallResult<std::vector<Found>> find(const Call& call, const std::string& kind, const std::string& lineage,
                                      const std::string& address) override {
    auto answer = client_.ask(name_, "find", call, {{"kind", kind}, {"lineage", lineage}, {"address", address}});
    if (!answer) return tl::unexpected(std::move(answer).error());
    return list<Found>(*answer).map_error(not_understood);
  }
  CallResult<void> start(const Call& call, const std::string& kind, const std::string& id) override {
    return plain(client_.ask(name_, "start", call, thing(kind, id)));
  }
  CallResult<void> stop(const Call& call, const std::string& kind, const std::string& id) override {
    return plain(client_.ask(name_, "stop", call, thing(kind, id)));
  }
  CallResult<HealthReport> health(const Call& call, const std::string& kind, const std::string& id) override {
    return typed<HealthReport>(client_.ask(name_, "health", call, thing(kind, id)));
  }
  CallResult<Drained> drain(const Call& call, const std::string& kind, const std::string& id) override {
    auto answer = client_.ask(name_, "drain", call, thing(kind, id));
    if (!answer) return tl::unexpected(std::move(answer).error());
    if (!answer->is_number_unsigned()) return tl::unexpected(not_understood(wrong("a count that is no number")));
    return Drained{answer->get<uint64_t>()};
  }
  CallResult<std::string> logs(const Call& call, const std::string& kind, const std::string& id,
                               size_t lines) override {
    Json arguments = thing(kind, id);
    arguments["lines"] = lines;
    auto answer = client_.ask(name_, "logs", call, arguments);
    if (!answer) return tl::unexpected(std::move(answer).error());
    if (!answer->is_string()) return tl::unexpected(not_understood(wrong("logs that are not text")));
    return answer->get<std::string>();
  }

 private:
  static Json thing(const std::string& kind, const std::string& id) { return {{"kind", kind}, {"id", id}}; }
  static Error wrong(std::string_view what) { return diag::error(diag::ProtocolBroken, what); }
  /// An answer came, and what it says of the call is lost.
  static CallError not_understood(Error error) { return {std::move(error), Certainty::Unknown}; }

  Result<Json> question(const char* method, Call call, const Json& arguments) {
    call.deadline = std::min(call.deadline, kQuestion);
    return client_.ask(name_, method, call, arguments).map_error([](CallError error) {
      return std::move(error.error);
    });
  }

  template <typename T>
  static Result<std::vector<T>> list(const Json& answer) {
    if (!answer.is_array()) return fail(wrong("a list that is none"));
    std::vector<T> items;
    for (const Json& item : answer) {
      INFRA_ASSIGN(T one, protocol::from_json<T>(item));
      items.push_back(std::move(one));
    }
    return items;
  }
  template <typename T>
  static CallResult<T> typed(CallResult<Json> answer) {
    if (!answer) return tl::unexpected(std::move(answer).error());
    return protocol::from_json<T>(*answer).map_error(not_understood);
  }
  static CallResult<void> plain(CallResult<Json> answer) {
    if (!answer) return tl::unexpected(std::move(answer).error());
    return {};
  }

  HostClient& client_;
  std::string name_;
};

}  // namespace

HostProviders::HostProviders(System& system, HostOptions options) : client_(system, std::move(options)) {
  for (const char* name : protocol::kProviders) providers_.emplace(name, std::make_unique<HostProvider>(client_, name));
}

HostProviders::~HostProviders() = default;

Result<Provider*> HostProviders::find(const std::string& name) {
  auto found = providers_.find(name);
  if (found == providers_.end()) return fail(diag::error(diag::UnknownProvider, name));
  return found->second.get();
}

Result<void> HostProviders::raise_fence(const std::string& lineage, Fence fence) {
  Call call;
  call.stamp.lineage = lineage;
  call.fence = fence;
  // Calls of the holder before this one end first, and a drain or a stop may take its time.
  call.deadline = 120s;
  auto raised = client_.ask("", "raise_fence", call, Json::object());
  if (!raised) return fail(std::move(raised).error().error);
  return {};
}

}  // namespace infra::runtime
