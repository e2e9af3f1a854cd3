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

async function interrupted() {
  const child = execa('node', ['--input-type=module', '--eval', program], {
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
