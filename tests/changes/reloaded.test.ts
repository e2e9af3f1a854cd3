import { changesBetween, type RenderedTree } from '@homelab/changes'
import { changeFacets } from '@homelab/synth/change-facets'
import { expect, test } from 'vitest'
import minilab from '../../apps/minilab/estate.ts'
import { resolvedOnce } from '../support/opened.ts'

const after = resolvedOnce(minilab)
const facets = await changeFacets(minilab.parts)

/** What the diff says of a change of one template. */
function said(role: string, template: string, texts: readonly [string, string]): readonly (string | undefined)[] {
  const tree = (text: string): RenderedTree =>
    new Map([[`ansible/roles/${role}/templates/${template}`, { text, executable: false }]])
  const { changes } = changesBetween({
    ...{ before: tree(texts[0]), after: tree(texts[1]), estates: { before: after, after }, facets },
  })
  expect(changes.length).toBeGreaterThan(0)
  return [...new Set(changes.map(({ danger, why }) => `${danger}: ${why}`))]
}

test('what a program takes over while it runs is reloaded, and all else restarted', () => {
  const caddyfile = (port: number): string => `:80 {\n\treverse_proxy localhost:${port}\n}\n`
  expect(said('caddy', 'Caddyfile.j2', [caddyfile(1), caddyfile(2)])).toEqual([
    'reloads: on the next run of the playbook what reads it takes it over: connections go on',
  ])
  expect(said('caddy', 'caddy.env.j2', ['A=1\n', 'A=2\n'])).toEqual([
    'restarts: the handlers of the role restart what reads it, on the next run of the playbook',
  ])
})
