import { describe, expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import minilab from '../apps/minilab/estate.ts'
import hut from './fixtures/hut/apps/hut/estate.ts'
import workshop from './fixtures/workshop/estate.ts'
import { render } from './support/render.ts'

type AnyEstate = typeof minilab

const page = (estate: AnyEstate, name: string): string => render(estate).files.get(`docs/guides/${name}.md`) ?? ''

/** Where each stands in a page, one after the other; what is not there is said. */
function inOrder(text: string, ...all: readonly string[]): void {
  expect(all.filter(each => !text.includes(each))).toEqual([])
  const places = all.map(each => text.indexOf(each))
  expect(all.toSorted((a, b) => text.indexOf(a) - text.indexOf(b))).toEqual(all)
  expect(new Set(places).size).toBe(all.length)
}

describe('an estate whose secrets lie in the repository', () => {
  const text = page(minilab, 'bootstrap')

  test('has keys, and nobody logs in', () => {
    expect(text).toContain('- `sops` and `age-keygen`, with a key to the vault: see below')
    expect(text).not.toContain('`sops`, logged in')
    expect(page(blumeops, 'bootstrap')).toContain('- `op`, logged in to the vault')
    expect(page(blumeops, 'bootstrap')).not.toContain('## The keys')
  })

  test('gets them before anything reads a secret: one for who operates it, one for the cluster that decrypts', () => {
    inOrder(
      text,
      '\n## The keys to vault lab\n',
      '`rendered/.sops.yaml` names the public key of each',
      'age-keygen --output "$SOPS_AGE_KEY_FILE"',
      'age-keygen --output "$CLUSTER_AGE_KEY_FILE"',
      'ln -sf rendered/.sops.yaml .sops.yaml',
      'git push',
      'mise run dns-up',
      'ansible-playbook playbooks/nuc.yml',
      '--from-file=age.agekey="$CLUSTER_AGE_KEY_FILE"',
    )
    expect(text).toContain('[[rotate-a-secret|Rotate a secret]]')
  })

  test('makes none for a cluster that decrypts nothing', () => {
    const clusters = minilab.clusters.map(each => {
      const { decrypts: _, ...delivery } = each.delivery as typeof each.delivery & { readonly decrypts?: unknown }
      return { ...each, delivery }
    })
    const without = page({ ...minilab, clusters }, 'bootstrap')
    expect(without).toContain('age-keygen --output "$SOPS_AGE_KEY_FILE"')
    expect(without).not.toContain('CLUSTER_AGE_KEY_FILE')
  })
})

describe('a value that lies in the repository', () => {
  const text = page(minilab, 'rotate-a-secret')
  const field = (name: string): string => text.split(`\nField \`${name}\`:\n`)[1]?.split('\n```\n')[0] ?? ''
  const pushed = ['git add apps/minilab/secrets', 'git commit --message "$MESSAGE"', 'git push']

  test('is pushed, and brought by who decrypts it, before a pod reads it', () => {
    inOrder(
      field('topic'),
      'sops edit apps/minilab/secrets/alerts.sops.yaml',
      'sops decrypt ',
      ...pushed,
      'flux reconcile kustomization vault-lab --with-source --timeout=10m',
      'annotate externalsecret alertmanager-receivers',
      'rollout restart statefulset/alertmanager',
    )
  })

  test('is pushed and nothing more where a role reads it', () => {
    inOrder(field('ping-url'), 'sops edit apps/minilab/secrets/offsite.sops.yaml', ...pushed, '--tags offsite')
    expect(field('ping-url')).not.toContain('flux ')
  })

  test('has a folder, which SOPS does not make, before an editor takes it', () => {
    inOrder(
      text,
      'mkdir -p apps/minilab/secrets/"$(dirname "$ITEM")"',
      'sops edit apps/minilab/secrets/"$ITEM".sops.yaml',
    )
  })

  test('comes back with a revert, and is no text that anybody reads', () => {
    expect(page(minilab, 'roll-back')).toContain('- Secrets of vault lab: their values lie in this repository')
    expect(page(minilab, 'roll-back')).not.toContain('the vault’s history')
    expect(page(blumeops, 'roll-back')).toContain('is in the vault’s history of the item, and nowhere else')
    const secrets = (estate: AnyEstate): string => render(estate).files.get('docs/secrets.md') ?? ''
    expect(secrets(minilab)).toContain('Those of vault lab lie encrypted in `apps/minilab/secrets/`')
    expect(secrets(blumeops)).toContain('No value stands in the repository, and none in what is rendered')
  })

  test('is written nowhere else', () => {
    const other = page(blumeops, 'rotate-a-secret')
    expect(other).not.toContain('git push')
  })
})

test('what decrypts the items is given to Flux before the first group, some of which wait for it', () => {
  const text = page(minilab, 'adopt')
  inOrder(
    text,
    'create secret generic sops-age',
    '--filename=rendered/cluster/flux/namespaces',
    '--filename=rendered/cluster/flux/kustomizations/vault-lab.yaml',
    'flux reconcile kustomization vault-lab --with-source ',
    '\n### Kustomization ',
    '--filename=rendered/cluster/flux/kustomizations/secret-store.yaml',
  )
  expect(page(blumeops, 'adopt')).not.toContain('vault-')
})

test('a tunnel is made before its credentials are in the vault, and before its records, its group and its pods', () => {
  inOrder(
    page(minilab, 'bootstrap'),
    'cloudflared tunnel create tunnel',
    '\n## The keys to vault lab\n',
    'git push',
    'mise run dns-preview',
    'mise run dns-up',
    '\n## The cluster k3s\n',
    'flux reconcile kustomization tunnel ',
    '\n## The public proxy\n',
    'mise run services-check',
  )
})

test('records are applied once, with the tailnet where there is one', () => {
  const count = (text: string): number => text.split('mise run dns-up').length - 1
  expect(count(page(minilab, 'bootstrap'))).toBe(1)
  expect(count(page(blumeops, 'bootstrap'))).toBe(1)
  expect(page(blumeops, 'bootstrap')).not.toContain('## The records')
})

test('all of a cluster is everything where nothing of it came first', () => {
  expect(page(minilab, 'bootstrap')).toContain('\n### Everything\n')
  expect(page(minilab, 'bootstrap')).not.toContain('### Everything else')
  expect(page(blumeops, 'bootstrap')).toContain('\n### Everything else\n')
})

describe('the way of a service to the internet', () => {
  test('names what its commands take, and nothing else', () => {
    for (const estate of [minilab, blumeops]) {
      const text = page(estate, 'expose-a-service')
      const [, said = ''] = /^Set (.*)$/m.exec(text) ?? []
      for (const name of ['NAME', 'ROLE', 'HOSTNAME'])
        expect(said.includes(`\`${name}\``), name).toBe(text.includes(`"$${name}`) || text.includes(`https://$${name}`))
      expect(text).not.toContain(' the  ')
    }
  })

  test('of a program of a host goes by the name that its host serves', () => {
    const text = page(blumeops, 'expose-a-service')
    expect(text).toContain('A program of a host has no endpoint of an operator')
    inOrder(
      text,
      'mise run tailnet-up',
      'argocd app sync "$NAME"',
      '(cd dist/ansible && ansible-playbook playbooks/indri.yml --tags "$ROLE")',
      'mise run reach --from flyio-proxy',
    )
    expect(page(minilab, 'expose-a-service')).not.toContain('tailscale serve')
  })
})

test('nothing is announced that does not follow', () => {
  expect(page(minilab, 'public-login-checklist')).not.toContain('Nothing else became reachable')
  expect(page(blumeops, 'public-login-checklist')).toContain('Nothing else became reachable')
  expect(page(minilab, 'restart-a-host')).not.toMatch(/^Down:\n\nUp:/m)
  expect(page(minilab, 'bootstrap')).not.toContain('say no context')
  expect(page(blumeops, 'bootstrap')).toContain(
    '# the steps below say no context\nkubectl config use-context minikube-indri\n',
  )
})

test('one is one, and several are in order', () => {
  expect(page(minilab, 'bootstrap')).toContain('The roles run in this order: `alloy_pi`, `names`.')
  expect(page(minilab, 'bootstrap')).toContain('Its role is `music`.')
  expect(page(minilab, 'roll-back')).toContain('with `ROLE` set to one of `alloy_pi`, `names`:')
  expect(page(minilab, 'roll-back')).toContain('with `ROLE` set to `music`:')
  expect(page(minilab, 'adopt')).toContain('\nRoles: `alloy_pi` ')
  expect(page(minilab, 'adopt')).toContain('\nRole: `music` ')
})

test('what comes up by itself is said once, after what does not', () => {
  const [mini, blume] = [page(minilab, 'restart-a-host'), page(blumeops, 'restart-a-host')]
  expect(mini).not.toMatch(/Up:\s*\nThen/)
  expect(mini).toContain('\nUp: everything comes by itself.\n')
  expect(mini).not.toContain('but for what a role starts')
  expect(blume).toContain('\nThen the rest comes by itself, but for what a role starts.\n')
})

test('a host is adopted with the collections that its roles use', () => {
  for (const estate of [minilab, blumeops])
    inOrder(page(estate, 'adopt'), '\n## Hosts\n', 'ansible-galaxy collection install ', '--check --diff')
})

test('where Flux applies by itself, the way to applying by hand is a push of its own', () => {
  const said = "`sync: 'by-hand'` is pushed alone"
  expect(page(minilab, 'roll-back')).toContain(said)
  const clusters = minilab.clusters.map(each => ({ ...each, delivery: { ...each.delivery, sync: 'by-hand' } }))
  expect(page({ ...minilab, clusters }, 'roll-back')).not.toContain(said)
})

test('what cannot be rolled back is what the estate has, each by its name', () => {
  const [mini, blume] = [page(minilab, 'roll-back'), page(blumeops, 'roll-back')]
  expect(mini).not.toContain('PostgreSQL')
  expect(blume).toContain('- A major version of PostgreSQL')
  expect(mini).toContain('- Sizes of claims')
  expect(page({ ...minilab, clusters: [], services: [] }, 'roll-back')).not.toContain('- Sizes of claims')
  expect(mini).toContain('- The repository `ssh://lab@borg.example.net/home/lab/borg` is pruned by the server,')
})

test('what a script applies is compared before, as the guide says it is', () => {
  inOrder(
    page(hut, 'adopt'),
    'Before each group is applied, `mise run compare`',
    'get --filename=rendered/cluster/manifests/wiki --ignore-not-found --output=yaml | mise run compare -- wiki --with -',
    'apply.sh --context=k3s --preview',
  )
  // A chart has no rendered objects, and nothing to compare.
  expect(page(hut, 'adopt')).not.toContain('mise run compare -- external-secrets')
})

test('what is done by hand for a cluster is announced where there is something', () => {
  expect(page(hut, 'bootstrap')).toContain('By hand, before the first run')
  expect(page(workshop, 'bootstrap')).not.toContain('By hand, before the first run')
})

describe('what is retired', () => {
  const retired = (estate: AnyEstate, name: string): string =>
    render(estate).files.get(`docs/services/${name}.md`)?.split('\n## Retire\n')[1]?.split('\n## ')[0] ?? ''

  test('loses its names before it goes, the record first', () => {
    inOrder(
      retired(minilab, 'wiki'),
      'git push',
      'mise run dns-up',
      'flux reconcile kustomization tunnel ',
      'ansible-playbook playbooks/nuc.yml --tags caddy',
      'flux reconcile kustomization lab ',
    )
    inOrder(retired(minilab, 'music'), 'git push', '--tags caddy', 'docker compose')
    expect(retired(minilab, 'music')).not.toContain('dns-up')
  })

  test('leaves nobody behind who waits for it', () => {
    expect(retired(minilab, 'external-secrets')).toContain('- First free of it: [[secret-store|Secret store]].')
    expect(retired(minilab, 'secret-store')).toMatch(/- First free of it: .*\[\[dex\|Dex\]\]/)
    expect(retired(minilab, 'wiki')).not.toContain('First free of it')
  })

  test('has none to lose where nothing leads to it', () => {
    expect(retired(minilab, 'alloy-pi')).not.toMatch(/dns-up|caddy/)
    expect(retired(minilab, 'tunnel')).not.toContain('dns-up')
  })
})

test('what changes is read before it is committed', () => {
  for (const estate of [minilab, blumeops])
    inOrder(
      page(estate, 'expose-a-service'),
      'is to be read before it is committed:',
      '- a record of the public name',
      'git commit',
    )
})

test('a new service of a host goes to its own host, where there are several', () => {
  expect(page(minilab, 'add-a-service')).toContain('playbooks/"$HOST".yml --tags "$ROLE"')
  expect(page(minilab, 'add-a-service')).toContain('Set `HOST` to its host, one of `nuc`, `nas`, `pi`.')
  expect(page(hut, 'add-a-service')).toContain('playbooks/nuc.yml --tags "$ROLE"')
})
