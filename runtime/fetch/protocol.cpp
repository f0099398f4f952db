#include "runtime/fetch/protocol.h"

#include "compiler/base/json.h"
#include "compiler/diag/codes/package.h"
#include "compiler/diag/error.h"
#include "compiler/diag/table.h"

namespace infra::runtime {
namespace {

std::string line_of(const Json& json) { return json.dump(-1, ' ', true, Json::error_handler_t::replace) + "\n"; }

tl::unexpected<Error> not_understood(std::string_view why) { return fail(diag::error(diag::FetchRequest, why)); }

}  // namespace

std::string to_line(const FetchRequest& request) {
  return line_of({{"protocol", kFetchProtocol},
                  {"source", request.source.text()},
                  {"commit", request.commit},
                  {"cache", request.cache},
                  {"shown", request.shown}});
}

Result<FetchRequest> parse_request(std::string_view line) {
  auto json = parse_json(line);
  if (!json) return not_understood(json.error().message);
  try {  // The library's accessors throw; nothing leaves here.
    if (json->at("protocol") != kFetchProtocol) return not_understood("another version of it was asked");
    auto source = package::Source::parse(json->at("source").get<std::string>());
    if (!source) return not_understood("the source cannot be read");
    FetchRequest request{*source, json->at("commit"), json->at("cache"), json->at("shown")};
    if (!request.cache.starts_with('/')) return not_understood("the cache has no absolute path");
    return request;
  } catch (const std::exception& problem) {
    return not_understood(problem.what());
  }
}

std::string to_line(const Result<package::Pin>& answer) {
  if (answer) return line_of({{"commit", answer->commit}, {"digest", answer->digest.text()}});
  const Error& error = answer.error();
  return line_of(
      {{"error", {{"code", error.code}, {"message", error.message}, {"notes", error.notes}, {"help", error.help}}}});
}

Result<package::Pin> parse_answer(std::string_view line) {
  auto json = parse_json(line);
  if (!json) return not_understood(json.error().message);
  try {
    if (auto found = json->find("error"); found != json->end()) {
      Error error{found->at("code"), found->at("message"), found->at("notes"), found->at("help")};
      if (!diag::find(error.code)) return not_understood("it gave the unknown code " + error.code);
      return fail(std::move(error));
    }
    auto digest = Digest::parse(json->at("digest").get<std::string>());
    if (!digest) return not_understood("it gave no digest");
    return package::Pin{json->at("commit"), *digest};
  } catch (const std::exception& problem) {
    return not_understood(problem.what());
  }
}

}  // namespace infra::runtime
