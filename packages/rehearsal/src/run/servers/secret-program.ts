/** The program of a secret store, as the operator runs it: `secret-program.ts KNOWN.json WORD…`. It refuses what it does not know. */
import { readFileSync } from 'node:fs'
import { FILE, type Program } from '../../stub.ts'

const [, , known = '', ...words] = process.argv
const { name, answers, fills, placeholders } = JSON.parse(readFileSync(known, 'utf8')) as Program

function refuse(what: string): never {
  process.stderr.write(`${name}: ${what}\n`)
  process.exit(1)
}

function filled(): string | undefined {
  for (const fill of fills) {
    if (fill.length !== words.length) continue
    const file = words[fill.indexOf(FILE)]
    if (file === undefined || fill.some((word, at) => word !== FILE && word !== words[at])) continue
    const text = Object.entries(placeholders).reduce(
      (all, [placeholder, value]) => all.replaceAll(placeholder, value.trimEnd()),
      readFileSync(file, 'utf8'),
    )
    const left = /\{\{.*?\}\}/.exec(text)
    if (left !== null) refuse(`no such field: ${left[0]}`)
    return text
  }
  return undefined
}

const value = answers[JSON.stringify(words)]
process.stdout.write(
  value === undefined ? (filled() ?? refuse(`no such item or field: ${words.join(' ')}`)) : `${value.trimEnd()}\n`,
)
