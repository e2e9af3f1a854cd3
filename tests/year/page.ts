import { after, before, countedLines, type NamedChange, revisionAfter, revisionBefore, textsOf } from './changes.ts'

const head = `# A year

What changes of a homelab cost, as they come in a year: lines and files of the estate that somebody writes, and what follows from them.
The estate is [\`tests/fixtures/croft\`](../tests/fixtures/croft/apps/croft/estate.ts), each change a folder of
[\`tests/year/changes\`](../tests/year/changes). \`tests/year/year.test.ts\` makes each of them, holds what was written down of it before, and
writes this page (\`npx vitest run tests/year --update\`). Rendered are all files but the documentation and \`estate.json\`.

| change | lines written | files | lines rendered | files | without a word |
| --- | --- | --- | --- | --- | --- |
`

/** The table of what each change costs. */
export async function yearPage(changes: readonly NamedChange[]): Promise<string> {
  const rows = await Promise.all(changes.map(rowOf))
  return `${head}${rows.join('\n')}\n`
}

async function rowOf(change: NamedChange): Promise<string> {
  const [was, is] = await Promise.all([revisionBefore(change), revisionAfter(change)])
  const written = [...countedLines(before(change), after(change)).values()]
  const lines = [...countedLines(textsOf(was), textsOf(is))].filter(([path]) => !/^(docs\/|estate\.json$)/.test(path))
  const cells = [
    `[${change.title}](../tests/year/changes/${change.name}/change.ts)`,
    ...counted(written),
    ...counted(lines.map(([, count]) => count)),
    change.lacks ?? '',
  ]
  return `| ${cells.join(' | ')} |`
}

function counted(files: readonly (readonly [number, number])[]): readonly string[] {
  const sum = (nth: 0 | 1): number => files.reduce((all, counts) => all + counts[nth], 0)
  return [`+${sum(0)} −${sum(1)}`, String(files.length)]
}
