#include "cli/man_page.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace infra::cli {
namespace {

/// Text in roff: backslashes and hyphens are commands, and so is a dot or quote that begins a line.
std::string roff(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if ((c == '.' || c == '\'') && i == 0) {
      out += "\\&";
      out += c;
    } else {
      out += c;
    }
  }
  // The one character beyond ASCII that tables use for "and so on".
  for (size_t at = out.find("…"); at != std::string::npos; at = out.find("…")) out.replace(at, 3, "...");
  return out;
}

std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return out;
}

std::string head(std::string_view name, std::string_view version) {
  return fmt::format(
      ".\\\" Made by `infra man` from the tables of the program.\n.TH {} 1 \"\" \"infra {}\" \"Infra\"\n",
      upper(roff(name)), roff(version));
}

std::string lower_first(std::string_view text) {
  std::string out(text);
  if (!out.empty()) out[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(out[0])));
  return out;
}

std::string value(const OptionDescription& option) {
  if (option.choices.empty()) return fmt::format("\\fI{}\\fR", roff(option.type));
  std::string out;
  for (const std::string& word : option.choices) out += fmt::format("{}\\fB{}\\fR", out.empty() ? "" : "|", roff(word));
  return out;
}

void write_option(std::string& out, const OptionDescription& option) {
  std::string names;
  if (option.is_argument) names = value(option);
  for (const std::string& name : option.short_names)
    names += fmt::format("{}\\fB\\-{}\\fR", names.empty() ? "" : ", ", name);
  for (const std::string& name : option.long_names) {
    names += fmt::format("{}\\fB\\-\\-{}\\fR", names.empty() ? "" : ", ", roff(name));
  }
  if (!option.is_argument && !option.type.empty()) names += " " + value(option);
  out += fmt::format(".TP\n{}\n{}\n", names, roff(option.help));
}

constexpr std::string_view kStatus =
    ".SH EXIT STATUS\n.TP\n0\nDone, or nothing had to change.\n.TP\n1\nAn error, which was reported with its code.\n"
    ".TP\n2\nChanges are pending.\n";

std::string reference(std::string_view page) { return fmt::format(".BR {} (1)", roff(page)); }

}  // namespace

std::string page_name(const VerbDescription& verb) {
  std::string name = "infra-" + verb.name;
  std::replace(name.begin(), name.end(), ' ', '-');
  return name;
}

std::string main_page(const std::vector<VerbDescription>& verbs, std::string_view version) {
  std::string out = head("infra", version);
  out += ".SH NAME\ninfra \\- typed, immutable infrastructure\n";
  out += ".SH SYNOPSIS\n.B infra\n.I VERB\n.RI [ ARGUMENT ...]\n.RB [ \\-\\-option ...]\n";
  out +=
      ".SH DESCRIPTION\nInfra checks and compiles what is written in files whose names end in\n.IR .infra ,\n"
      "says what deploying it would change, and does it.\n";
  std::string_view group;
  for (const VerbDescription& verb : verbs) {
    if (verb.group.empty()) continue;
    if (verb.group != group) {
      group = verb.group;
      out += fmt::format(".SH {}\n", upper(roff(group)));
    }
    out += fmt::format(".TP\n\\fBinfra {}\\fR\n{}. See\n{}.\n", roff(verb.name), roff(verb.summary),
                       fmt::format(".BR {} (1)", roff(page_name(verb))));
  }
  // A full stop of its own behind the reference belongs to it.
  for (size_t at = out.find("(1).\n"); at != std::string::npos; at = out.find("(1).\n", at))
    out.replace(at, 5, "(1) .\n");
  return out + std::string(kStatus);
}

std::string verb_page(const VerbDescription& verb, const std::vector<VerbDescription>& verbs,
                      std::string_view version) {
  std::string out = head(page_name(verb), version);
  out += fmt::format(".SH NAME\n{} \\- {}\n", roff(page_name(verb)), roff(lower_first(verb.summary)));
  out += fmt::format(".SH SYNOPSIS\n.B infra {}\n", roff(verb.name));
  for (const OptionDescription& option : verb.options) {
    if (!option.is_argument) continue;
    out +=
        option.is_required ? fmt::format(".I {}\n", roff(option.type)) : fmt::format(".RI [ {} ]\n", roff(option.type));
  }
  out += verb.passes_on ? ".RI [ ARGUMENT ...]\n" : ".RB [ \\-\\-option ...]\n";
  out += fmt::format(".SH DESCRIPTION\n{}.\n", roff(verb.summary));
  if (verb.passes_on)
    out += fmt::format("Its own help,\n.BR \"infra {} \\-\\-help\" ,\nsays what it takes.\n", roff(verb.name));
  if (!verb.options.empty()) {
    out += ".SH OPTIONS\n";
    for (const OptionDescription& option : verb.options) write_option(out, option);
  }
  out += kStatus;
  out += ".SH SEE ALSO\n" + reference("infra");
  for (const VerbDescription& other : verbs) {
    if (other.group == verb.group && other.name != verb.name) out += " ,\n" + reference(page_name(other));
  }
  return out + "\n";
}

}  // namespace infra::cli
