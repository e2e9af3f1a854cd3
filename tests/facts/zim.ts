/** The 43 archives of facts K16 in order, transcribed by hand. Imports nothing of ours. */

const base = 'https://download.kiwix.org/zim'

function urls(directory: string, stems: readonly string[]): string[] {
  return stems.map(stem => `${base}/${directory}/${stem}.zim.torrent`)
}

const libretexts = 'bio chem eng math phys human'.split(' ')
const devdocs =
  'bash c click cmake cpp css django-rest-framework django docker duckdb fish gcc git go godot hammerspoon homebrew javascript kubectl kubernetes latex lua markdown nginx nix postgresql python redis sqlite typescript werkzeug zig'.split(
    ' ',
  )

export const archives: readonly string[] = [
  ...urls('wikipedia', ['wikipedia_en_top1m_maxi_2025-09']),
  ...urls('gutenberg', ['gutenberg_en_all_2023-08']),
  ...urls('ifixit', ['ifixit_en_all_2025-12']),
  ...urls('stack_exchange', ['superuser.com_en_all_2025-12', 'math.stackexchange.com_en_all_2025-12']),
  ...urls(
    'libretexts',
    libretexts.map(x => `libretexts.org_en_${x}_2025-01`),
  ),
  ...urls(
    'devdocs',
    devdocs.map(x => `devdocs_en_${x}_2026-01`),
  ),
]
