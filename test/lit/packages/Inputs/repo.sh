# Functions for tests that fetch from repositories of their own. Nothing of the person's or the machine's git.
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null INFRA_CACHE="$PWD/cache"
export GIT_AUTHOR_NAME=T GIT_AUTHOR_EMAIL=t@example.org GIT_COMMITTER_NAME=T GIT_COMMITTER_EMAIL=t@example.org
export GIT_AUTHOR_DATE='2026-01-01T00:00:00Z' GIT_COMMITTER_DATE='2026-01-01T00:00:00Z'

# manifest FOLDER NAME VERSION [DEPENDENCY LINE…]
manifest() {
  mkdir -p "$1"
  printf 'name = "%s"\nversion = "%s"\n' "$2" "$3" > "$1/infra.toml"
  if [ $# -gt 3 ]; then printf '\n[dependencies]\n' >> "$1/infra.toml"; printf '%s\n' "${@:4}" >> "$1/infra.toml"; fi
}

# repo FOLDER NAME VERSION TAG: a repository with one more commit: `pub let version` and a kind.
repo() {
  [ -d "$1/.git" ] || git init -q -b main "$1"
  manifest "$1" "$2" "$3" "${@:5}"
  printf 'pub let version = "%s %s"\n' "$2" "$3" > "$1/lib.infra"
  printf 'pub kind Cell: immutable via "host" version 1 { size: Int } -> { url: Url }\n' > "$1/cell.infra"
  git -C "$1" add -A && git -C "$1" commit -q -m "$3" && git -C "$1" tag "$4"
}

# app FOLDER IMPORTS…: a root file that shows what it imports.
app() {
  mkdir -p "$1"
  { for name in "${@:2}"; do printf 'import %s { version }\n' "$name"; done; printf 'output shown: String = version\n'; } > "$1/app.infra"
}

# shown FILE: the value of its output.
shown() { infra compile "$1" --emit=ir | grep -o '"[a-z_]* [0-9.]*"' | head -1; }
