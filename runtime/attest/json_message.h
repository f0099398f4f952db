// What a parser of JSON says, for messages. Private to `attest`.
#pragma once

#include <string_view>

namespace infra::runtime {

/// The parser quotes what it read last: of an envelope that is base64 without end.
inline std::string_view without_what_was_read(std::string_view message) {
  return message.substr(0, message.find("; last read"));
}

}  // namespace infra::runtime
