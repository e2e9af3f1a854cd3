import { minikube } from '../hosts.ts'

/** What the containers of Kiwix run, and which archives it keeps. facts K16 */

/**
 * Whether a file is a whole archive: it begins with the format's number, and ends with the checksum that its header says
 * ends it. What is missing of a file that has its full size already reads as zeros. https://wiki.openzim.org/wiki/ZIM_file_format#Header
 */
const wholeArchive = `# From an offset: so many bytes, as od prints them.
bytes() { od -A n -t "$1" -j "$2" -N "$3" "$4" | tr -d ' \\n'; }

is_whole() {
  [ -f "$1" ] && [ "$(bytes x1 0 4 "$1")" = 5a494d04 ] || return 1
  end="$(bytes u8 72 8 "$1")"
  [ "$((end + 16))" = "$(stat -c %s "$1")" ] || return 1
  case "$(bytes x1 "$end" 16 "$1")" in *[!0]*) ;; *) return 1 ;; esac
}
`

/**
 * Serves every archive that is complete and that opens: the server ends over a single one that doesn't. Without any it
 * serves an empty library, so that its probes are answered; the watcher restarts it when there are some.
 */
export const serve = `${wholeArchive}
# The server is no judge of one file; its sister is, where the image has it.
opens() {
  command -v kiwix-manage >/dev/null || return 0
  rm -f /tmp/trial.xml
  kiwix-manage /tmp/trial.xml add "$1" >/dev/null 2>&1
}

set --
for zim in /data/complete/*.zim; do
  if is_whole "$zim" && opens "$zim"; then
    set -- "$@" "$zim"
  else
    echo "left out, not complete: $zim" >&2
  fi
done
if [ $# -gt 0 ]; then
  exec kiwix-serve --port=80 "$@"
fi
echo 'no archive is complete yet' >&2
echo '<library version="20110515"/>' >/tmp/library.xml
exec kiwix-serve --port=80 --library /tmp/library.xml
`

/** Once, then every half hour forever; a failing run is only logged. */
export const syncLoop = `while true; do
  /scripts/sync-zim-torrents.sh || echo "sync failed; next try in 1800 s" >&2
  sleep 1800
done
`

/** Adds the torrents of the list that Transmission does not have. */
export const syncZimTorrents = `#!/bin/bash
set -euo pipefail

host="\${TRANSMISSION_HOST:-transmission.torrent.svc.${minikube.dnsDomain}}"
port="\${TRANSMISSION_PORT:-9091}"
list="\${TORRENT_LIST:-/config/torrents.txt}"
rpc="http://$host:$port/transmission/rpc"

# 409 is the answer to a request without a session: the server is up.
ready() {
  local status
  status="$(curl --silent --output /dev/null --max-time 10 --write-out '%{http_code}' "$rpc" || true)"
  [[ "$status" == 200 || "$status" == 409 ]]
}

tries=30
until ready; do
  tries=$((tries - 1))
  if ((tries == 0)); then
    echo "$rpc does not answer; giving up for now"
    exit 0
  fi
  sleep 10
done

# The first line is a header and the last a sum; the name is the last column.
current="$(transmission-remote "$host:$port" --list | sed '1d;$d' | awk '{ print $NF }')"

added=0
present=0
while IFS= read -r line || [[ -n "$line" ]]; do
  url="$(printf '%s' "$line" | sed 's/^[[:space:]]*//; s/[[:space:]]*$//')"
  if [[ -z "$url" || "$url" == '#'* ]]; then
    continue
  fi
  name="$(basename "$url" .torrent)"
  name="\${name%.zim}"
  if [[ "$current" == *"$name"* ]]; then
    present=$((present + 1))
  elif transmission-remote "$host:$port" --add "$url"; then
    added=$((added + 1))
  else
    echo "warning: could not add $url" >&2
  fi
done <"$list"

echo "added $added, already present $present"
`

/**
 * Restarts Kiwix when the complete archives are others than those of its last start. The restart comes first, so that one
 * that fails is tried again.
 */
export const watchZims = `set -euo pipefail
shopt -s nullglob

${wholeArchive}
zims=()
for zim in /data/complete/*.zim; do
  if is_whole "$zim"; then
    zims+=("$zim")
  fi
done
if ((\${#zims[@]} == 0)); then
  echo "no archives"
  exit 0
fi

hash="$(printf '%s\\n' "\${zims[@]}" | sort | md5sum | cut -d ' ' -f 1)"
known="$(kubectl get deployment kiwix --output 'jsonpath={.metadata.annotations.kiwix\\.blumeops/zim-hash}')"
if [[ "$hash" == "$known" ]]; then
  echo "\${#zims[@]} archives, unchanged"
  exit 0
fi

kubectl rollout restart deployment kiwix
kubectl annotate deployment kiwix --overwrite "kiwix.blumeops/zim-hash=$hash"
`

/** Directory of the archive server -> archives, in the order of the list. */
const archives: Readonly<Record<string, readonly string[]>> = {
  // 43 GB
  wikipedia: ['wikipedia_en_top1m_maxi_2025-09'],
  // 72 GB
  gutenberg: ['gutenberg_en_all_2023-08'],
  // 3.3 GB
  ifixit: ['ifixit_en_all_2025-12'],
  stack_exchange: ['superuser.com_en_all_2025-12', 'math.stackexchange.com_en_all_2025-12'],
  libretexts: ['bio', 'chem', 'eng', 'math', 'phys', 'human'].map(subject => `libretexts.org_en_${subject}_2025-01`),
  devdocs: [
    ...['bash', 'c', 'click', 'cmake', 'cpp', 'css', 'django-rest-framework', 'django', 'docker', 'duckdb', 'fish'],
    ...['gcc', 'git', 'go', 'godot', 'hammerspoon', 'homebrew', 'javascript', 'kubectl', 'kubernetes', 'latex', 'lua'],
    ...['markdown', 'nginx', 'nix', 'postgresql', 'python', 'redis', 'sqlite', 'typescript', 'werkzeug', 'zig'],
  ].map(subject => `devdocs_en_${subject}_2026-01`),
}

/** One URL a line; a comment before each directory. */
export const zimTorrents = Object.entries(archives)
  .flatMap(([directory, stems]) => [
    `# ${directory}`,
    ...stems.map(stem => `https://download.kiwix.org/zim/${directory}/${stem}.zim.torrent`),
  ])
  .map(line => `${line}\n`)
  .join('')
