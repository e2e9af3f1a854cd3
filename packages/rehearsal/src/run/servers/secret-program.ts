/** The program of a secret store, as the operator runs it: `secret-program.ts KNOWN.json WORD…`. It refuses what it does not know. */
import { readFileSync } from 'node:fs'
import { FILE, type Program } from '../../stub.ts'

const [, , known = '', ...words] = process.argv
const { name, answers, fills, placeholders, server } = JSON.parse(readFileSync(known, 'utf8')) as Program

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

/** https://openbao.org/docs/commands/auth/enable/, https://openbao.org/docs/commands/write/: the path and the body that it sends; undefined for another word. */
function sent(): { readonly path: string; readonly body: object } | undefined {
  const flags = words.filter(word => word.startsWith('-'))
  const [first, second = '', third = ''] = words.filter(word => !word.startsWith('-'))
  if (first === 'auth' && second === 'enable') {
    const [path = `-path=${third}`, ...others] = flags
    if (!path.startsWith('-path=') || others.length > 0) refuse(`unknown flags: ${flags.join(' ')}`)
    return { path: `sys/auth/${path.slice('-path='.length)}`, body: { type: third } }
  }
  if (first !== 'write') return undefined
  const pairs = words.slice(2).map(word => {
    const [, key = '', file, text = ''] = /^([^=]+)=(@?)(.*)$/s.exec(word) ?? refuse(`no KEY=VALUE: ${word}`)
    return [key, file === '@' ? readFileSync(text, 'utf8') : text]
  })
  return { path: second, body: Object.fromEntries(pairs) }
}

const request = server === undefined ? undefined : sent()
if (server !== undefined && request !== undefined) {
  const headers = { 'x-vault-token': server.token, 'content-type': 'application/json' }
  const url = `${server.url}/v1/${request.path}`
  const answer = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(request.body) })
  if (!answer.ok) refuse(`${url}: ${answer.status} ${await answer.text()}`)
  process.stdout.write(`Success! ${request.path}\n`)
  process.exit(0)
}
const value = answers[JSON.stringify(words)]
process.stdout.write(
  value === undefined ? (filled() ?? refuse(`no such item or field: ${words.join(' ')}`)) : `${value.trimEnd()}\n`,
)
