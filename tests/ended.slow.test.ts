import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { root } from './support/sources.ts'

/** What looks after its programs ends with the signal that it hears where it is the last who listens. */
const program = `
  import { execa } from 'execa'
  import { endOf } from '${join(root, 'packages/synth/src/cli/context.ts')}'
  const ended = endOf(process)
  const child = execa('sleep', ['30'], { reject: false })
  console.log('ready')
  await ended
  child.kill()
  await child
  console.log('cleaned up')
`

/** A program of its own that nobody ends keeps it up. */
const stuck = program.replace('child.kill()\n  await child\n', '')

async function interrupted(what = program) {
  const child = execa('node', ['--input-type=module', '--eval', what], {
    cwd: join(root, 'packages/synth'),
    reject: false,
  })
  await new Promise(ready => child.stdout.once('data', ready))
  child.kill('SIGINT')
  return child
}

test('whoever is asked to end while a program runs cleans up first', async () => {
  expect(await interrupted()).toMatchObject({ exitCode: 0, stdout: 'ready\ncleaned up' })
})

test('what does not come to an end then is ended, with the code of what was done', async () => {
  expect(stuck).not.toContain('child.kill')
  const began = Date.now()
  const { exitCode, stdout } = await interrupted(`${stuck}\nprocess.exitCode = 3`)
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: 'ready\ncleaned up' })
  expect(Date.now() - began).toBeLessThan(25_000)
})
