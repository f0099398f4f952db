#include <fmt/format.h>

#include "cli/completion/completion.h"

namespace infra::cli {
namespace {

constexpr std::string_view kHead = R"(# fish completion for infra; made by `infra completion fish`

# Whether the command line so far begins with just these verbs; without any, whether there is none yet.
function __infra_at
    set -l words (commandline -opc)
    set -e words[1]
    if test (count $argv) -eq 0
        test (count $words) -eq 0
        return
    end
    test (count $words) -ge (count $argv); or return 1
    for i in (seq (count $argv))
        test "$words[$i]" = "$argv[$i]"; or return 1
    end
end

# Whether nothing but these verbs stands there yet.
function __infra_just
    test (count (commandline -opc)) -eq (math (count $argv) + 1); and __infra_at $argv
end

# Files with one of the given suffixes, and folders on the way to them.
function __infra_files
    set -l typed (commandline -ct)
    set -l path (string replace -r '^-[^=]*=' '' -- $typed)
    set -l before (string replace -r -- (string escape --style=regex -- $path)'$' '' $typed)
    for file in $path*
        if test -d $file
            echo $before$file/
        else
            for suffix in $argv
                string match -q -- "*.$suffix" $file; and echo $before$file
            end
        end
    end
end

complete -c infra -f
)";

std::string offer(const Values& values) {
  std::string out;
  switch (values.kind) {
    case Values::Kind::Nothing: return "";
    case Values::Kind::Folders: return " -a '(__fish_complete_directories (commandline -ct))'";
    case Values::Kind::Files:
      if (values.suffixes.empty()) return " -F";
      for (const std::string& suffix : values.suffixes) out += " " + suffix;
      return fmt::format(" -a '(__infra_files{})'", out);
    case Values::Kind::Words:
      for (const std::string& word : values.words) out += (out.empty() ? "" : " ") + word;
      return " -a " + fish_quoted(out);
  }
  return "";
}

void write_verb(std::string& out, const VerbDescription& verb) {
  std::string here = fmt::format("complete -c infra -n '__infra_at {}'", verb.name);
  for (const OptionDescription& option : verb.options) {
    std::string line = here;
    if (!option.is_argument) {
      for (const std::string& name : option.short_names) line += " -s " + name;
      for (const std::string& name : option.long_names) line += " -l " + name;
      if (!option.type.empty()) line += " -r";
      line += " -d " + fish_quoted(option.help);
      if (!option.type.empty() && offer(values_of(option)) != " -F") line += " -f";
    }
    std::string values = option.type.empty() ? "" : offer(values_of(option));
    if (option.is_argument && values.empty()) continue;
    out += line + values + "\n";
  }
}

}  // namespace

std::string fish_completion(const std::vector<VerbDescription>& verbs) {
  std::string out(kHead);
  for (const std::string& word : first_words(verbs)) {
    std::string summary;
    for (const VerbDescription* verb : second_words(verbs, word)) {
      summary += (summary.empty() ? "" : ", ") + std::string(second_word(*verb));
      out += fmt::format("complete -c infra -n '__infra_just {}' -a {} -d {}\n", word, second_word(*verb),
                         fish_quoted(verb->summary));
    }
    for (const VerbDescription& verb : verbs) {
      if (verb.name == word) summary = verb.summary;
    }
    out += fmt::format("complete -c infra -n __infra_at -a {} -d {}\n", word, fish_quoted(summary));
  }
  for (const VerbDescription& verb : verbs) {
    if (!verb.passes_on) write_verb(out, verb);
  }
  return out;
}

}  // namespace infra::cli
