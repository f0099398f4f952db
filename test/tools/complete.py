#!/usr/bin/env python3
"""complete.py SHELL LINE…: what the shell offers at the end of each line, with `infra completion SHELL` loaded.

Prints `LINE: WORD WORD…` with the words sorted; a folder without its slash. `infra` is found in PATH.
"""
import os
import re
import subprocess
import sys
import tempfile

BASH = r"""
source "$1"
COMP_LINE=$2 COMP_POINT=${#2}
# As readline does: words are broken at blanks and at the characters of COMP_WORDBREAKS, which stand alone.
COMP_WORDS=()
text=${2//=/ = }
for word in $text; do COMP_WORDS+=("$word"); done
[[ $2 == *[[:space:]=] ]] && COMP_WORDS+=("")
[[ $2 == *= ]] && unset 'COMP_WORDS[-1]'
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_infra 2>/dev/null
printf '%s\n' "${COMPREPLY[@]}"
"""

# A line editor inside of a terminal inside of zsh: the one way to ask its completion system.
ZSH = r"""
zmodload zsh/zpty
zpty inner zsh -f -i
zpty -w inner "PS1=; autoload -Uz compinit; compinit -D -u; source $1; cd $PWD"
zpty -w inner 'zstyle ":completion:*" list-separator "--"; zstyle ":completion:*" verbose false'
zpty -w inner 'unsetopt list_ambiguous auto_menu; setopt no_list_beep bash_auto_list; LISTMAX=0; COLUMNS=400'
zpty -w inner 'hook() { compadd() { local -a found; builtin compadd -O found "$@"; print -rl -- "<found>${^found}</found>"; builtin compadd "$@" }; }; hook'
zpty -w inner 'comppostfuncs=(); bindkey "^I" complete-word'
zpty -w inner 'print "<re""ady>"'
zpty -r -m inner ignored '*<ready>*'
zpty -n -w inner "$2"$'\t'
zpty -n -w inner $'\C-u'$'print "<do""ne>"\n'
zpty -r -m inner answer '*<done>*'
print -r -- "$answer"
zpty -d inner
"""


def bash(script, line):
    result = subprocess.run(["bash", "-c", BASH, "bash", script, line], capture_output=True, text=True)
    return result.stdout.splitlines()


def zsh(script, line):
    result = subprocess.run(["zsh", "-f", "-c", ZSH, "zsh", script, line], capture_output=True, text=True, timeout=60)
    return re.findall(r"<found>(.*?)</found>", result.stdout)


def fish(script, line):
    command = f"source {script}; complete -C {chr(39)}{line}{chr(39)}"
    result = subprocess.run(["fish", "--no-config", "-c", command], capture_output=True, text=True)
    return [answer.split("\t")[0] for answer in result.stdout.splitlines()]


def main():
    shell, lines = sys.argv[1], sys.argv[2:]
    with tempfile.TemporaryDirectory() as folder:
        script = os.path.join(folder, "_infra")
        with open(script, "w") as file:
            subprocess.run(["infra", "completion", shell], stdout=file, check=True)
        for line in lines:
            words = {"bash": bash, "zsh": zsh, "fish": fish}[shell](script, line)
            # A value behind `--option=` is offered with or without what stands before it.
            clean = {re.sub(r"^--[\w-]+=", "", word.strip().rstrip("/")) for word in words}
            print(f"{line}: {' '.join(sorted(clean - {''}))}")


if __name__ == "__main__":
    main()
