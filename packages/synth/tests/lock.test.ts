import fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Stopped } from '../src/disk/errors.ts'
import { STATE } from '../src/paths.ts'
import { realDisk } from '../src/write/disk.ts'
import type { Owner } from '../src/write/lock.ts'
import { withLock } from '../src/write/lock.ts'
import { temporaryFolder, write } from './out-folder.ts'

function owner(pid: number, rest: Partial<Owner> = {}): Owner {
  return { pid, host: 'lab', token: 't', isAlive: () => true, wait: () => {}, ...rest }
}

describe('the lock', () => {
  test('keeps a second run out, names the first, and is gone after it', () => {
    const state = join(temporaryFolder(), STATE)
    let waits = 0
    withLock(realDisk, state, owner(1), () => {
      const second = owner(2, { wait: () => waits++ })
      expect(() => withLock(realDisk, state, second, () => {})).toThrow('process 1 on lab')
      expect(fs.readdirSync(state)).toEqual(['lock.1.t.lab'])
    })
    expect(waits).toBeGreaterThan(5)
    expect(fs.existsSync(state)).toBe(false)
  })

  test('is taken once the first lets go', () => {
    const state = join(temporaryFolder(), STATE)
    write(state, 'lock.1.t.lab', '')
    const patient = owner(2, { wait: () => fs.rmSync(join(state, 'lock.1.t.lab'), { force: true }) })
    expect(withLock(realDisk, state, patient, () => 'done')).toBe('done')
  })

  test('of a process that is gone, or had our own id, is taken over', () => {
    const state = join(temporaryFolder(), STATE)
    write(state, 'lock.1.t.lab', '')
    write(state, 'lock.2.old.lab', '')
    const isAlive = (pid: number): boolean => pid === 2
    expect(withLock(realDisk, state, owner(2, { isAlive }), () => fs.readdirSync(state))).toEqual(['lock.2.t.lab'])
  })

  test('of another host is held: nobody can ask its process', () => {
    const state = join(temporaryFolder(), STATE)
    write(state, 'lock.1.t.other.example', '')
    const asks = owner(2, { isAlive: () => false })
    expect(() => withLock(realDisk, state, asks, () => {})).toThrow('process 1 on other.example')
  })

  const ODD = [
    'lock.',
    'lock.1',
    'lock.1.t.%E0%A4%A',
    'lock.x.t.lab',
    'lock.-1.t.other',
    'lock.99999999999999999999.t.other',
    'lock.1.t.\u001b]0;x\u0007',
    'lock.1.t.a b',
    'lock.1.t.\u202e',
    'lock.1.t.',
    'lock..',
    `lock.1.t.${'x'.repeat(200)}`,
    'draft',
  ]
  test.each(ODD)('is kept from nobody by a file named %j', name => {
    const state = join(temporaryFolder(), STATE)
    write(state, name, 'anything\n')
    expect(withLock(realDisk, state, owner(2), () => fs.readdirSync(state))).toEqual(['lock.2.t.lab'])
    expect(fs.existsSync(state)).toBe(false)
  })

  test.each(['folder', 'link', 'full folder'])('is kept from nobody by a %s with the name of a lock', kind => {
    const state = join(temporaryFolder(), STATE)
    fs.mkdirSync(state)
    const path = join(state, 'lock.1.t.other')
    write(state, '../precious', '')
    if (kind === 'link') fs.symlinkSync('../precious', path)
    else fs.mkdirSync(path)
    if (kind === 'full folder') write(path, 'x', '')
    expect(withLock(realDisk, state, owner(2), () => fs.readdirSync(state))).toEqual(['lock.2.t.lab'])
    expect(fs.existsSync(join(state, '../precious'))).toBe(true)
  })

  test('holds whatever is in its file', () => {
    const state = join(temporaryFolder(), STATE)
    write(state, 'lock.1.t.lab', '\u001b[31m{"pid":')
    expect(() => withLock(realDisk, state, owner(2), () => {})).toThrow(
      /^another run writes to this folder \(process 1 on lab\)$/,
    )
  })

  test.each(['lab', 'other.example'])(
    'on %s, older than any run, is nobody’s: its process id is another’s by now',
    host => {
      const state = join(temporaryFolder(), STATE)
      const path = join(state, `lock.1.t.${host}`)
      for (const days of [1, -365]) {
        write(state, `lock.1.t.${host}`, '')
        const time = Date.now() / 1000 - days * 86_400
        fs.utimesSync(path, time, time)
        expect(withLock(realDisk, state, owner(2), () => 'done')).toBe('done')
      }
    },
  )

  test('of a host with an odd name is told of without what would drive a terminal', () => {
    const state = join(temporaryFolder(), STATE)
    const host = '\u001b[31m/\u202e x'.repeat(9)
    withLock(realDisk, state, owner(1, { host }), () => {
      const tell = (): void => withLock(realDisk, state, owner(2), () => {})
      expect(tell).toThrow('process 1 on __31m___x__31m___x')
      expect(fs.readdirSync(state)).toHaveLength(1)
    })
    expect(fs.existsSync(state)).toBe(false)
  })

  test('is let go when the work fails, whose error is told', () => {
    const state = join(temporaryFolder(), STATE)
    const work = (): never => {
      throw new Error('the work')
    }
    expect(() => withLock(realDisk, state, owner(1), work)).toThrow('the work')
    expect(fs.existsSync(state)).toBe(false)
  })

  test('stands in no folder that a link leads to', () => {
    const folder = temporaryFolder()
    const state = join(folder, STATE)
    fs.mkdirSync(join(folder, 'elsewhere'))
    fs.symlinkSync(join(folder, 'elsewhere'), state)
    expect(() => withLock(realDisk, state, owner(1), () => {})).toThrow(Stopped)
    expect(fs.readdirSync(join(folder, 'elsewhere'))).toEqual([])
  })
})
