/** Every command of Flux that a page gives, read by its own command line: its words and its flags are there. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cluster } from '@homelab/estate'
import { flux } from '@homelab/kubernetes'
import { madeOnce } from '@homelab/programs/made-once'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import harbour from '../../fixtures/harbour/apps/harbour/estate.ts'
import { k3s } from '../../fixtures/harbour/apps/harbour/places.ts'
import { fencesIn, pagesIn } from '../../support/pages.ts'
import { render } from '../../support/render.ts'
import { commandsOf } from '../../support/shell-words.ts'
import { findProgram, neededProgram, skipped } from '../tools.ts'

const settings = k3s.delivery as ReturnType<typeof flux>
const built = await program()

/** That of the machine; it is compiled where somebody asks for it, for that takes minutes which nothing else here has use for. */
async function program(): Promise<string | undefined> {
  const found = findProgram('flux')
  if (found !== undefined) return found
  const go = process.env['FLUX'] === 'build' ? neededProgram('go') : undefined
  if (go !== undefined) return build(go, settings.version)
  skipped('flux (install it, or set FLUX=build)')
  return undefined
}

/** Of its own module, in which the manifests are missing that a release embeds. */
async function build(go: string, version: string): Promise<string> {
  const module = `github.com/fluxcd/flux2/v2@${version}`
  const folder = await madeOnce('flux-cli', [module], async at => {
    const { stdout } = await execa(go, ['mod', 'download', '-json', module], { cwd: at, env: { GOFLAGS: '-mod=mod' } })
    const source = join(at, 'source')
    cpSync((JSON.parse(stdout) as { Dir: string }).Dir, source, { recursive: true })
    await execa('chmod', ['-R', 'u+w', source])
    mkdirSync(join(source, 'cmd/flux/manifests'), { recursive: true })
    writeFileSync(join(source, 'cmd/flux/manifests/none.yaml'), '# none\n')
    const env = { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -buildvcs=false' }
    await execa(go, ['build', '-trimpath', '-o', join(at, 'flux'), './cmd/flux'], { cwd: source, env })
    rmSync(source, { recursive: true })
  })
  return join(folder, 'flux')
}

const byHand: Cluster = { ...k3s, delivery: flux({ ...settings, sync: 'by-hand' }) }
const all = [harbour, { ...harbour, clusters: [byHand] }].flatMap(estate =>
  fencesIn(pagesIn(render(estate).files), 'sh').flatMap(({ page, text }) => commandsOf(page, text)),
)
const commands = [...new Set(all.filter(({ words }) => words[0] === 'flux').map(({ words }) => words.join('\t')))]

/** What it says of a command without running it: flags are read before help is given. */
async function helpOf(words: readonly string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await execa(built ?? '', [...words, '--help'], { reject: false })
  return exitCode === 0 ? stdout : stderr
}

describe.skipIf(built === undefined)('Flux’s command line', () => {
  test('knows every command and flag of the pages', async () => {
    expect(commands.length).toBeGreaterThan(25)
    const wrong: string[] = []
    for (const command of commands) {
      const [, ...words] = command.split('\t')
      if (words[0] === '--version') continue
      const verbs = words.slice(
        0,
        words.findIndex(word => word.startsWith('--')),
      )
      const said = await helpOf(words)
      // What it is done to ends them: one name, or several.
      const known = [verbs.slice(0, 3), verbs.slice(0, 2)].some(each => said.includes(`\n  flux ${each.join(' ')} `))
      if (!known) wrong.push(`${words.join(' ')}: ${said.split('\n')[0]}`)
    }
    expect(wrong).toEqual([])
  })

  test.each([
    ['a flag', ['diff', 'kustomization', 'x', '--pth=y'], 'unknown flag: --pth'],
    ['a value', ['reconcile', 'kustomization', 'x', '--timeout=long'], 'invalid argument "long"'],
  ])('notices %s that it does not have', async (_, words, said) => {
    expect(await helpOf(words)).toContain(said)
  })
})
