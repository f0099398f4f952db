#include "cli/completion/completion.h"

#include <algorithm>

#include "compiler/diag/table.h"

namespace infra::cli {

Values values_of(const OptionDescription& option) {
  using Kind = Values::Kind;
  const std::string& type = option.type;
  if (!option.choices.empty()) return {Kind::Words, option.choices, {}};
  if (type == "CODE") {
    std::vector<std::string> codes;
    for (const diag::Entry& entry : diag::entries()) codes.emplace_back(entry.code);
    return {Kind::Words, codes, {}};
  }
  if (type == "PLAN") return {Kind::Files, {}, {"plan"}};
  if (type == "FOLDER" || type == "DIR") return {Kind::Folders, {}, {}};
  if (type == "PATH") return {Kind::Files, {}, {"infra"}};
  if (type != "FILE") return {};
  if (option.is_argument) return {Kind::Files, {}, {"infra", "plan"}};
  bool is_params = !option.long_names.empty() && option.long_names[0] == "params";
  return is_params ? Values{Kind::Files, {}, {"json"}} : Values{Kind::Files, {}, {}};
}

std::string_view first_word(const VerbDescription& verb) {
  return std::string_view(verb.name).substr(0, verb.name.find(' '));
}

std::string_view second_word(const VerbDescription& verb) {
  size_t space = verb.name.find(' ');
  return space == std::string::npos ? std::string_view() : std::string_view(verb.name).substr(space + 1);
}

std::vector<std::string> first_words(const std::vector<VerbDescription>& verbs) {
  std::vector<std::string> words;
  for (const VerbDescription& verb : verbs) {
    std::string word(first_word(verb));
    if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
  }
  return words;
}

std::vector<const VerbDescription*> second_words(const std::vector<VerbDescription>& verbs, std::string_view first) {
  std::vector<const VerbDescription*> out;
  for (const VerbDescription& verb : verbs) {
    if (first_word(verb) == first && !second_word(verb).empty()) out.push_back(&verb);
  }
  return out;
}

std::string shell_quoted(std::string_view text) {
  std::string out = "'";
  for (char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

std::string fish_quoted(std::string_view text) {
  std::string out = "'";
  for (char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

}  // namespace infra::cli
