/** The scripts of Kiwix's containers: shellcheck has nothing to say, and they do what facts K16 describe. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kiwixScripts } from '@homelab/services'
import { execa } from 'execa'
import { describe, expect, onTestFinished, test } from 'vitest'
import { python } from '../python.ts'
import { findProgram, skipped } from '../tools.ts'

const tools = await python()
const bash = findProgram('bash')

const { serve, syncLoop, syncTorrents, watch } = kiwixScripts({
  archives: '/data/complete',
  port: 80,
  deployment: 'kiwix',
  annotation: 'kiwix.example.org/zim-hash',
  sync: '/scripts/sync-zim-torrents.sh',
})

describe.skipIf(tools === undefined)('shellcheck says nothing about', () => {
  test.each([
    ['serve', 'sh', serve],
    ['the loop', 'sh', syncLoop],
    ['the sync', 'bash', syncTorrents],
    ['the watcher', 'bash', watch],
  ])('%s', async (_, shell, text) => {
    const args = ['--severity=style', '--enable=all', '--exclude=SC2250,SC2292,SC2310,SC2312', `--shell=${shell}`, '-']
    const { stdout } = await execa(tools?.program('shellcheck') ?? '', args, { input: text, reject: false })
    expect(stdout).toBe('')
  })
})

if (bash === undefined) test('bash', context => context.skip(skipped('bash')))

/** A script with stand-ins for the programs that it calls; each writes its arguments to `calls`. */
function prepare(text: string, standIns: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'kiwix-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'bin'))
  mkdirSync(join(folder, 'data/complete'), { recursive: true })
  writeFileSync(join(folder, 'calls'), '')
  for (const [name, body] of Object.entries({ sleep: '', ...standIns })) {
    const call = `#!/bin/sh\nprintf '%s\\n' "${name} $*" >> ${folder}/calls\n${body}\n`
    writeFileSync(join(folder, 'bin', name), call, { mode: 0o755 })
  }
  return {
    folder,
    go: async (env: Record<string, string> = {}) => {
      const { exitCode, stdout, stderr } = await execa(
        bash ?? 'bash',
        ['-c', text.replaceAll('/data/', `${folder}/data/`)],
        {
          env: { ...env, PATH: `${folder}/bin:${process.env['PATH']}` },
          reject: false,
        },
      )
      const calls = readFileSync(join(folder, 'calls'), 'utf8').split('\n').slice(0, -1)
      return { exitCode, stdout, stderr, calls }
    },
  }
}

describe.runIf(bash !== undefined)('the sync', () => {
  const list = [
    '# a comment',
    '',
    '  https://example.org/zim/a/have_it_2025-01.zim.torrent  ',
    'https://example.org/zim/b/want_it_2025-01.zim.torrent',
    'https://example.org/zim/b/bad_2025-01.zim.torrent',
    // The list’s first line holds this word, and is no torrent.
    'https://example.org/zim/c/Name.zim.torrent',
  ].join('\n')
  const remote = [
    'case "$*" in',
    '*--list) printf "ID Done Name\\n 1 100%% have_it_2025-01.zim\\n 2 10%% other\\nSum: 2\\n";;',
    '*bad*) exit 1;;',
    'esac',
  ].join('\n')

  async function sync(status: string) {
    const { folder, go } = prepare(syncTorrents, { curl: `printf ${status}`, 'transmission-remote': remote })
    writeFileSync(join(folder, 'torrents.txt'), list)
    return go({
      TRANSMISSION_HOST: 'torrents.test',
      TRANSMISSION_PORT: '9999',
      TORRENT_LIST: join(folder, 'torrents.txt'),
    })
  }

  test.each(['200', '409'])('adds what is missing when the server answers %s', async status => {
    const { exitCode, stdout, stderr, calls } = await sync(status)
    expect(exitCode).toBe(0)
    expect(calls.filter(call => call.includes('--add'))).toEqual([
      'transmission-remote torrents.test:9999 --add https://example.org/zim/b/want_it_2025-01.zim.torrent',
      'transmission-remote torrents.test:9999 --add https://example.org/zim/b/bad_2025-01.zim.torrent',
      'transmission-remote torrents.test:9999 --add https://example.org/zim/c/Name.zim.torrent',
    ])
    expect(calls[0]).toContain('http://torrents.test:9999/transmission/rpc')
    expect(stderr).toContain('warning: could not add https://example.org/zim/b/bad_2025-01.zim.torrent')
    expect(stdout.trim().split('\n').at(-1)).toBe('added 2, already present 1')
  })

  test('waits thirty times ten seconds, then ends well', async () => {
    const { exitCode, calls } = await sync('503')
    expect(exitCode).toBe(0)
    expect(calls.filter(call => call.startsWith('curl'))).toHaveLength(30)
    expect(new Set(calls.filter(call => call.startsWith('sleep')))).toEqual(new Set(['sleep 10']))
    expect(calls.some(call => call.startsWith('transmission-remote'))).toBe(false)
  })

  test('the loop goes on after a run that fails', async () => {
    const { go } = prepare(syncLoop.replace('/scripts/sync-zim-torrents.sh', 'sync-run'), {
      'sync-run': 'exit 1',
      // Stands in for the half hour: the second one ends the test.
      sleep: 'test "$(grep -c ^sleep "$(dirname "$0")/../calls")" -lt 2 || kill $PPID',
    })
    const { calls, stderr } = await go()
    expect(calls).toEqual(['sync-run ', 'sleep 1800', 'sync-run ', 'sleep 1800'])
    expect(stderr).toContain('sync failed')
  })
})

