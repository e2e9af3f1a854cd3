import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Service } from '@homelab/estate'
import { afterAll, expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import { exampleOf } from './support/readme.ts'
import { openFindings, render } from './support/render.ts'
import { root } from './support/sources.ts'

const readme = readFileSync(join(root, 'README.md'), 'utf8')
// Beside the real services, so that the example's imports lead where they say; git ignores the folder.
const folder = mkdtempSync(join(root, 'apps', 'blumeops', '.readme-'))
afterAll(() => rmSync(folder, { recursive: true }))

// Its types are checked with those of the docstrings: `tests/types/examples.test.ts`.
test('adding the service of the README renders what is promised', async () => {
  const file = join(folder, 'wallabag.ts')
  writeFileSync(file, exampleOf(readme).replace("'./miniflux.ts'", "'../services/miniflux.ts'"))
  const { wallabag } = (await import(file)) as { readonly wallabag: Service }
  // Somebody may have added it.
  const others = blumeops.services.filter(({ name }) => name !== wallabag.name)
  const before = render({ ...blumeops, services: others })
  const { files, findings } = render({ ...blumeops, services: [...others, wallabag] })
  expect(openFindings(findings)).toEqual(openFindings(before.findings))
  const added = [...files.keys()].filter(path => !before.files.has(path)).map(path => basename(path, '.yaml'))
  expect(added).toEqual(
    expect.arrayContaining([
      'wallabag',
      'Deployment-wallabag',
      'PersistentVolumeClaim-wallabag-data',
      'Service-wallabag',
      'Ingress-wallabag-tailscale',
    ]),
  )
  // What keeps its data on one volume can't have two pods side by side.
  expect(files.get('argocd/manifests/wallabag/Deployment-wallabag.yaml')).toMatch(/strategy:\n +type: Recreate\n/)
})

test.each(['README.md', 'CONTRIBUTING.md'])('%s cites paths that exist', name => {
  const text = readFileSync(join(root, name), 'utf8')
  const cited = [...text.matchAll(/`((?:apps|packages|ansible-gen|tests|dist|docs|\.ci)(?:\/[\w.-]+)*\/?)`/g)].map(
    ([, path = '']) => path,
  )
  const isExample = (path: string): boolean => /wallabag|^apps\/home|[A-Z]{4}/.test(path)
  expect(cited.length).toBeGreaterThan(5)
  expect(cited.filter(path => !isExample(path) && !existsSync(join(root, path)))).toEqual([])
})

test('the README names every package', () => {
  const folders = blumeopsPackages()
  expect(folders.filter(path => !readme.includes(`\`${path}\``))).toEqual([])
})

function blumeopsPackages(): string[] {
  const workspace = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')
  return [...workspace.matchAll(/^ {2}(packages\/[a-z-]+):$/gm)].map(([, path = '']) => path)
}
