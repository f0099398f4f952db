// Texts with mistakes in them, the same in every run.
#pragma once

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "test/unit/compiler/syntax/snippets.h"

namespace infra::syntax {

/// All snippets as declarations.
inline std::vector<std::string> snippet_texts() {
  std::vector<std::string> texts;
  for (const Snippet& snippet : kExpressions) texts.push_back("let x = " + std::string(snippet.text));
  for (const Snippet& snippet : kDeclarations) texts.emplace_back(snippet.text);
  return texts;
}

class Mutator {
 public:
  explicit Mutator(uint32_t seed) : random_(seed) {}

  size_t below(size_t limit) { return std::uniform_int_distribution<size_t>(0, limit - 1)(random_); }

  /// Up to four edits that put in, take out or swap pieces of the language.
  std::string mutate(std::string text) {
    static constexpr std::string_view kPieces[] = {
        "{",          "}",         "[",        "]",       "(",           ")",        "\"",    "${",
        "\n",         "\"\"\"",    "r\"",      "$",       "\\",          ",",        ":",     "=",
        ";",          ".",         "..",       "?",       "=>",          "->",       "<",     ">",
        ">=",         "==",        "!",        "-",       "+",           "&&",       "&",     "|",
        "#",          "'",         "@",        "let ",    "if ",         "then ",    "else ", "match ",
        "for ",       "in ",       "where ",   "pub ",    "import ",     "param ",   "type ", "enum ",
        "kind ",      "resource ", "module ",  "output ", "fn ",         "policy ",  "on ",   "enforce ",
        "waive ",     "by ",       "check \"", "test \"", "limit ",      "renamed ", "to ",   "existing ",
        "provider ",  "require ",  "expect ",  "fails ",  "plan ",       "find ",    "...",   "?.",
        "|",          "with ",     "key ",     "x",       "12",          "1.5",      "3GiB",  "12abc",
        "2027-01-31", "// c\n",    "/// d\n",  "é",       "\xE2\x80\xAE"};
    const size_t edits = 1 + below(4);
    for (size_t i = 0; i < edits; ++i) {
      const size_t at = below(text.size() + 1);
      switch (below(3)) {
        case 0: text.insert(at, kPieces[below(std::size(kPieces))]); break;
        case 1: text.erase(at, 1 + below(6)); break;
        default: text.replace(at, std::min<size_t>(1, text.size() - at), kPieces[below(std::size(kPieces))]);
      }
    }
    return text;
  }

 private:
  std::mt19937 random_;
};

}  // namespace infra::syntax
