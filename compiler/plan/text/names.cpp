#include "compiler/plan/text/names.h"

#include <algorithm>

namespace infra::plan {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// `[0]`, `["tyo"]` or `[tyo]`.
size_t index_length(std::string_view text) {
  if (!text.starts_with('[')) return 0;
  size_t at = 1;
  if (at < text.size() && text[at] == '"') {
    for (++at; at < text.size() && text[at] != '"' && text[at] != '\n'; ++at) {
      if (text[at] == '\\') ++at;
    }
    ++at;
  } else if (at < text.size() && is_digit(text[at])) {
    while (at < text.size() && is_digit(text[at])) ++at;
  } else {
    at += word_length(text.substr(at));
  }
  return at > 1 && at < text.size() && text[at] == ']' ? at + 1 : 0;
}

}  // namespace

size_t word_length(std::string_view text) {
  if (text.empty() || !is_letter(text[0])) return 0;
  size_t at = 1;
  while (at < text.size() && (is_letter(text[at]) || is_digit(text[at]))) ++at;
  return at;
}

size_t dotted_length(std::string_view text) {
  size_t at = word_length(text);
  while (at > 0 && at < text.size() && text[at] == '.') {
    size_t next = word_length(text.substr(at + 1));
    if (next == 0) break;
    at += 1 + next;
  }
  return at;
}

size_t address_length(std::string_view text) {
  size_t at = word_length(text);
  while (at > 0 && at < text.size()) {
    size_t next = text[at] == '[' ? index_length(text.substr(at)) : 0;
    if (text[at] == '.') {
      next = word_length(text.substr(at + 1));
      next += next > 0;
    }
    if (next == 0) break;
    at += next;
  }
  return at;
}

std::string_view entry_word(ContentEntry::Type type) {
  switch (type) {
    case ContentEntry::Type::File: return "file";
    case ContentEntry::Type::Executable: return "executable";
    case ContentEntry::Type::Link: return "link";
  }
  return "";
}

std::optional<ContentEntry::Type> entry_from_word(std::string_view word) {
  for (auto type : {ContentEntry::Type::File, ContentEntry::Type::Executable, ContentEntry::Type::Link}) {
    if (entry_word(type) == word) return type;
  }
  return std::nullopt;
}

}  // namespace infra::plan