describe.runIf(bash !== undefined)('the watcher', () => {
  const kubectl = (known: string, restarts = true): string =>
    `case "$1" in get) printf '%s' '${known}';; rollout) ${restarts ? ':' : 'exit 1'};; esac`

  async function watched(archives: readonly string[], standIn: string) {
    const { folder, go } = prepare(watch, { kubectl: standIn })
    for (const name of archives) writeFileSync(join(folder, 'data/complete', name), smallest())
    const outcome = await go()
    return { ...outcome, changes: outcome.calls.filter(call => !call.startsWith('kubectl get')) }
  }

  test('does nothing while there is no archive', async () => {
    const { exitCode, calls } = await watched(['notes.txt'], kubectl('old'))
    expect(exitCode).toBe(0)
    expect(calls).toEqual([])
  })

  test('restarts and remembers when the archives are others', async () => {
    const { exitCode, changes } = await watched(['b.zim', 'a.zim'], kubectl('old'))
    expect(exitCode).toBe(0)
    expect(changes[0]).toBe('kubectl rollout restart deployment kiwix')
    expect(changes[1]).toMatch(
      /^kubectl annotate deployment kiwix --overwrite kiwix\.example\.org\/zim-hash=[0-9a-f]{32}$/,
    )
    expect(changes).toHaveLength(2)
  })

  test('does not remember a restart that failed', async () => {
    const { exitCode, changes } = await watched(['a.zim'], kubectl('old', false))
    expect(exitCode).not.toBe(0)
    expect(changes).toEqual(['kubectl rollout restart deployment kiwix'])
  })

  test('leaves it alone while they are the same', async () => {
    const { folder, go } = prepare(watch, { kubectl: kubectl('') })
    writeFileSync(join(folder, 'data/complete/a.zim'), smallest())
    const hash = (await go()).calls.at(-1)?.split('=').at(-1) ?? ''
    writeFileSync(join(folder, 'calls'), '')
    writeFileSync(
      join(folder, 'bin/kubectl'),
      `#!/bin/sh\nprintf '%s\\n' "kubectl $*" >> ${folder}/calls\nprintf ${hash}\n`,
    )
    expect((await go()).calls).toHaveLength(1)
  })
})

/** What passes for a complete archive: a header that says where the checksum begins, and a checksum. */
function smallest(): Buffer {
  const archive = Buffer.alloc(96, 1)
  archive.writeUInt32LE(0x44d495a, 0)
  archive.writeBigUInt64LE(80n, 72)
  return archive
}
