#include "runtime/host/server/dispatch.h"

#include "compiler/diag/codes/host.h"
#include "compiler/diag/error.h"
#include "runtime/host/protocol.h"

namespace infra::runtime {
namespace {

using protocol::to_json;

Json answer(Json value) { return {{"answer", std::move(value)}}; }

template <typename T>
Json to_array(const std::vector<T>& items) {
  Json list = Json::array();
  for (const T& item : items) list.push_back(to_json(item));
  return list;
}

template <typename T, typename Show>
Json message(const Result<T>& result, Show show) {
  return result ? answer(show(*result)) : error_message(result.error());
}

template <typename T, typename Show>
Json message(const CallResult<T>& result, Show show) {
  return result ? answer(show(*result)) : error_message(result.error());
}

Json message(const CallResult<void>& result) { return result ? answer(nullptr) : error_message(result.error()); }

constexpr auto shown = [](const auto& value) { return to_json(value); };
constexpr auto listed = [](const auto& values) { return to_array(values); };

struct Asked {
  Provider& provider;
  const Call& call;
  const Json& arguments;
  std::string text(const char* name) const { return arguments.at(name).get<std::string>(); }
};

struct Method {
  const char* name;
  bool changes;
  Json (*run)(const Asked&);
};

Json with_desired(const Asked& asked, Json (*run)(const Asked&, const Desired&)) {
  auto desired = protocol::desired_from_json(asked.arguments.at("desired"));
  return desired ? run(asked, *desired) : error_message(desired.error());
}

constexpr Method kMethods[] = {
    {"describe", false, [](const Asked& a) { return message(a.provider.describe(), listed); }},
    {"program", false,
     [](const Asked& a) { return message(a.provider.program(), [](const Digest& d) { return Json(d.text()); }); }},
    {"target", false,
     [](const Asked& a) { return message(a.provider.target(), [](const auto& id) { return Json(id); }); }},
    {"validate", false,
     [](const Asked& a) {
       return with_desired(a, [](const Asked& asked, const Desired& desired) {
         auto result = asked.provider.validate(asked.call, desired);
         return result ? answer(nullptr) : error_message(result.error());
       });
     }},
    {"plan_change", false,
     [](const Asked& a) {
       return message(a.provider.plan_change(a.text("kind"), a.arguments.at("before"), a.arguments.at("after")), shown);
     }},
    {"create", true,
     [](const Asked& a) {
       return with_desired(a, [](const Asked& asked, const Desired& d) {
         return message(asked.provider.create(asked.call, d), shown);
       });
     }},
    {"read", false,
     [](const Asked& a) { return message(a.provider.read(a.call, a.text("kind"), a.text("id")), shown); }},
    {"update", true,
     [](const Asked& a) {
       return with_desired(a, [](const Asked& asked, const Desired& desired) {
         return message(asked.provider.update(asked.call, asked.text("id"), asked.arguments.at("before"), desired),
                        shown);
       });
     }},
    {"destroy", true, [](const Asked& a) { return message(a.provider.destroy(a.call, a.text("kind"), a.text("id"))); }},
    {"find", false,
     [](const Asked& a) {
       return message(a.provider.find(a.call, a.text("kind"), a.text("lineage"), a.text("address")), listed);
     }},
    {"start", true, [](const Asked& a) { return message(a.provider.start(a.call, a.text("kind"), a.text("id"))); }},
    {"stop", true, [](const Asked& a) { return message(a.provider.stop(a.call, a.text("kind"), a.text("id"))); }},
    {"health", false,
     [](const Asked& a) { return message(a.provider.health(a.call, a.text("kind"), a.text("id")), shown); }},
    {"drain", true,
     [](const Asked& a) {
       return message(a.provider.drain(a.call, a.text("kind"), a.text("id")),
                      [](const Drained& d) { return Json(d.cut); });
     }},
    {"logs", false,
     [](const Asked& a) {
       return message(a.provider.logs(a.call, a.text("kind"), a.text("id"), a.arguments.at("lines").get<size_t>()),
                      [](const std::string& text) { return Json(text); });
     }},
};

const Method* find_method(const std::string& name) {
  for (const Method& method : kMethods) {
    if (name == method.name) return &method;
  }
  return nullptr;
}

}  // namespace

Json error_message(const CallError& error) {
  Json message = {{"error", to_json(error.error)},
                  {"certainty", error.certainty == Certainty::Unknown ? "unknown" : "not-done"}};
  if (error.throttled) message["throttled_ms"] = error.throttled->count();
  return message;
}

Json error_message(const Error& error) { return error_message(CallError{error}); }

bool changes_something(const std::string& name) {
  const Method* method = find_method(name);
  return method && method->changes;
}

Json dispatch(Provider& provider, const std::string& name, const Call& call, const Json& arguments) {
  const Method* method = find_method(name);
  if (!method) return error_message(diag::error(diag::ProtocolBroken, "no call `" + name + "`"));
  try {  // The library's accessors throw on arguments of a wrong shape; nothing leaves here.
    return method->run({provider, call, arguments});
  } catch (const Json::exception& problem) {
    return error_message(CallError{diag::error(diag::ProtocolBroken, problem.what()), Certainty::Unknown});
  }
}

}  // namespace infra::runtime
