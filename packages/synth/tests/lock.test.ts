import fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Stopped } from '../src/disk/errors.ts'
import { realDisk } from '../src/disk/real-disk.ts'
import type { Owner } from '../src/write/lock.ts'
import { withLock } from '../src/write/lock.ts'
import { statePaths } from '../src/write/state.ts'
import { temporaryFolder, write } from './out-folder.ts'

function owner(pid: number, rest: Partial<Owner> = {}): Owner {
  return { pid, host: 'lab', token: 't', isAlive: () => true, wait: () => {}, ...rest }
}

describe('the lock', () => {
  test('keeps a second run out, names the first, and is gone after it', () => {
    const state = statePaths(temporaryFolder())
    let waits = 0
    withLock(realDisk, state, owner(1), () => {
      const second = owner(2, { wait: () => waits++ })
      expect(() => withLock(realDisk, state, second, () => {})).toThrow('process 1 on lab')
      expect(fs.readdirSync(state.folder)).toEqual(['lock.1.t.lab'])
    })
    expect(waits).toBeGreaterThan(5)
    expect(fs.existsSync(state.folder)).toBe(false)
  })

  test('is taken once the first lets go', () => {
    const state = statePaths(temporaryFolder())
    write(state.folder, 'lock.1.t.lab', '')
    const patient = owner(2, { wait: () => fs.rmSync(join(state.folder, 'lock.1.t.lab'), { force: true }) })
    expect(withLock(realDisk, state, patient, () => 'done')).toBe('done')
  })

  test('of a process that is gone, or had our own id, is taken over', () => {
    const state = statePaths(temporaryFolder())
    write(state.folder, 'lock.1.t.lab', '')
    write(state.folder, 'lock.2.old.lab', '')
    const isAlive = (pid: number): boolean => pid === 2
    expect(withLock(realDisk, state, owner(2, { isAlive }), () => fs.readdirSync(state.folder))).toEqual([
      'lock.2.t.lab',
    ])
  })

  test('of another host is held: nobody can ask its process', () => {
    const state = statePaths(temporaryFolder())
    write(state.folder, 'lock.1.t.other.example', '')
    const asks = owner(2, { isAlive: () => false })
    expect(() => withLock(realDisk, state, asks, () => {})).toThrow('process 1 on other.example')
  })

  test('is let go when the work fails, whose error is told', () => {
    const state = statePaths(temporaryFolder())
    const work = (): never => {
      throw new Error('the work')
    }
    expect(() => withLock(realDisk, state, owner(1), work)).toThrow('the work')
    expect(fs.existsSync(state.folder)).toBe(false)
  })

  test('stands in no folder that a link leads to', () => {
    const folder = temporaryFolder()
    const state = statePaths(join(folder))
    fs.mkdirSync(join(folder, 'elsewhere'))
    fs.symlinkSync(join(folder, 'elsewhere'), state.folder)
    expect(() => withLock(realDisk, state, owner(1), () => {})).toThrow(Stopped)
    expect(fs.readdirSync(join(folder, 'elsewhere'))).toEqual([])
  })
})
