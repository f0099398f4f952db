// TOML 1.0 as a small tree with places. Alone knows the library that reads it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diag/sink.h"
#include "compiler/source/source_map.h"

namespace infra::package {

struct TomlMember;

struct Toml {
  enum class Type : uint8_t { Table, Array, String, Integer, Other };
  Type type = Type::Table;
  std::string_view name;  ///< Of its type, for messages: "a string", "a date".
  std::string text;       ///< Of a string.
  int64_t number = 0;     ///< Of an integer.
  std::vector<TomlMember> members;
  std::vector<Toml> items;
  Span span;  ///< The value; of a table with a header of its own, the header.
  bool has_header = false;

  const TomlMember* find(std::string_view key) const;
};

struct TomlMember {
  std::string key;
  Span key_span;
  Toml value;
};

/// Larger texts are not read (E0054 by who reads the file).
inline constexpr uint64_t kMaxTomlBytes = 4u << 20;

/// The tree of a whole file, members in the order of the text; E1001 when it is no TOML.
std::optional<Toml> parse_toml(FileId file, const SourceMap& sources, diag::Sink& sink);

/// `text` as a basic string, with its quotes.
std::string toml_string(std::string_view text);

}  // namespace infra::package
