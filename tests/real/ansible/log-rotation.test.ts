/**
 * The rendered configuration under the real logrotate, as a login that is not root, while programs write: as launchd does it,
 * each keeps its file open, to append.
 */
import { spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findProgram, skipped } from '../tools.ts'

const logrotate = findProgram('logrotate')
/** Debian's `nobody`. */
const somebody = { uid: 65534, gid: 65534 }
const template =
  globSync('dist/ansible/roles/*/templates/*')
    .map(path => readFileSync(path, 'utf8'))
    .find(text => text.includes('\n  copytruncate\n')) ?? ''
const scratch = mkdtempSync(join(tmpdir(), 'log-rotation-'))
const configuration = template
  .replaceAll(/\{\{ \w+_(home|brew_prefix) \}\}/g, (_, name: string) => join(scratch, name))
  .replace(/\{\{ .* \}\}/, '')
const files = [...configuration.matchAll(/^"(.*)"$/gm)].map(([, path = '']) => path)
const [limit = 0, keep = 0] = ['size', 'rotate'].map(word =>
  Number(new RegExp(`${word} (\\d+)`).exec(configuration)?.[1]),
)
const [busy = '', quiet = '', missing = ''] = files

describe.skipIf(logrotate === undefined)(
  `logrotate${logrotate === undefined ? ` (${skipped('logrotate')})` : ''}`,
  () => {
    const config = join(scratch, 'logrotate.conf')

    beforeAll(() => {
      for (const path of files) mkdirSync(dirname(path), { recursive: true })
      // Homebrew's folders can be written by a group that is not root's.
      for (const folder of new Set(files.map(path => dirname(path)))) {
        chownSync(folder, somebody.uid, somebody.gid)
        chmodSync(folder, 0o775)
      }
      writeFileSync(config, configuration, { mode: 0o644 })
      chmodSync(scratch, 0o777)
      for (const path of [busy, quiet]) {
        writeFileSync(path, 'a line\n')
        chownSync(path, somebody.uid, somebody.gid)
      }
    })
    afterAll(() => rmSync(scratch, { recursive: true, force: true }))

    async function rotate(): Promise<void> {
      const ran = await execa(logrotate ?? '', [`--state=${join(scratch, 'status')}`, config], {
        ...somebody,
        reject: false,
        all: true,
      })
      expect({ code: ran.exitCode, said: ran.all }).toEqual({ code: 0, said: '' })
    }

    const fill = (path: string): void =>
      writeFileSync(path, `${'x'.repeat(1023)}\n`.repeat(limit * 1024 + 1), { flag: 'a' })

    test('what is short stays as it is, and a file that is not there is no error', async () => {
      await rotate()
      expect(readFileSync(quiet, 'utf8')).toBe('a line\n')
      expect(readdirSync(dirname(missing))).not.toContain(missing)
    })

    test('a program that goes on writing writes into the emptied file, at its start', async () => {
      const log = `exec >>"$0"; while read -r line; do echo "$line"; done`
      const writer = spawn('sh', ['-c', log, busy], { ...somebody, stdio: ['pipe', 'ignore', 'ignore'] })
      const says = async (line: string): Promise<void> => {
        writer.stdin.write(`${line}\n`)
        await expect.poll(() => readFileSync(busy, 'utf8').endsWith(`${line}\n`)).toBe(true)
      }
      await says('before')
      fill(busy)
      await rotate()
      await says('after')
      writer.kill()
      expect(readFileSync(busy, 'utf8')).toBe('after\n')
      expect(gunzipSync(readFileSync(`${busy}.1.gz`)).toString()).toMatch(/^a line\nbefore\nx+\n/)
    })

    test('however often it is done, so many old ones are kept', async () => {
      for (let turn = 0; turn < keep + 2; turn += 1) {
        fill(busy)
        await rotate()
      }
      const kept = readdirSync(dirname(busy)).filter(name => join(dirname(busy), name).startsWith(`${busy}.`))
      expect(kept).toHaveLength(keep)
      expect(statSync(busy).size).toBe(0)
      expect(readFileSync(quiet, 'utf8')).toBe('a line\n')
    })
  },
)
