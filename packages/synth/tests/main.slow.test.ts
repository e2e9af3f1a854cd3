import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { lab, main } from './lab.ts'
import { temporaryFolder, write } from './out-folder.ts'

describe('the process', () => {
  test('works from any folder, with exit codes and no colours in a pipe', async () => {
    const estate = join(lab('wiki'), 'apps', 'lab')
    const out = join(temporaryFolder(), 'out')
    const { exitCode, stdout, stderr } = await main(['synth', '--estate', estate, '--out', out])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatch(/^target +files/)
    expect(stdout).not.toContain('\u001b')
    expect((await main(['synth', '--check', '--estate', estate, '--out', out])).exitCode).toBe(0)
    write(out, '.synth.json', '{}')
    expect((await main(['synth', '--check', '--estate', estate, '--out', out])).exitCode).toBe(1)
    expect((await main(['sinth'])).exitCode).toBe(2)
    expect((await main(['synth', '--estate', estate, '--out', '/dev/null/x'])).exitCode).toBe(3)
  })

  test('shows a stack only with DEBUG=1', async () => {
    expect((await main(['sinth'])).stderr).not.toContain('    at ')
    expect((await main(['sinth'], { DEBUG: '1' })).stderr).toContain('    at ')
  })
})
