// One request on the standard input of `infra-fetch`, one answer on its standard output; both are one line of JSON.
#pragma once

#include <string>
#include <string_view>

#include "compiler/package/store.h"

namespace infra::runtime {

struct FetchRequest {
  package::Source source;  ///< An archive's path is absolute.
  std::string commit;      ///< Of git: exactly this one; empty: what the source stands for now.
  std::string cache;       ///< The folder of the cache.
  std::string shown;       ///< The source as people wrote it, for messages.
};

inline constexpr int kFetchProtocol = 1;

std::string to_line(const FetchRequest& request);
/// E1028.
Result<FetchRequest> parse_request(std::string_view line);

std::string to_line(const Result<package::Pin>& answer);
/// The answer itself, which may be an error; E1028 when it is none.
Result<package::Pin> parse_answer(std::string_view line);

}  // namespace infra::runtime
