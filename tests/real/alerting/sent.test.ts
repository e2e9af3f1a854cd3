/**
 * Alerts on their way to people, in the programs of production: the rendered Alertmanager takes the rendered alerts, and
 * what it posts arrives by severity and by service. Only times are shorter, and the addresses lead to this machine.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import blumeops from '@homelab/app-blumeops'
import { resolvedOf } from '@homelab/estate/model'
import { sightParts } from '@homelab/observability'
import { evaluatedRules } from '@homelab/observability/render'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { receiverParts } from '../../../packages/observability/src/receivers/receiver.ts'
import { configMapsIn, objectsIn } from '../../support/objects.ts'
import { receivers } from '../../support/receivers.ts'
import { render } from '../../support/render.ts'
import { freePort } from '../free-port.ts'
import { builtAlertmanager } from './alertmanager.ts'
import { type Posted, type PostOffice, postOffice } from './post-office.ts'

const { files } = render(blumeops)
const folder = mkdtempSync(join(tmpdir(), 'alertmanager-'))
const mounted = '/etc/alertmanager/secrets'
const rules = evaluatedRules(resolvedOf(blumeops))

if (builtAlertmanager === undefined) test.skip('Alertmanager', () => {})

describe.runIf(builtAlertmanager !== undefined)('Alertmanager', () => {
  const programs = builtAlertmanager ?? ''
  let office: PostOffice
  let running: (PromiseLike<unknown> & { readonly kill: () => boolean }) | undefined
  let url: string

  beforeAll(async () => {
    office = await postOffice()
    mkdirSync(join(folder, 'secrets'))
    for (const [name, text] of Object.entries(secretFiles())) {
      // What External Secrets fetches, and where it leads, are of this machine.
      const address = text
        .replace(/\{\{ \.topic \}\}/, 'topic')
        .replace(/\{\{ \.heartbeat \}\}/, 'https://beat.example.org/beat')
        .replace(/^https:\/\/[^/]+/, `http://127.0.0.1:${office.port}`)
      writeFileSync(join(folder, 'secrets', name), address)
    }
    const rendered = configuration()
    expect(rendered).toContain(`url_file: ${mounted}/`)
    // A hundredth of each time.
    const quick = rendered.replaceAll(/: (\d+)([smh])$/gm, (_, amount: string, unit: string) => {
      const seconds = Number(amount) * { s: 1, m: 60, h: 3600 }[unit as 's' | 'm' | 'h']
      return `: ${seconds * 10}ms`
    })
    writeFileSync(join(folder, 'alertmanager.yml'), quick.replaceAll(mounted, join(folder, 'secrets')))
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    const args = argumentsOf().map(argument =>
      argument
        .replace(/^--config\.file=.*/, `--config.file=${join(folder, 'alertmanager.yml')}`)
        .replace(/^--storage\.path=.*/, `--storage.path=${join(folder, 'data')}`),
    )
    running = execa(join(programs, 'alertmanager'), [...args, `--web.listen-address=127.0.0.1:${port}`], {
      reject: false,
      stdio: 'ignore',
    })
    await until(() =>
      fetch(`${url}/-/ready`).then(
        ({ ok }) => ok,
        () => false,
      ),
    )
  })

  afterAll(async () => {
    running?.kill()
    await running
    office.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('amtool accepts the configuration as it is rendered', async () => {
    writeFileSync(join(folder, 'rendered.yml'), configuration())
    const { stdout, exitCode } = await execa(join(programs, 'amtool'), ['check-config', join(folder, 'rendered.yml')], {
      reject: false,
    })
    expect(stdout).toContain('3 receivers')
    expect(exitCode).toBe(0)
  })

  test('amtool accepts every kind of receivers', async () => {
    const all = receivers.map(receiver => {
      const settings = receiverParts.of(sightParts, receiver.kind)?.settings(receiver, file => `/secrets/${file}`) ?? {}
      const lists = Object.entries(settings).map(([list, one]) => [list, [one]])
      return { name: receiver.kind, ...Object.fromEntries(lists) }
    })
    const path = join(folder, 'receivers.yml')
    writeFileSync(path, JSON.stringify({ route: { receiver: 'mail' }, receivers: all }))
    const { stdout, stderr } = await execa(join(programs, 'amtool'), ['check-config', path], { reject: false })
    expect(stderr).toBe('')
    expect(stdout).toContain(`${all.length} receivers`)
  })

  test.each(['critical', 'warning'])('an alert that is %s goes to the receivers of its severity', async severity => {
    const of = rules.find(({ labels }) => labels.severity === severity)
    expect(await routed(`severity=${severity}`, `service=${of?.labels.service}`, `alertname=${of?.alert}`)).toBe(
      severity,
    )
  })

  test('what says nothing of its severity is loud, and the heartbeat goes out of the house', async () => {
    expect(await routed('alertname=Foreign')).toBe('critical')
    const [beat] = rules.filter(({ labels }) => labels.severity === 'none')
    expect(await routed(`alertname=${beat?.alert ?? ''}`, 'severity=none')).toBe('heartbeat')
  })

  test('the alerts of a service come in one message, and the severity says how loud', async () => {
    const [one, two] = rules.filter(({ labels }) => labels.severity === 'critical')
    const [quiet] = rules.filter(({ labels }) => labels.severity === 'warning')
    const of = (service: string, rule = one) => alert({ ...rule?.labels, service, alertname: rule?.alert ?? '' }, rule)
    await post([of('jam'), of('jam', { ...(two ?? (one as never)), alert: 'Another' }), of('honey'), of('jam', quiet)])
    const at = (severity: string, service: string) =>
      office.posted.filter(({ body }) => body.receiver === severity && body.commonLabels['service'] === service)
    await until(() => at('critical', 'jam')[0] && at('critical', 'honey')[0] && at('warning', 'jam')[0])
    expect(at('critical', 'jam')[0]?.body.alerts).toHaveLength(2)
    expect(at('critical', 'honey')[0]?.body.alerts).toHaveLength(1)
    expect(at('warning', 'jam')[0]?.body.alerts).toHaveLength(1)
    const [loud, soft] = [at('critical', 'jam')[0], at('warning', 'jam')[0]] as [Posted, Posted]
    expect([loud, soft].map(({ path, query }) => [path, query.get('priority'), query.get('template')])).toEqual([
      ['/topic', 'urgent', 'yes'],
      ['/topic', 'default', 'yes'],
    ])
    // What ntfy makes of it: https://docs.ntfy.sh/publish/#message-templating
    expect(loud.query.get('title')).toContain('{{.commonLabels.service}}')
    expect(loud.query.get('message')).toContain('{{.annotations.summary}}')
    expect(loud.body.alerts.map(({ annotations }) => annotations['summary'])).toContain(one?.annotations.summary)
  })

  test('what is over is said', async () => {
    const labels = { alertname: 'Over', severity: 'critical', service: 'soup' }
    await post([alert(labels)])
    const about = (status: string) => () =>
      office.posted.some(({ body }) => body.status === status && body.commonLabels['service'] === 'soup')
    await until(about('firing'))
    await post([{ ...alert(labels), endsAt: new Date(Date.now() - 1000).toISOString() }])
    await until(about('resolved'))
  })

  test('the heartbeat is sent again and again, and no end of it', async () => {
    const [beat] = rules.filter(({ labels }) => labels.severity === 'none')
    await post([alert({ ...beat?.labels, alertname: beat?.alert ?? '' }, beat)])
    const beats = () => office.posted.filter(({ path }) => path === '/beat')
    await until(() => beats().length >= 3)
    expect(beats().every(({ body }) => body.receiver === 'heartbeat' && body.status === 'firing')).toBe(true)
  })

  test('a burst stays below what ntfy takes', async () => {
    const labels = { severity: 'critical', service: 'storm' }
    const [longest] = rules.toSorted((a, b) => textOf(b).length - textOf(a).length)
    await post(Array.from({ length: 40 }, (_, index) => alert({ ...labels, alertname: `Storm${index}` }, longest)))
    const storm = () => office.posted.find(({ body }) => body.commonLabels['service'] === 'storm')
    await until(storm)
    const { alerts, truncatedAlerts } = storm()?.body ?? { alerts: [], truncatedAlerts: 0 }
    expect(truncatedAlerts + alerts.length).toBe(40)
    // As the templates put it together; labels in the texts become longer than their names, by 100 bytes at most.
    const message = alerts.map(({ annotations }) => `${annotations['summary']}\n${annotations['description']}\n`)
    expect(Buffer.byteLength(message.join('')) + 100 * alerts.length).toBeLessThan(4096)
  })

  function textOf({ annotations }: (typeof rules)[number]): string {
    return `${annotations.summary}${annotations.description}`
  }

  async function routed(...labels: readonly string[]): Promise<string> {
    const file = `--config.file=${join(folder, 'rendered.yml')}`
    writeFileSync(join(folder, 'rendered.yml'), configuration())
    const { stdout } = await execa(join(programs, 'amtool'), ['config', 'routes', 'test', file, ...labels])
    return stdout.trim()
  }

  async function post(alerts: readonly object[]): Promise<void> {
    const { status } = await fetch(`${url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(alerts),
    })
    expect(status).toBe(200)
  }
})

/** As Prometheus posts it. */
function alert(labels: object, rule?: (typeof rules)[number]): object {
  return { labels, annotations: { ...rule?.annotations }, generatorURL: 'http://prometheus/graph' }
}

function configuration(): string {
  const map = configMapsIn(files).find(({ data = {} }) => 'alertmanager.yml' in data)
  return map?.data?.['alertmanager.yml'] ?? ''
}

/** The keys that the rendered ExternalSecret gives, with their templates. */
function secretFiles(): Readonly<Record<string, string>> {
  const [secret] = objectsIn(files).filter(
    ({ kind, metadata }) => kind === 'ExternalSecret' && metadata.name.startsWith('alertmanager'),
  )
  const { spec } = secret as unknown as { spec: { target: { template: { data: Record<string, string> } } } }
  return spec.target.template.data
}

/** Of the rendered container, its variables put in as Kubernetes does. */
function argumentsOf(): readonly string[] {
  const [set] = objectsIn(files).filter(
    ({ kind, metadata }) => kind === 'StatefulSet' && metadata.name === 'alertmanager',
  )
  const { spec } = set as unknown as {
    spec: {
      template: { spec: { containers: { args: string[]; env: { name: string; value: string }[] }[] } }
    }
  }
  const { args = [], env = [] } = spec.template.spec.containers[0] ?? {}
  const values = new Map(env.map(({ name, value }) => [name, value]))
  return args.map(argument => argument.replaceAll(/\$\((\w+)\)/g, (whole, name: string) => values.get(name) ?? whole))
}

/** Until something holds; the test's own time limit ends it. */
async function until(holds: () => unknown): Promise<void> {
  while (!(await holds())) await sleep(50)
}
