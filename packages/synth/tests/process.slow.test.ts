import fs from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { STATE } from '../src/paths.ts'
import { readList } from '../src/write/list.ts'
import { writeTree } from '../src/write/write.ts'
import { generated } from './generated.ts'
import { snapshot, target, temporaryFolder } from './out-folder.ts'

/** Of the system (util-linux), not of a package. */
const MOUNT = 'mount'
const UNMOUNT = 'umount'

const CHILD = fileURLToPath(import.meta.resolve('./child.ts'))

function child(out: string, name: string, files: number, killAt?: number) {
  const rest = killAt === undefined ? [] : [String(killAt)]
  return execa('node', [CHILD, out, name, String(files), ...rest], { reject: false })
}

describe('a real process', () => {
  test('killed by SIGKILL leaves a tree that the next run finishes', async () => {
    const folder = temporaryFolder()
    const [old, next] = ['old', 'new'].map(name => {
      const expected = join(folder, name)
      writeTree(target(expected), generated(name, 10))
      return snapshot(expected)
    })
    const seen = new Set<string>()
    for (let at = 1; ; at += 7) {
      const out = join(folder, 'out')
      fs.rmSync(out, { recursive: true, force: true })
      writeTree(target(out), generated('old', 10))
      const { signal, exitCode } = await child(out, 'new', 10, at)
      if (exitCode === 0) break
      expect(signal).toBe('SIGKILL')
      const after = snapshot(out)
      const whole = [old, next].some(state => JSON.stringify(state) === JSON.stringify(after))
      const { unfinished } = readList(out)
      expect(unfinished || whole, `change ${at}`).toBe(true)
      seen.add(unfinished ? 'unfinished' : 'whole')
      expect((await child(out, 'new', 10)).exitCode).toBe(0)
      expect(snapshot(out)).toEqual(next)
      expect(fs.existsSync(join(out, STATE))).toBe(false)
    }
    expect(seen.size).toBe(2)
  })

  test('killed by another at any moment does the same', async () => {
    const folder = temporaryFolder()
    const out = join(folder, 'out')
    writeTree(target(join(folder, 'expected')), generated('new', 2000))
    await killWhileItRenames(out)
    expect(readList(out).unfinished).toBe(true)
    expect((await child(out, 'new', 2000)).exitCode).toBe(0)
    expect(snapshot(out)).toEqual(snapshot(join(folder, 'expected')))
  })

  test('shares the folder with others that run at once', async () => {
    const folder = temporaryFolder()
    const out = join(folder, 'out')
    const names = ['a', 'b', 'c', 'd', 'e']
    const states = names.map(name => {
      writeTree(target(join(folder, name)), generated(name, 200))
      return snapshot(join(folder, name))
    })
    const ends = await Promise.all(names.map(name => child(out, name, 200)))
    const ended = ends.map(({ exitCode }) => exitCode)
    expect(ended).toContain(0)
    for (const { exitCode, stderr } of ends) if (exitCode !== 0) expect(stderr).toContain('another run writes')
    expect(states).toContainEqual(snapshot(out))
    expect(fs.existsSync(join(out, STATE))).toBe(false)
  })
})

/** The list shows when; a run that was faster than the signal is done again. */
async function killWhileItRenames(out: string): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    fs.rmSync(out, { recursive: true, force: true })
    writeTree(target(out), generated('old', 2000))
    const running = child(out, 'new', 2000)
    const isOver = (): boolean => running.nodeChildProcess.exitCode !== null
    while (!readList(out).unfinished && !isOver()) await new Promise(resolve => setImmediate(resolve))
    running.kill('SIGKILL')
    if ((await running).signal === 'SIGKILL' && readList(out).unfinished) return
  }
  throw new Error('the run was always faster than the signal')
}

describe('a real disk', () => {
  test('that is full stops the run, which the next one ends', async ({ skip }) => {
    const folder = temporaryFolder()
    const mounted = await execa(MOUNT, ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { reject: false })
    if (mounted.failed) skip('skipped: cannot mount a small disk')
    try {
      const out = join(folder, 'out')
      writeTree(target(out), generated('old', 4))
      const before = snapshot(out)
      const big = [...generated('old', 4), { ...generated('big', 1)[0], path: 'big', content: 'x'.repeat(90_000) }]
      expect(() => writeTree(target(out), big as ReturnType<typeof generated>)).toThrow('ENOSPC')
      expect(readList(out).unfinished).toBe(true)
      expect(fs.existsSync(join(out, STATE))).toBe(false)
      writeTree(target(out), generated('old', 4))
      expect(snapshot(out)).toEqual(before)
    } finally {
      await execa(UNMOUNT, [folder])
    }
  })
})
