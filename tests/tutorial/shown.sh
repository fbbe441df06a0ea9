# What articles show: their fenced blocks, read from the English text (`check` sees to it that the Chinese one is equal).

# shown ARTICLE TITLE: the body of the fenced block with that title.
shown() {
  local body
  body=$(awk -v title="title=\"$2\"" '
    /^```/ { if (inside) exit; inside = index($0, title) > 0; next }
    inside { print }
  ' "$content/en/$1.md")
  [ -n "$body" ] || { echo "$1 shows no block with the title $2" >&2; return 1; }
  printf '%s\n' "$body"
}

# commands_of ARTICLE: the commands of its `sh` blocks that say `tested`.
commands_of() {
  awk '
    /^```/ { if (inside) { inside = 0 } else { inside = /^```(sh|bash) .*tested=/ } next }
    inside
  ' "$content/en/$1.md" | one_per_line
}

# one_per_line: commands from stdin, continued lines joined, spaces made equal.
one_per_line() {
  awk 'NF { if (sub(/\\$/, "")) printf "%s ", $0; else print }' | sed 's/  */ /g; s/^ //; s/ $//'
}
