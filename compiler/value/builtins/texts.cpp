#include "compiler/value/builtins/texts.h"

#include <utf8proc.h>

#include "compiler/base/text.h"
#include "compiler/value/builtins/letters.h"
#include "compiler/value/fold.h"

namespace infra::value::builtin {
namespace {

enum class Letter { Other, Small, Capital, Digit };

Letter letter_of(uint32_t code_point) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(code_point))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT: return Letter::Capital;
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC: return Letter::Small;
    case UTF8PROC_CATEGORY_ND: return Letter::Digit;
    default: return Letter::Other;
  }
}

bool among(uint32_t code_point, std::string_view characters) {
  for (size_t i = 0; i < characters.size();) {
    if (decode_utf8(characters, i) == code_point) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (end != text.npos && line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text = end == text.npos ? std::string_view() : text.substr(end + 1);
  }
  return lines;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  size_t begin = 0, last = 0;  // of the word, and of the code point before
  Letter before = Letter::Other, before_that = Letter::Other;
  auto end_word = [&](size_t end) {
    if (end > begin) words.push_back(text.substr(begin, end - begin));
    begin = end;
  };
  for (size_t i = 0; i < text.size();) {
    size_t at = i;
    Letter letter = letter_of(decode_utf8(text, i));
    if (letter == Letter::Other) {
      end_word(at);
      begin = i;
    } else if (letter == Letter::Capital && (before == Letter::Small || before == Letter::Digit)) {
      end_word(at);
    } else if (letter == Letter::Small && before == Letter::Capital && before_that == Letter::Capital) {
      end_word(last);
    }
    before_that = before;
    before = letter;
    last = at;
  }
  end_word(text.size());
  return words;
}

std::string lower(std::string_view text) { return map_letters(text, utf8proc_tolower); }
std::string upper(std::string_view text) { return map_letters(text, utf8proc_toupper); }

std::string capitalized(std::string_view text) {
  size_t first = 0;
  if (!text.empty()) decode_utf8(text, first);
  return map_letters(text.substr(0, first), utf8proc_totitle).append(text.substr(first));
}

std::string joined_words(std::string_view text, std::string_view separator) {
  std::string out;
  for (std::string_view word : words_of(text)) {
    if (!out.empty()) out += separator;
    out += lower(word);
  }
  return out;
}

std::string camel_words(std::string_view text, bool first) {
  std::string out;
  for (std::string_view word : words_of(text)) {
    out += out.empty() && !first ? lower(word) : capitalized(lower(word));
  }
  return out;
}

std::string_view strip_start(std::string_view text, std::string_view characters) {
  size_t at = 0;
  for (size_t next = 0; at < text.size(); at = next) {
    if (!among(decode_utf8(text, next), characters)) break;
  }
  return text.substr(at);
}

std::string_view strip_end(std::string_view text, std::string_view characters) {
  while (!text.empty()) {
    size_t at = text.size() - 1;
    while (at > 0 && (static_cast<uint8_t>(text[at]) & 0xC0) == 0x80) --at;
    size_t next = at;
    if (!among(decode_utf8(text, next), characters)) break;
    text = text.substr(0, at);
  }
  return text;
}

Result<std::string> padding(std::string_view builtin, const ValueStore& values, std::span<const ValueId> arguments) {
  INFRA_ASSIGN(uint64_t width, count_of(builtin, values, arguments[1], "width"));
  std::string_view fill = arguments.size() > 2 ? values.as_text(arguments[2]) : " ";
  if (count_code_points(fill) != 1)
    return out_of_range(builtin, values, arguments[2], "fill", "it must be one character");
  size_t length = count_code_points(values.as_text(arguments[0]));
  std::string out;
  if (width <= length) return out;
  INFRA_TRY(folding::make_text_room(values, width > kMaxTextBytes ? width : (width - length) * fill.size()));
  for (uint64_t i = length; i < width; ++i) out += fill;
  return out;
}

Result<ValueId> escaped(ValueStore& values, std::string_view text, std::string_view (*escape)(char)) {
  std::string out;
  for (char c : text) {
    std::string_view instead = escape(c);
    if (instead.empty())
      out += c;
    else
      out += instead;
  }
  return new_text(values, out);
}

}  // namespace infra::value::builtin
