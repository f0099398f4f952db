#include <fmt/format.h>

#include "cli/completion/completion.h"

namespace infra::cli {
namespace {

/// Text within a spec of `_arguments` and `_describe`, where a colon ends a part and brackets a description.
std::string part(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == ':' || c == '[' || c == ']' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string action(const Values& values) {
  std::string out;
  switch (values.kind) {
    case Values::Kind::Nothing: return " ";
    case Values::Kind::Folders: return "_files -/";
    case Values::Kind::Files:
      if (values.suffixes.empty()) return "_files";
      for (const std::string& suffix : values.suffixes) out += (out.empty() ? "" : "|") + suffix;
      return fmt::format("_files -g \"*.({})(-.)\"", out);
    case Values::Kind::Words:
      for (const std::string& word : values.words) out += (out.empty() ? "" : " ") + word;
      return "(" + out + ")";
  }
  return " ";
}

void write_verb(std::string& out, const VerbDescription& verb, std::string_view margin) {
  out += fmt::format("{}_arguments", margin);
  for (const OptionDescription& option : verb.options) {
    std::string value = option.type.empty() ? "" : fmt::format(":{}:{}", part(option.type), action(values_of(option)));
    if (option.is_argument) {
      out += fmt::format(" \\\n{}  {}", margin, shell_quoted((option.is_required ? ":" : "::") + value.substr(1)));
      continue;
    }
    // Every name is an option of its own to `_arguments`; `=` lets a long one take its value with or without it.
    for (const std::string& name : option.short_names) {
      out += fmt::format(
          " \\\n{}  {}", margin,
          shell_quoted(fmt::format("-{}{}[{}]{}", name, value.empty() ? "" : "+", part(option.help), value)));
    }
    for (const std::string& name : option.long_names) {
      out += fmt::format(
          " \\\n{}  {}", margin,
          shell_quoted(fmt::format("*--{}{}[{}]{}", name, value.empty() ? "" : "=", part(option.help), value)));
    }
  }
  out += "\n";
}

}  // namespace

std::string zsh_completion(const std::vector<VerbDescription>& verbs) {
  std::string out = "#compdef infra\n# zsh completion for infra; made by `infra completion zsh`\n\n_infra() {\n";
  out += "  local -a verbs\n  if ((CURRENT == 2)); then\n    verbs=(\n";
  for (const std::string& word : first_words(verbs)) {
    auto seconds = second_words(verbs, word);
    std::string summary;
    for (const VerbDescription* verb : seconds)
      summary += (summary.empty() ? "" : ", ") + std::string(second_word(*verb));
    for (const VerbDescription& verb : verbs) {
      if (verb.name == word) summary = verb.summary;
    }
    out += fmt::format("      {}\n", shell_quoted(part(word) + ":" + part(summary)));
  }
  out +=
      "    )\n    _describe -t verbs verb verbs\n    return\n  fi\n  shift words\n  ((CURRENT--))\n  case $words[1] "
      "in\n";
  for (const std::string& word : first_words(verbs)) {
    out += fmt::format("    {})\n", word);
    auto seconds = second_words(verbs, word);
    if (seconds.empty()) {
      for (const VerbDescription& verb : verbs) {
        if (verb.name == word && !verb.passes_on) write_verb(out, verb, "      ");
      }
    } else {
      out += "      if ((CURRENT == 2)); then\n        verbs=(\n";
      for (const VerbDescription* verb : seconds) {
        out += fmt::format("          {}\n", shell_quoted(part(second_word(*verb)) + ":" + part(verb->summary)));
      }
      out += "        )\n        _describe -t verbs verb verbs\n        return\n      fi\n";
      out += "      shift words\n      ((CURRENT--))\n      case $words[1] in\n";
      for (const VerbDescription* verb : seconds) {
        out += fmt::format("        {})\n", second_word(*verb));
        write_verb(out, *verb, "          ");
        out += "          ;;\n";
      }
      out += "      esac\n";
    }
    out += "      ;;\n";
  }
  out += "  esac\n}\n\n";
  // Read by the completion system it is the function's body; sourced by a person it registers itself.
  return out + "if [ \"$funcstack[1]\" = _infra ]; then\n  _infra \"$@\"\nelse\n  compdef _infra infra\nfi\n";
}

}  // namespace infra::cli
