#include "compiler/syntax/scan/token.h"

#include <array>

namespace infra::syntax {
namespace {

enum class WordClass : uint8_t { Other, Contextual, Reserved };

struct Row {
  std::string_view symbol;
  std::string_view words;
  WordClass word_class;
};

constexpr Row kRows[] = {
    {"EOF", "the end of the file", WordClass::Other},
#define INFRA_TOKEN(Name, Symbol, Words) {#Symbol, Words, WordClass::Other},
#define INFRA_WORD(Name, Symbol, Words) {#Symbol, Words, WordClass::Contextual},
#define INFRA_RESERVED(Name, Symbol, Words) {#Symbol, Words, WordClass::Reserved},
#include "compiler/syntax/scan/tokens.def"
#undef INFRA_TOKEN
};

const Row& row(TokenKind kind) { return kRows[static_cast<size_t>(kind)]; }

}  // namespace

std::string_view token_symbol(TokenKind kind) { return row(kind).symbol; }
std::string_view token_words(TokenKind kind) { return row(kind).words; }
bool is_contextual_word(TokenKind kind) { return row(kind).word_class == WordClass::Contextual; }
bool is_reserved_word(TokenKind kind) { return row(kind).word_class == WordClass::Reserved; }

}  // namespace infra::syntax
