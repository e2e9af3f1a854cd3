import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { image, notBackedUp, service } from '@homelab/estate'
import { resolvedOf } from '@homelab/estate/model'
import { claim, deployment } from '@homelab/kubernetes'
import { applicationFiles } from '@homelab/kubernetes/compare'
import { rulesOf } from '@homelab/kubernetes/rules'
import { parse } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import minilab from '../apps/minilab/estate.ts'
import { clusterAccess } from '../packages/synth/src/kubeconfig/files.ts'
import { comparable } from './support/february.ts'
import { resolvedOnce } from './support/opened.ts'
import { render } from './support/render.ts'
import { filesIn, root } from './support/sources.ts'

const resolved = resolvedOnce(blumeops)
const { files } = render(blumeops)
const guide = (name: string): string => files.get(`docs/guides/${name}.md`) ?? ''
const { tasks } = parse(readFileSync(join(root, 'mise.toml'), 'utf8')) as { readonly tasks: object }
const letters = (text: string): string => text.replaceAll(/[^A-Za-z0-9]/g, '')

/** The text of an Application's section in the guide to adoption. */
function application(name: string, text = guide('adopt')): string {
  const [, section = ''] = text.split(`\n### Application ${name}\n`)
  return section.split(/\n##/)[0] ?? ''
}

describe('their Markdown', () => {
  const texts = filesIn('packages/docs/src/guides').filter(({ path }) => path.endsWith('.md'))

  test.each(texts)('$path is a page, and leads to pages that there are', ({ path, text }) => {
    const links = [...text.matchAll(/\[\[(.*?)\]\]/g)].map(([, page]) => `docs/${page}.md`)
    const pages = [`docs/guides/${basename(path)}`, ...links]
    expect(pages.filter(page => !files.has(page))).toEqual([])
  })

  test.each(texts)('$path names tasks that there are', ({ text }) => {
    const named = [...text.matchAll(/mise run ([\w-]+)/g)].map(([, task]) => task)
    expect(named.filter(task => !Object.hasOwn(tasks, task ?? ''))).toEqual([])
  })
})

describe('a restore', () => {
  /** How a database is put back, where the cluster is brought so. */
  function commands(database: string, sync: object): readonly string[] {
    const clusters = blumeops.clusters.map(each => ({ ...each, delivery: { ...each.delivery, ...sync } }))
    const page = render({ ...blumeops, clusters }).files.get('docs/backups.md') ?? ''
    const [, section = ''] = page.split(`\n### Database ${database}\n`)
    const [, fence = ''] = section.split(/```\w*\n/)
    return fence.split('\n').filter(line => line !== '' && !line.startsWith('#'))
  }

  const window = (name: string): string =>
    `argocd proj windows add default --kind deny --schedule '* * * * *' --duration 1h --applications ${name} --manual-sync --description 'data are restored'`
  const scaled = (to: number): string =>
    `kubectl --context=minikube-indri --namespace=miniflux scale deployment/miniflux --replicas=${to}`

  test('is not undone by what puts back what is changed', () => {
    const all = commands('miniflux', { sync: 'by-itself', selfHeal: true })
    expect(all.slice(0, 2)).toEqual([window('miniflux'), scaled(0)])
    expect(all.slice(-2)).toEqual([scaled(1), 'argocd proj windows delete default 0'])
    // How it runs is hand-written, and so is how it is stopped.
    const byHand = commands('teslamate', { sync: 'by-itself', selfHeal: true })
    expect(byHand.at(0)).toBe(window('teslamate'))
    expect(byHand.at(-1)).toBe('argocd proj windows delete default 0')
  })

  test.each([{}, { sync: 'by-itself' }])('needs no window where nothing is put back: %o', sync => {
    const all = commands('miniflux', sync)
    expect([all.at(0), all.at(-1)]).toEqual([scaled(0), scaled(1)])
  })
})

describe('adoption', () => {
  const told = resolved.differences.flatMap(({ what, adoption }) =>
    adoption === undefined ? [] : [{ what, adoption }],
  )

  test('every warning of a difference is given, once', () => {
    expect(told.length).toBeGreaterThan(4)
    const page = letters(guide('adopt'))
    expect(told.filter(({ adoption }) => page.split(letters(adoption)).length !== 2)).toEqual([])
  })

  test('what runs for the first time has nothing that restarts, is compared, or goes back', () => {
    const added = resolved.differences.flatMap(({ changes = [] }) => {
      const whole = changes.filter(({ fields, gone }) => fields === undefined && gone !== true)
      const runs = whole.some(({ kind }) => kind === 'StatefulSet' || kind === 'Deployment')
      return whole.flatMap(({ kind, name }) => (kind === 'Application' && name !== undefined ? [{ name, runs }] : []))
    })
    expect(added.map(({ runs }) => runs)).toEqual(expect.arrayContaining([true, false]))
    for (const { name } of added.filter(({ runs }) => runs)) {
      expect(application(name)).toContain(`argocd app sync ${name} `)
      expect(application(name)).not.toMatch(/restart once|Must not show|mise run compare|took over/)
    }
    // What runs on moves from one Application into another.
    for (const { name } of added.filter(({ runs }) => !runs))
      expect(application(name)).toContain('sync what it took over from')
  })

  test('nor has a service that was added, of which nothing is said that ran before', () => {
    const [at] = blumeops.clusters
    if (at === undefined) throw new Error('the estate has no cluster')
    const kept = { size: '1Gi', holds: 'notes (SQLite)', backup: notBackedUp('a test') }
    const container = { image: image('example.org/added', '1.0'), mounts: { data: '/data' } }
    const added = service({ url: blumeops.declaredIn }, 'added', {
      title: 'Added',
      summary: 'is new',
      ports: {},
      workload: deployment({ at, namespace: 'added', container, volumes: [claim('data', 'added-data', kept)] }),
    })
    const page = render({ ...blumeops, services: [...blumeops.services, added] }).files.get('docs/guides/adopt.md')
    const section = application('added', page)
    expect(section).toContain('argocd app sync added ')
    expect(section).toContain('It is new here')
    expect(section).not.toMatch(/restart once|Must not show|mise run compare|scale deployment|The way back/)
  })

  test('a role that was never there takes nothing over', () => {
    const isNew = (service: string): boolean =>
      resolved.differences.some(each => each.service === service && each.changes?.some(({ kind }) => kind === 'role'))
    const roles = resolved.services.flatMap(({ name, runs }) =>
      runs.deliveries.flatMap(({ by, ...delivery }) =>
        by === 'ansible' && 'role' in delivery ? [{ name, ...delivery }] : [],
      ),
    )
    const line = (beginning: string): string =>
      guide('adopt')
        .split('\n')
        .find(each => each.startsWith(beginning)) ?? ''
    const listed = (text: string): readonly string[] => Array.from(text.matchAll(/`(\w+)`/g), ([, role = '']) => role)
    const told = (wanted: boolean): string[] =>
      roles.flatMap(({ name, role }) => (isNew(name) === wanted ? [String(role)] : [])).toSorted()
    expect(told(true).length).toBeGreaterThan(0)
    expect(listed(line('New there, ')).toSorted()).toEqual(told(true))
    expect(listed(line('Roles: ')).toSorted()).toEqual(told(false))
  })

  const limits = '--timeout 600'
  const syncRoot = (name: string): string =>
    `argocd app sync apps --resource argoproj.io:Application:argocd/${name} ${limits}`
  const finish = (name: string): string[] => [
    `argocd app sync ${name} ${limits}`,
    `argocd app wait ${name} --operation --health ${limits}`,
  ]
  /** Those that leave new objects behind: Argo CD ends such a sync with 1, so its phase is asked. */
  const leaving = ['miniflux', 'grafana-config', 'loki', 'prometheus']
  const phase = (name: string): string =>
    `kubectl --context=minikube-indri --namespace=argocd get applications.argoproj.io ${name} '--output=jsonpath={.status.operationState.phase}' | grep --line-regexp Succeeded`
  const finishBack = (name: string): string[] => {
    const [synced = '', ...rest] = finish(name)
    return leaving.includes(name) ? [`{ ${synced} || ${phase(name)}; }`, ...rest] : [synced, ...rest]
  }
  const stop: Readonly<Record<string, readonly string[]>> = {
    grafana: pause('monitoring', 'grafana', 'app.kubernetes.io/name=grafana,app.kubernetes.io/instance=grafana'),
    navidrome: pause('navidrome', 'navidrome', 'app=navidrome'),
  }
  const all = [...files.keys()].flatMap(path => /^argocd\/apps\/(.*)\.yaml$/.exec(path)?.[1] ?? [])
  const kept = ['devpi', 'forgejo-runner', 'homepage', 'immich', 'immich-storage', 'teslamate', 'torrent']
  /** What came later is not taken over: nothing of it ran. */
  const ran = (name: string): boolean => !compared.has(name) || comparable().includes(name)
  const compared = new Set(
    applicationFiles(
      resolved,
      [...files].map(([path, content]) => ({ path, content, sources: [] })),
    )
      .filter(({ elsewhere }) => elsewhere === undefined)
      .map(({ name }) => name),
  )
  const adopted = all.filter(name => name !== 'apps' && !kept.includes(name) && ran(name))

  test.each(adopted)('%s: each command has to succeed before the next, none waits forever', name => {
    expect(chains(application(name))[0]).toEqual([
      syncRoot(name),
      `argocd app diff ${name} --refresh --exit-code=false`,
      ...(compared.has(name)
        ? [`argocd app manifests ${name} --source live | mise run compare -- ${name} --with -`]
        : []),
      ...(stop[name] ?? []),
      ...finish(name),
    ])
  })

  test.each(adopted)('%s: the way back is as long, and leads to the hand-written folder', name => {
    const [, back] = chains(application(name))
    if (name === 'tailscale-operator-crds') expect(back).toBeUndefined()
    else
      expect(back).toEqual([
        'argocd app set apps --path argocd/apps',
        syncRoot(name),
        'argocd app set apps --path dist/argocd/apps',
        ...(stop[name] ?? []),
        ...finishBack(name),
      ])
  })

  test('the way back for all takes every Application back before it syncs one', () => {
    const section = guide('adopt').split('\n## The way back\n')[1]?.split('\n## ')[0] ?? ''
    const commands = chains(section).flat()
    expect(commands.slice(0, 2)).toEqual(['argocd app set apps --path argocd/apps', `argocd app sync apps ${limits}`])
    const synced = commands.flatMap(line => /^(?:\{ )?argocd app sync (\S+)/.exec(line)?.[1] ?? [])
    const forward = [...guide('adopt').matchAll(/^### Application (.*)$/gm)].map(([, name = '']) => name)
    const [root, ...back] = synced
    expect(root).toBe('apps')
    expect(back).toEqual(forward.filter(name => back.includes(name)).toReversed())
    // What is new, or of which nobody says what it was before, has nothing to go back to.
    const said = new Set([...resolved.adoptions, ...resolved.differences].map(({ service }) => service))
    const left = forward.filter(name => !back.includes(name) && said.has(name))
    expect(left).toEqual(['alertmanager'])
    for (const lines of Object.values(stop)) expect(commands).toEqual(expect.arrayContaining([...lines]))
  })

  test('what must not show is what cannot be changed in place, and of a claim nothing but that', () => {
    expect(application('grafana')).toContain(
      'Must not show: `spec.selector` of `Deployment grafana`, `spec` of `PersistentVolumeClaim grafana`.',
    )
    expect(application('prometheus')).toContain(
      'Must not show: `spec.selector`, `spec.serviceName`, `spec.volumeClaimTemplates` and `spec.podManagementPolicy` of `StatefulSet prometheus`.',
    )
    expect(guide('adopt')).not.toContain('the claim must not show')
  })

  test('every rule of what is rendered is told once, and every field with its difference', () => {
    const page = guide('adopt')
    for (const { rule, says } of rulesOf(resolved.clusters, resolved.parts))
      expect(letters(page).split(letters(says)), rule).toHaveLength(2)
    expect(application('kiwix')).toContain('`spec.template.spec.securityContext.sysctls`')
    expect(application('grafana')).toContain('`spec.ports[80].name`')
  })

  test('the Secret that Miniflux reads stays when what keeps it is pruned', () => {
    expect(application('miniflux')).toContain('argocd app sync miniflux --prune --dry-run')
    expect(files.get('argocd/manifests/miniflux/ExternalSecret-miniflux-db.yaml')).toContain('creationPolicy: Orphan')
  })

  test('a change of a dashboard is announced where the dashboards are, and not where its service is', () => {
    const what = 'the title of panel 10'
    expect(application('grafana-config')).toContain(`PostgreSQL: ${what}`)
    expect(application('blumeops-pg')).not.toContain(what)
    expect(application('grafana')).not.toContain('which services are shown')
  })

  test('CRDs are announced with their own Application', () => {
    expect(application('tailscale-operator-crds')).toContain('takes the live CRDs over')
    expect(application('tailscale-operator')).not.toContain('the operator’s CRDs')
  })

  test('what a first run does to LaunchAgents is told where there are any', () => {
    expect(guide('adopt')).toContain('one role at a time; a LaunchAgent whose label changed is unloaded before')
    const other = render(minilab).files.get('docs/guides/adopt.md')
    expect(other).toContain('Look at one role at a time.')
    expect(other).not.toContain('LaunchAgent')
  })

  test('pruning waits for Applications alone: what no cluster runs is never adopted', () => {
    const after = guide('adopt').slice(guide('adopt').indexOf('## After'))
    expect(after).toContain('`teslamate`')
    expect(after).not.toContain('nas-dashboard')
  })
})

/** What is scaled to none before its pods change. */
function pause(namespace: string, name: string, selector: string): string[] {
  const kubectl = `kubectl --context=minikube-indri --namespace=${namespace}`
  const picked = /^[\w=.,/-]+$/.test(selector) ? `--selector=${selector}` : `'--selector=${selector}'`
  return [
    `${kubectl} scale deployment ${name} --replicas=0`,
    `${kubectl} wait --for=delete pod ${picked} --timeout=120s`,
  ]
}

/** The blocks of commands that are chained, each a list without `&&`; comments are left out. */
function chains(text: string): string[][] {
  return [...text.matchAll(/^```sh\n(.*?)^```$/gms)]
    .map(([, block = '']) => block.split('\n').filter(line => line !== '' && !line.startsWith('#')))
    .filter(lines => lines.length > 1 && lines.slice(0, -1).every(line => line.endsWith(' &&')))
    .map(lines => lines.map(line => line.replace(/ &&$/, '')))
}

test('a difference is looked at as it is now, and is no error', () => {
  const lines = [blumeops].flatMap(estate =>
    [...render(estate).files].flatMap(([path, text]) => (path.startsWith('docs/') ? text.split('\n') : [])),
  )
  const diffs = lines.filter(line => line.startsWith('argocd app diff'))
  expect(diffs.length).toBeGreaterThan(40)
  expect(diffs.filter(line => !/^argocd app diff \S+ --refresh --exit-code=false( &&)?$/.test(line))).toEqual([])
  const waits = lines.filter(line => line.startsWith('argocd app wait') && !/ --timeout/.test(line))
  expect(waits).toEqual([])
})

test('Argo CD applied by hand leaves alone what its own syncs leave alone', () => {
  const [command] = guide('roll-back').match(/^kubectl .*--kustomize .*$/m) ?? []
  expect(command).toContain('--selector=app.kubernetes.io/name!=argocd-ssh-known-hosts-cm')
})

test('from an empty cluster, operators are awaited, and nothing whose routes come later', () => {
  const awaited = [...guide('bootstrap').matchAll(/^kubectl .* wait applications\.argoproj\.io\/(\S+) /gm)].map(
    ([, name]) => name,
  )
  expect(awaited).toEqual([
    'external-secrets-crds',
    'external-secrets',
    '1password-connect',
    'external-secrets-config',
    'cloudnative-pg',
  ])
})

test('from an empty cluster, every Application is synced once, Argo CD too: by hand it could not hold its ExternalSecret', () => {
  const synced = [...guide('bootstrap').matchAll(/^argocd app sync (\S+)$/gm)].map(([, name]) => name)
  const all = [...files.keys()].flatMap(path => /^argocd\/apps\/(.*)\.yaml$/.exec(path)?.[1] ?? [])
  expect(all).toContain('argocd')
  expect(synced.toSorted()).toEqual(all.toSorted())
  expect(synced.indexOf('argocd')).toBeGreaterThan(synced.indexOf('external-secrets-config'))
})

test('workflows get tokens when the repository and whoever issues them are there', () => {
  const text = guide('bootstrap')
  const at = text.indexOf('--tags forgejo_actions_secrets')
  expect(text.split('forgejo_actions_secrets')).toHaveLength(2)
  expect(at).toBeGreaterThan(text.indexOf('\ngit push'))
  expect(at).toBeGreaterThan(text.indexOf('argocd app sync argocd'))
})

test('a secret is seen to have arrived before what reads it restarts', () => {
  const lines = guide('rotate-a-secret').split('\n')
  const restart = lines.findIndex(line => line.endsWith('rollout restart deployment/operator'))
  expect(lines.slice(restart - 3, restart).join('\n')).toContain('.status.refreshTime')
})

test('the way to a cluster is fetched, or said', () => {
  const page = (estate: typeof minilab): string => render(estate).files.get('docs/guides/bootstrap.md') ?? ''
  const clusters = minilab.clusters.map(({ kubeconfig: _, ...cluster }) => cluster)
  const byHand = 'The kube configuration is wherever the installer of `k3s` left it on `nuc`.'
  expect(page(minilab)).toContain('mise run ensure-kubectl-config')
  expect(page(minilab)).not.toContain(byHand)
  expect(page({ ...minilab, clusters })).not.toContain('ensure-kubectl-config')
  expect(page({ ...minilab, clusters })).toContain(byHand)
  expect(() => clusterAccess(resolvedOf({ ...minilab, clusters }))).toThrow(
    'state `kubeconfig` of the cluster, or write ~/.kube/k3s/config.yml by hand',
  )
})

test('what goes dark is what is public, and nothing that is private', () => {
  const [, dark = ''] = guide('shut-off').split('Every public name is dark within seconds:')
  const [list = ''] = dark.split('```')
  const named = [...list.matchAll(/https:\/\/([^\s)>`/\]]+)/g)].map(([, hostname]) => hostname)
  const routes = resolved.routes.filter(({ kind }) => kind === 'public').map(({ hostname }) => hostname)
  expect([...new Set(named)].toSorted()).toEqual([...new Set(routes)].toSorted())
})

test('what went dark stays dark where its delivery puts back what somebody changes, until that is taken back', () => {
  const flux = (verb: string, ...more: readonly string[]): string =>
    ['flux', verb, 'kustomization tunnel', ...more, '--context=k3s --namespace=flux-system'].join(' ')
  const tunnel = (...words: readonly string[]): string =>
    ['kubectl --context=k3s --namespace=cloudflared', ...words].join(' ')
  const blocks = (sync: object): readonly (readonly string[])[] => {
    const clusters = minilab.clusters.map(each => ({ ...each, delivery: { ...each.delivery, ...sync } }))
    const text = render({ ...minilab, clusters }).files.get('docs/guides/shut-off.md') ?? ''
    const lines = (block: string): readonly string[] =>
      block.split('\n').filter(line => !line.startsWith('#') && line !== '')
    return [...text.matchAll(/```sh\n(.*?)```/gs)].map(([, block = '']) => lines(block))
  }
  const looks = [tunnel('get deployment tunnel'), tunnel('get pods --selector=app=tunnel')]
  const stop = tunnel('scale deployment/tunnel --replicas=0')
  const start = tunnel('scale deployment/tunnel --replicas=2')
  const [suspend, resume] = [flux('suspend'), flux('resume', '--timeout=10m')]
  const held = blocks({})
  expect(held[0]).toEqual([suspend, stop, ...looks])
  // What is suspended is not brought.
  expect(held.at(-2)?.slice(-2)).toEqual([resume, flux('reconcile', '--with-source --timeout=10m')])
  expect(held.at(-1)).toEqual([start, ...looks, resume, 'mise run services-check'])
  const byHand = blocks({ sync: 'by-hand' })
  expect(byHand[0]).toEqual([stop, ...looks])
  expect(byHand.at(-1)).toEqual([start, ...looks, 'mise run services-check'])
})

describe('what comes from other sources', () => {
  const heading = '## From other sources\n\n- '
  const rotate = (estate: typeof minilab): string => render(estate).files.get('docs/guides/rotate-a-secret.md') ?? ''

  test('has a heading only where there is any', () => {
    expect(rotate(minilab)).not.toContain('## From other sources')
    expect(guide('rotate-a-secret')).toContain(heading)
  })

  test('has it for what only people read, too', () => {
    const vaults = minilab.vaults.map(vault => ({
      ...vault,
      items: { ...vault.items, 'for people': { fields: ['password'] } },
    }))
    expect(rotate({ ...minilab, vaults })).toContain(`${heading}for people, field \`password\`: read by people`)
  })
})
