// Completion scripts for shells, made from the tables of verbs and options: one file a shell.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/describe.h"

namespace infra::cli {

std::string bash_completion(const std::vector<VerbDescription>& verbs);
std::string zsh_completion(const std::vector<VerbDescription>& verbs);
std::string fish_completion(const std::vector<VerbDescription>& verbs);

/// What stands where a value is to be given.
struct Values {
  enum class Kind : uint8_t { Nothing, Words, Files, Folders } kind = Kind::Nothing;
  std::vector<std::string> words;     ///< For Words.
  std::vector<std::string> suffixes;  ///< For Files, without the dot; empty: any file.
};

/// By the option's choices and the name of what it takes: `FILE` is sources or a plan, `CODE` one of the codes.
Values values_of(const OptionDescription& option);

/// The first words of verbs, each once, and the second words of `first`.
std::vector<std::string> first_words(const std::vector<VerbDescription>& verbs);
std::vector<const VerbDescription*> second_words(const std::vector<VerbDescription>& verbs, std::string_view first);

/// The word after the first one; empty for verbs of one word.
std::string_view second_word(const VerbDescription& verb);
std::string_view first_word(const VerbDescription& verb);

/// `text` in single quotes of a Bourne shell, or of fish, whose quotes know two escapes.
std::string shell_quoted(std::string_view text);
std::string fish_quoted(std::string_view text);

}  // namespace infra::cli
