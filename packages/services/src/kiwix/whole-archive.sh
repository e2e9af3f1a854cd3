# shellcheck shell=sh
# Whether a file is a whole archive: it begins with the format's number, and ends with the checksum that its header says
# ends it. What is missing of a file that has its full size already reads as zeros.
# https://wiki.openzim.org/wiki/ZIM_file_format#Header

# From an offset: so many bytes, as od prints them.
bytes() { od -A n -t "$1" -j "$2" -N "$3" "$4" | tr -d ' \n'; }

is_whole() {
  [ -f "$1" ] && [ "$(bytes x1 0 4 "$1")" = 5a494d04 ] || return 1
  end="$(bytes u8 72 8 "$1")"
  [ "$((end + 16))" = "$(stat -c %s "$1")" ] || return 1
  case "$(bytes x1 "$end" 16 "$1")" in *[!0]*) ;; *) return 1 ;; esac
}
