#include <fmt/format.h>

#include "cli/completion/completion.h"

namespace infra::cli {
namespace {

/// What stands before the generated table: the words so far, and how values are offered.
constexpr std::string_view kHead = R"(# bash completion for infra; made by `infra completion bash`

# Files with one of the given suffixes (any, when there are none), and folders on the way to them.
_infra_files() {
  local path suffix
  compopt -o filenames 2>/dev/null
  while IFS= read -r path; do
    if [[ -d $path ]]; then COMPREPLY+=("$path"); continue; fi
    [[ $# -eq 0 ]] && COMPREPLY+=("$path")
    for suffix; do [[ $path == *."$suffix" ]] && COMPREPLY+=("$path"); done
  done < <(compgen -f -- "$cur")
}

_infra_folders() {
  local path
  compopt -o filenames 2>/dev/null
  while IFS= read -r path; do COMPREPLY+=("$path"); done < <(compgen -d -- "$cur")
}

_infra_words() {
  local word
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$1" -- "$cur")
}

_infra() {
  local cur=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} option="" verb=${COMP_WORDS[1]}
  COMPREPLY=()
  # `--option=value` comes as three words where `=` breaks words.
  if [[ $cur == = ]]; then option=$before cur=""
  elif [[ $before == = ]]; then option=${COMP_WORDS[COMP_CWORD-2]}
  elif [[ $before == -* ]]; then option=$before
  fi
)";

/// A call that offers the values; nothing when there is nothing to offer.
std::string offer(const Values& values) {
  std::string out;
  switch (values.kind) {
    case Values::Kind::Nothing: return ":";
    case Values::Kind::Folders: return "_infra_folders";
    case Values::Kind::Files:
      out = "_infra_files";
      for (const std::string& suffix : values.suffixes) out += " " + suffix;
      return out;
    case Values::Kind::Words:
      for (const std::string& word : values.words) out += (out.empty() ? "" : " ") + word;
      return "_infra_words " + shell_quoted(out);
  }
  return ":";
}

std::string pattern(const OptionDescription& option) {
  std::string out;
  for (const std::string& name : option.short_names) out += (out.empty() ? "-" : "|-") + name;
  for (const std::string& name : option.long_names) out += (out.empty() ? "--" : "|--") + name;
  return out;
}

void write_verb(std::string& out, const VerbDescription& verb) {
  out += fmt::format("    {})\n", shell_quoted(verb.name));
  if (verb.passes_on) {
    out += "      ;;\n";
    return;
  }
  std::string options;
  out += "      case $option in\n";
  for (const OptionDescription& option : verb.options) {
    if (option.is_argument) continue;
    for (const std::string& name : option.long_names) options += (options.empty() ? "--" : " --") + name;
    if (!option.type.empty())
      out += fmt::format("        {}) {}; return ;;\n", pattern(option), offer(values_of(option)));
  }
  out += "      esac\n";
  out += fmt::format("      if [[ $cur == -* ]]; then _infra_words {}; return; fi\n", shell_quoted(options));
  for (const OptionDescription& option : verb.options) {
    if (!option.is_argument) continue;
    out += fmt::format("      {}\n", offer(values_of(option)));
    break;
  }
  out += "      ;;\n";
}

}  // namespace

std::string bash_completion(const std::vector<VerbDescription>& verbs) {
  std::string out(kHead);
  std::string words;
  for (const std::string& word : first_words(verbs)) words += (words.empty() ? "" : " ") + word;
  out += fmt::format("  if ((COMP_CWORD == 1)); then _infra_words {}; return; fi\n", shell_quoted(words + " help"));
  out += fmt::format("  if [[ $verb == help ]]; then ((COMP_CWORD == 2)) && _infra_words {}; return; fi\n",
                     shell_quoted(words));
  for (const std::string& word : first_words(verbs)) {
    std::string seconds;
    for (const VerbDescription* verb : second_words(verbs, word)) {
      seconds += (seconds.empty() ? "" : " ") + std::string(second_word(*verb));
    }
    if (seconds.empty()) continue;
    out += fmt::format("  if [[ $verb == {} ]]; then\n", word);
    out += fmt::format("    if ((COMP_CWORD == 2)); then _infra_words {}; return; fi\n", shell_quoted(seconds));
    out += "    verb+=\" ${COMP_WORDS[2]}\"\n  fi\n";
  }
  out += "  case $verb in\n";
  for (const VerbDescription& verb : verbs) write_verb(out, verb);
  return out + "  esac\n}\n\ncomplete -F _infra infra\n";
}

}  // namespace infra::cli
