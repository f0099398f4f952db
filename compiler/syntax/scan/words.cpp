#include "compiler/syntax/scan/words.h"

#include <array>

namespace infra::syntax {
namespace {

/// Words stand in messages in backticks.
constexpr std::string_view unquoted(std::string_view words) { return words.substr(1, words.size() - 2); }

struct Word {
  std::string_view text;
  TokenKind kind;
};

constexpr Word kWords[] = {
#define INFRA_TOKEN(Name, Symbol, Words)
#define INFRA_WORD(Name, Symbol, Words) {unquoted(Words), TokenKind::Name},
#define INFRA_RESERVED(Name, Symbol, Words) {unquoted(Words), TokenKind::Name},
#include "compiler/syntax/scan/tokens.def"
#undef INFRA_TOKEN
};

constexpr size_t kMaxOfLetter = 8;

/// The words with one first letter; at most eight of each, so a look-up compares few.
struct Bucket {
  std::array<Word, kMaxOfLetter> words{};
  size_t count = 0;
};

constexpr std::array<Bucket, 26> kByLetter = [] {
  std::array<Bucket, 26> buckets{};
  for (const Word& word : kWords) {
    Bucket& bucket = buckets[static_cast<size_t>(word.text[0] - 'a')];
    bucket.words[bucket.count++] = word;  // out of range does not compile: this is constexpr
  }
  return buckets;
}();

}  // namespace

TokenKind word_kind(std::string_view word) {
  if (word == "_") return TokenKind::Underscore;
  if (word[0] < 'a' || word[0] > 'z') return TokenKind::Name;
  const Bucket& bucket = kByLetter[static_cast<size_t>(word[0] - 'a')];
  for (size_t i = 0; i < bucket.count; ++i) {
    if (bucket.words[i].text == word) return bucket.words[i].kind;
  }
  return TokenKind::Name;
}

}  // namespace infra::syntax
