import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runnable, type Scene, scene } from './run.ts'

const label = 'org.example.job'
const root = { env: { STANDIN_UID: '0' } }
const sixtyFour = { code: 64, out: '' }

function plist(at: Scene, keys: string, name = label): string {
  const path = join(at.home, 'Library/LaunchAgents', `${name}.plist`)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `<?xml version="1.0"?><plist version="1.0"><dict>${keys}</dict></plist>`)
  chmodSync(path, 0o644)
  return path
}

const named = `<key>Label</key><string>${label}</string>`
const program = '<key>ProgramArguments</key><array><string>/bin/sh</string><string>-c</string></array>'
const atLoad = '<key>RunAtLoad</key><true/>'
const keepAlive = '<key>KeepAlive</key><true/>'

describe.skipIf(!runnable)('launchctl', () => {
  const loadFailed = 'Load failed: 5: Input/output error\nTry running `launchctl bootstrap` as root for richer errors.'
  const notFound = `Could not find service "${label}" in domain for`

  test('load runs a job that says so, and list shows it', async () => {
    const at = scene()
    const path = plist(at, `${named}${program}${atLoad}`)
    expect(await at.run('launchctl', ['load', path])).toEqual({ code: 0, out: '', err: '' })
    expect(at.runs(label)).toEqual([
      { domain: 'gui/501', label, why: 'load', arguments: ['/bin/sh', '-c'], outcome: 'exited' },
    ])
    expect((await at.run('launchctl', ['list'])).out).toBe(`PID\tStatus\tLabel\n-\t0\t${label}`)
  })

  test('load leaves a job that waits for its schedule', async () => {
    const at = scene()
    const interval = '<key>StartInterval</key><integer>60</integer>'
    await at.run('launchctl', ['load', plist(at, `${named}${program}${interval}`)])
    expect(at.runs()).toEqual([])
    expect((await at.run('launchctl', ['list', label])).code).toBe(0)
  })

  test('a job that is kept alive has a process, and list LABEL prints the dictionary', async () => {
    const at = scene()
    const out = '<key>StandardOutPath</key><string>/tmp/out.log</string>'
    await at.run('launchctl', ['load', plist(at, `${named}${program}${keepAlive}${out}`)])
    const { code, out: printed } = await at.run('launchctl', ['list', label])
    expect(code).toBe(0)
    expect(printed.split('\n')).toEqual([
      '{',
      '\t"StandardOutPath" = "/tmp/out.log";',
      `\t"Label" = "${label}";`,
      '\t"OnDemand" = false;',
      '\t"LastExitStatus" = 0;',
      '\t"PID" = 4001;',
      '\t"ProgramArguments" = (',
      '\t\t"/bin/sh";',
      '\t\t"-c";',
      '\t);',
      '};',
    ])
  })

  test('a program that is not there: loaded, never running, exit code 78', async () => {
    const at = scene()
    const gone = '<key>ProgramArguments</key><array><string>/nowhere/program</string></array>'
    expect(await at.run('launchctl', ['load', plist(at, `${named}${gone}${keepAlive}`)])).toMatchObject({
      code: 0,
      err: '',
    })
    expect((await at.run('launchctl', ['list'])).out).toContain(`-\t78\t${label}`)
    expect((await at.run('launchctl', ['list', label])).out).toContain('"LastExitStatus" = 19968;')
    expect(at.runs(label)).toMatchObject([{ outcome: 'cannot execute' }])
  })

  describe('load refuses, with exit code 0 as documented,', () => {
    test.each([
      ['a file that is not there', (): string => '/nowhere.plist', 'No such file or directory', 2],
      ['what is no property list', (at: Scene): string => plist(at, '<key>Label</key>'), 'Invalid property list', 109],
      ['a list without Label', (at: Scene): string => plist(at, program), 'Invalid or missing service identifier', 110],
      [
        'a list without program',
        (at: Scene): string => plist(at, named),
        'Invalid or missing Program/ProgramArguments',
        111,
      ],
    ])('%s', async (_, path, cause, number) => {
      const at = scene()
      const file = path(at)
      expect(await at.run('launchctl', ['load', file])).toEqual({ code: 0, out: '', err: loadFailed })
      const rich = await at.run('launchctl', ['load', file], root)
      expect(rich).toEqual({ code: 0, out: '', err: `${file}: ${cause}\nLoad failed: ${number}: ${cause}` })
      expect((await at.run('launchctl', ['list'])).out).toBe('PID\tStatus\tLabel')
    })

    test('a file that others may write', async () => {
      const at = scene()
      const path = plist(at, `${named}${program}`)
      chmodSync(path, 0o666)
      expect(await at.run('launchctl', ['load', path])).toMatchObject({ code: 0, err: loadFailed })
      expect((await at.run('launchctl', ['load', path], root)).err).toContain('122: Path had bad ownership/permissions')
    })

    test('a label that is loaded already, which stays as it is', async () => {
      const at = scene()
      const path = plist(at, `${named}${program}${keepAlive}`)
      await at.run('launchctl', ['load', path])
      expect(await at.run('launchctl', ['load', path])).toEqual({ code: 0, out: '', err: loadFailed })
      expect(at.runs(label)).toHaveLength(1)
    })
  })

  test('unload ends a job; of one that is not loaded it complains, with exit code 0 as documented', async () => {
    const at = scene()
    const path = plist(at, `${named}${program}${keepAlive}`)
    await at.run('launchctl', ['load', path])
    expect(await at.run('launchctl', ['unload', path])).toEqual({ code: 0, out: '', err: '' })
    const again = await at.run('launchctl', ['unload', path])
    expect(again.code).toBe(0)
    expect(again.err).toBe(
      'Unload failed: 5: Input/output error\nTry running `launchctl bootout` as root for richer errors.',
    )
    expect(await at.run('launchctl', ['list', label])).toMatchObject({ code: 113, err: `${notFound} port` })
  })

  test('unload does not wait for a process that ends slowly; until it has, its label is not loaded again', async () => {
    const at = scene()
    at.give('launchctl', { lingers: 1 })
    const path = plist(at, `${named}${program}${keepAlive}`)
    await at.run('launchctl', ['load', path])
    expect(await at.run('launchctl', ['unload', path])).toEqual({ code: 0, out: '', err: '' })
    expect(await at.run('launchctl', ['load', path])).toEqual({ code: 0, out: '', err: loadFailed })
    expect((await at.run('launchctl', ['list', label])).code).toBe(0)
    expect((await at.run('launchctl', ['list', label])).code).toBe(113)
    expect(await at.run('launchctl', ['load', path])).toEqual({ code: 0, out: '', err: '' })
  })

  describe('where jobs run as processes', () => {
    /** A shell script; `$OUT` is a file that it may write to. */
    const script = (at: Scene, text: string, keys = ''): string => {
      const out = `<key>StandardOutPath</key><string>${join(at.folder, 'out')}</string>`
      const words = ['/bin/sh', '-c', text].map(word => `<string>${word}</string>`).join('')
      return plist(at, `${named}<key>ProgramArguments</key><array>${words}</array>${out}${keys}`)
    }
    const pid = async (at: Scene): Promise<number | undefined> => {
      const [, found] = /"PID" = (\d+)/.exec((await at.run('launchctl', ['list', label])).out) ?? []
      return found === undefined ? undefined : Number(found)
    }
    const gone = async (at: Scene): Promise<void> => {
      while ((await at.run('launchctl', ['list', label])).code !== 113) await new Promise(done => setTimeout(done, 50))
    }
    const written = async (at: Scene, words: string): Promise<void> => {
      const out = join(at.folder, 'out')
      while (!existsSync(out) || !readFileSync(out, 'utf8').includes(words))
        await new Promise(done => setTimeout(done, 50))
    }
    const alive = (process: number | undefined): boolean => process !== undefined && existsSync(`/proc/${process}/stat`)
    const live = (): Scene => {
      const at = scene()
      at.give('launchctl', { runs: true })
      return at
    }

    test('a job that runs at load is a process; unload sends it SIGTERM, and forgets it when it is gone', async () => {
      const at = live()
      const path = script(at, 'trap "echo told; exit 0" TERM; echo on; while :; do sleep 0.1; done', atLoad)
      await at.run('launchctl', ['load', path])
      await written(at, 'on')
      const process = await pid(at)
      expect(alive(process)).toBe(true)
      expect(await at.run('launchctl', ['unload', path])).toEqual({ code: 0, out: '', err: '' })
      await gone(at)
      await written(at, 'told')
      expect(alive(process)).toBe(false)
    })

    test('what does not end is killed after ExitTimeOut, with what it started', async () => {
      const at = live()
      const keys = `${atLoad}<key>ExitTimeOut</key><integer>1</integer>`
      const path = script(at, 'trap "" TERM; sleep 600 &amp; echo on; wait; wait; sleep 600', keys)
      await at.run('launchctl', ['load', path])
      await written(at, 'on')
      const process = await pid(at)
      await at.run('launchctl', ['unload', path])
      await gone(at)
      expect(alive(process)).toBe(false)
    })

    test('one that waits for its clock is started by start, once, and list keeps how it ended', async () => {
      const at = live()
      const clock = '<key>StartCalendarInterval</key><dict><key>Hour</key><integer>2</integer></dict>'
      const enough = join(at.folder, 'enough')
      const text = `echo on; while [ ! -e ${enough} ]; do sleep 0.1; done; exit 3`
      await at.run('launchctl', ['load', script(at, text, clock)])
      expect(await pid(at)).toBeUndefined()
      await at.run('launchctl', ['start', label])
      await written(at, 'on')
      const process = await pid(at)
      await at.run('launchctl', ['start', label])
      expect(await pid(at)).toBe(process)
      writeFileSync(enough, '')
      while ((await pid(at)) !== undefined) await new Promise(done => setTimeout(done, 50))
      expect((await at.run('launchctl', ['list', label])).out).toContain('"LastExitStatus" = 768;')
    })
  })

  test('unload goes by the label in the file: a renamed job stays loaded', async () => {
    const at = scene()
    const path = plist(at, `${named}${program}`)
    await at.run('launchctl', ['load', path])
    writeFileSync(path, `<plist version="1.0"><dict><key>Label</key><string>other</string>${program}</dict></plist>`)
    expect((await at.run('launchctl', ['unload', path])).err).toContain('Unload failed')
    expect((await at.run('launchctl', ['list', label])).code).toBe(0)
  })

  test('bootstrap, print, kickstart and bootout of a service', async () => {
    const at = scene()
    const path = plist(at, `${named}${program}${keepAlive}`)
    const target = `gui/501/${label}`
    expect(await at.run('launchctl', ['bootstrap', 'gui/501', path])).toEqual({ code: 0, out: '', err: '' })
    expect((await at.run('launchctl', ['print', target])).out).toBe(
      `${target} = {\n\tpath = ${path}\n\tstate = running\n\truns = 1\n\tpid = 4001\n\tlast exit code = 0\n}`,
    )
    expect(await at.run('launchctl', ['kickstart', target])).toEqual({ code: 37, out: '', err: '' })
    expect(await at.run('launchctl', ['kickstart', '-k', '-p', target])).toEqual({ code: 0, out: '4002', err: '' })
    expect(at.runs(label).map(run => run.why)).toEqual(['load', 'kickstart'])
    expect(await at.run('launchctl', ['bootout', target])).toEqual({ code: 0, out: '', err: '' })
    expect(await at.run('launchctl', ['bootout', target])).toEqual({
      code: 3,
      out: '',
      err: 'Boot-out failed: 3: No such process',
    })
    expect(await at.run('launchctl', ['print', target])).toEqual({
      code: 113,
      out: '',
      err: `Bad request.\n${notFound} user gui: 501`,
    })
    expect(await at.run('launchctl', ['kickstart', target])).toMatchObject({
      code: 113,
      err: `${notFound} user gui: 501`,
    })
  })

  test('bootstrap and bootout of a file fail with their error number', async () => {
    const at = scene()
    const hint = 'Try re-running the command as root for richer errors.'
    const path = plist(at, `${named}${program}`)
    const bootout = await at.run('launchctl', ['bootout', 'gui/501', path])
    expect(bootout).toEqual({ code: 5, out: '', err: `Boot-out failed: 5: Input/output error\n${hint}` })
    await at.run('launchctl', ['bootstrap', 'gui/501', path])
    const again = await at.run('launchctl', ['bootstrap', 'gui/501', path])
    expect(again).toEqual({ code: 5, out: '', err: `Bootstrap failed: 5: Input/output error\n${hint}` })
    const missing = await at.run('launchctl', ['bootstrap', 'system', '/nowhere.plist'], root)
    expect(missing).toMatchObject({ code: 2, err: expect.stringContaining('Bootstrap failed: 2: No such file') })
  })

  test('the system domain is for root, and out of sight of a user’s list', async () => {
    const at = scene()
    const path = plist(at, `${named}${program}`)
    expect(await at.run('launchctl', ['bootstrap', 'system', path])).toMatchObject({ code: 5 })
    expect(await at.run('launchctl', ['bootstrap', 'system', path], root)).toMatchObject({ code: 0 })
    expect(await at.run('launchctl', ['list', label])).toMatchObject({ code: 113 })
    expect(await at.run('launchctl', ['list', label], root)).toMatchObject({ code: 0 })
    expect(await at.run('launchctl', ['print', `system/${label}`])).toMatchObject({ code: 0 })
  })

  test('the gui domain is not there while nobody is logged in at the screen, nor for another user', async () => {
    const at = scene()
    const path = plist(at, `${named}${program}`)
    const refused = { code: 125, err: 'Bootstrap failed: 125: Domain does not support specified action' }
    expect(await at.run('launchctl', ['bootstrap', 'gui/502', path])).toMatchObject(refused)
    at.give('launchctl', { gui: false })
    expect(await at.run('launchctl', ['bootstrap', 'gui/501', path])).toMatchObject(refused)
  })

  test('start and stop go by label; stop of a job that is kept alive starts it again', async () => {
    const at = scene()
    await at.run('launchctl', ['load', plist(at, `${named}${program}${keepAlive}`)])
    expect(await at.run('launchctl', ['stop', label])).toMatchObject({ code: 0 })
    expect(await at.run('launchctl', ['start', label])).toMatchObject({ code: 0 })
    expect(at.runs(label).map(run => run.why)).toEqual(['load', 'keep-alive', 'start'])
    expect(await at.run('launchctl', ['start', 'nobody'])).toMatchObject({ code: 3 })
  })

  test.each([
    [['load']],
    [['unload', '-x', 'a']],
    [['bootstrap']],
    [['bootstrap', 'gui/501']],
    [['kickstart', '-k']],
    [['print']],
    [['start']],
    [['enable', 'gui/501']],
  ])('improper usage: %j', async args => {
    const answer = await scene().run('launchctl', args)
    expect(answer).toMatchObject(sixtyFour)
    expect(answer.err).toContain(`Usage: launchctl ${args[0]} `)
  })

  test.each([['gui'], ['gui/me'], ['nowhere/501'], [label]])('a target that is no target: %s', async target => {
    const answer = await scene().run('launchctl', ['print', target])
    expect(answer).toMatchObject(sixtyFour)
    expect(answer.err).toContain('Unrecognized target specifier.')
  })

  test('what is not modelled is said, and is no answer of the original', async () => {
    expect(await scene().run('launchctl', ['reboot'])).toMatchObject({ code: 70 })
  })

  test('every call is logged with its exit code', async () => {
    const at = scene()
    await at.run('launchctl', ['list', label])
    expect(at.calls('launchctl')).toEqual([{ tool: 'launchctl', arguments: ['list', label], exit: 113 }])
  })
})
