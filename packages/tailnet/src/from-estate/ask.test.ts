import { external, http, service, guest as shareWith, tcp } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { boss, edge, guest, lab, nas, server } from '../../tests/estate.ts'
import { type Question, type Reached, reached } from './ask.ts'
import { tailnetOf } from './policy.ts'

const meta = { url: 'file:///lab/apps/lab/services.ts' }
const grant = (src: string, dst: string, ...ip: string[]) => ({ src: [src as '*'], dst: [dst as '*'], ip, reason: 'r' })
const caddy = service(meta, 'caddy', {
  title: 'Caddy',
  summary: 'carries names',
  ports: { https: tcp(443) },
  workload: external(server),
  serves: 'ops',
})
const proxy = service(meta, 'proxy', {
  title: 'Proxy',
  summary: 'carries public names',
  ports: { https: tcp(443) },
  workload: external(edge),
  serves: 'public',
})
const wiki = service(meta, 'wiki', {
  title: 'Wiki',
  summary: 'pages',
  ports: { http: http(8080) },
  workload: external(nas),
  routes: {
    ops: { port: 'http' },
    public: { port: 'http', mode: 'static', exposed: { since: '2026-02-08', why: 'it is for everybody' } },
  },
})
const games = service(meta, 'games', {
  title: 'Games',
  summary: 'play',
  ports: { http: http(8081), play: tcp(25565) },
  workload: external(nas),
  routes: { ops: [{ port: 'http' }, { port: 'play', host: 'play' }] },
})

function ask(question: Question, props: Parameters<typeof lab>[0] = {}): Reached {
  const resolved = lab(props, caddy, proxy, wiki, games)
  const tailnet = tailnetOf(resolved)
  if (tailnet === undefined) throw new Error('no policy')
  return reached(resolved, tailnet, question)
}
const rows = ({ rows: all }: Reached): readonly string[] =>
  all.map(({ from, to, protocol, ports, because }) => `${from} ${to} ${protocol}:${ports} by ${because.length}`)

test('a broad and a narrow rule that open the same are one row, with both rules', () => {
  const grants = [
    grant('tag:server', 'tag:nas', 'tcp:445'),
    grant('tag:server', '*', '*'),
    grant('tag:server', 'tag:nas', '445'),
  ]
  expect(rows(ask({ from: 'server', to: 'nas' }, { grants }))).toEqual(['server nas *:* by 3'])
})

test('rows of which neither opens all of the other stay', () => {
  const grants = [grant('tag:server', 'tag:nas', 'tcp:1-445', 'tcp:440-500', 'udp:53')]
  expect(rows(ask({ from: 'server', to: 'nas' }, { grants }))).toEqual([
    'server nas tcp:1-445 by 1',
    'server nas tcp:440-500 by 1',
    'server nas udp:53 by 1',
  ])
})

test('a row that hangs on a posture folds into one that does not, never the other way', () => {
  const postures = [{ name: 'posture:new', assertions: ["node:tsVersion >= '1.80'"] }] as const
  const narrow = grant('tag:server', 'tag:nas', 'tcp:445')
  const broad = { ...grant('tag:server', 'tag:nas', '*'), srcPosture: ['posture:new'] as const }
  const asked = (grants: Parameters<typeof lab>[0]['grants']) =>
    ask({ from: 'server', to: 'nas' }, { postures, grants: grants ?? [] }).rows.map(({ ports, onlyIf = [] }) => [
      ports,
      ...onlyIf,
    ])
  expect(asked([narrow, broad])).toEqual([['*', 'posture:new'], ['445']])
  expect(asked([{ ...narrow, srcPosture: ['posture:new'] }, grant('tag:server', 'tag:nas', '*')])).toEqual([['*']])
})

test('a person of whom no device is known asks with an imagined one', () => {
  const grants = [{ ...grant('*', 'tag:nas', '445'), src: [boss, guest] }]
  expect(rows(ask({ from: 'boss' }, { grants }))).toEqual(['boss nas *:445 by 1'])
  expect(rows(ask({ from: 'guest' }, { grants }))).toEqual(['laptop nas *:445 by 1'])
  // As a target there is nothing to reach.
  expect(ask({ to: 'boss' }, { grants }).why).toEqual(['the estate knows no device of boss'])
})

test('guests reach what is shared with them', () => {
  const given = { guests: [shareWith('aunt', [nas])], grants: [grant('autogroup:shared', '*', '443')] }
  expect(rows(ask({ from: 'aunt' }, given))).toEqual(['aunt nas *:443 by 1'])
  expect(rows(ask({ from: 'autogroup:shared' }, given))).toEqual(['aunt nas *:443 by 1'])
})

test('the internet reaches the public proxy, and what may use Funnel', () => {
  const nodeAttrs = [{ target: ['tag:nas' as const, guest], attr: ['funnel'] }]
  const answer = ask({ from: 'internet' }, { nodeAttrs })
  expect(answer.rows.map(({ to, ports, because: [rule] }) => [to, ports, rule?.text])).toEqual([
    ['edge', '443', 'wiki.example.org is a public name of wiki'],
    ['laptop', '443, 8443, 10000', 'tag:nas, guest may use Funnel'],
    ['nas', '443, 8443, 10000', 'tag:nas, guest may use Funnel'],
  ])
  expect(ask({ from: 'internet', to: 'nas:8443' }, { nodeAttrs }).rows).toHaveLength(1)
  expect(ask({ from: 'internet', to: 'nas:22' }, { nodeAttrs }).rows).toEqual([])
  expect(ask({ to: 'nas' }, { nodeAttrs }).rows.map(({ from }) => from)).toContain('internet')
})

test('of a service the internet reaches what its own public names open', () => {
  expect(ask({ from: 'internet', to: 'wiki' }).rows.map(({ to }) => to)).toEqual(['edge'])
  const { rows: none, why } = ask({ from: 'internet', to: 'games' })
  expect([none, why]).toEqual([[], ['no public name leads to games, and nothing may use Funnel there']])
})

test('whoever reaches a proxy reaches the names that it carries', () => {
  const grants = [grant('*', 'tag:forge', 'tcp:443')]
  const through = (question: Question) =>
    ask(question, { grants }).through.map(({ by, to, port, from, names }) => [
      `${by} ${to}:${port}`,
      from.join(),
      names.map(({ name, leadsTo }) => `${name} ${leadsTo}`).join(),
    ])
  expect(through({ from: 'laptop' })).toEqual([
    [
      'caddy server:443',
      'laptop',
      'wiki.ops.example.org http://192.0.2.9:8080,games.ops.example.org http://192.0.2.9:8081',
    ],
  ])
  expect(through({ from: 'laptop', to: 'wiki' })).toEqual([
    ['caddy server:443', 'laptop', 'wiki.ops.example.org http://192.0.2.9:8080'],
  ])
  // The proxy listens there for this name; nothing opens it.
  expect(through({ from: 'laptop', to: 'server:25565' })).toEqual([])
})

test('applications are told of those who ask', () => {
  const app = { 'tailscale.com/cap/drive': [{ shares: ['*'], access: 'ro' }] }
  const grants = [{ ...grant('*', 'tag:nas', '8080'), src: [guest], app }]
  const { apps } = ask({ to: 'nas' }, { grants })
  expect(apps.map(({ from, says, because }) => [from, says, because.text])).toEqual([
    ['laptop', 'every share to read', 'guest -> tag:nas 8080, tailscale.com/cap/drive'],
  ])
  expect(ask({ to: 'nas:8080' }, { grants }).apps).toEqual([])
})
