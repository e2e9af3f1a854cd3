import type { TreeFile } from '../src/tree.ts'

/** A tree of `count` files whose content says `name`; half of their paths do, too. */
export function generated(name: string, count: number): TreeFile[] {
  const files = Array.from({ length: count }, (_, index): TreeFile => {
    const path = index % 2 === 0 ? `all/service-${index}/file.yaml` : `${name}/service-${index}/file.yaml`
    return { path, content: `name: ${name}\n`, target: 'kubernetes', sources: [] }
  })
  return files.sort((a, b) => (a.path < b.path ? -1 : 1))
}
