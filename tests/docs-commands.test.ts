import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import minilab from '../apps/minilab/estate.ts'
import harbour from './fixtures/harbour/apps/harbour/estate.ts'
import { checkCommand } from './support/command-check.ts'
import { fencesIn, pagesIn } from './support/pages.ts'
import { render } from './support/render.ts'
import { namesOf } from './support/rendered-names.ts'
import { commandsOf, wordsOf } from './support/shell-words.ts'
import { root } from './support/sources.ts'
import { storeMistakes } from './support/store-commands.ts'

const estates = [blumeops, minilab, harbour].map(estate => {
  const { files } = render(estate)
  const commands = fencesIn(pagesIn(files), 'sh').flatMap(({ page, text }) => commandsOf(page, text))
  return { name: estate.name, names: namesOf(estate, files), commands }
})

describe.each(estates)('the commands of $name', ({ name, names, commands }) => {
  test('name only what the estate has and what is rendered', () => {
    const wrong = commands.flatMap(command =>
      checkCommand(command, names).map(what => `${command.page}: ${command.words.join(' ')}: ${what}`),
    )
    expect(commands.length).toBeGreaterThan(name === 'blumeops' ? 800 : 50)
    expect([...new Set(wrong)]).toEqual([])
  })

  test('name tasks that exist', () => {
    const { tasks } = parse(readFileSync(join(root, 'mise.toml'), 'utf8')) as { tasks: Record<string, unknown> }
    const named = commands.flatMap(({ page, words }) => (words[0] === 'mise' ? [`${words[2]} (${page})`] : []))
    expect(named.filter(task => !(task.replace(/ \(.*/, '') in tasks))).toEqual([])
  })
})

test.each<readonly [line: string, what: string]>([
  ['kubectl --context=nowhere get nodes', 'nowhere'],
  ['kubectl --context=minikube-indri --namespace=nowhere get pods', 'namespace nowhere'],
  ['kubectl --context=minikube-indri --namespace=miniflux get deployment other', 'miniflux deployment/other'],
  [
    'kubectl --context=minikube-indri --namespace=miniflux rollout restart deployment/other',
    'miniflux deployment/other',
  ],
  ['kubectl --context=minikube-indri --namespace=miniflux get pods --selector=app=other', 'app=other'],
  ['kubectl apply --kustomize dist/argocd/manifests/other', 'dist/argocd/manifests/other'],
  ['kubectl apply --selector=app.kubernetes.io/name!=other', 'app.kubernetes.io/name!=other'],
  ['argocd app sync other', 'Application other'],
  ['argocd app sync apps --resource argoproj.io:Application:argocd/other', 'Application other'],
  ['argocd app set apps --path dist/other', 'dist/other'],
  ['ssh erichblume@other uptime', 'other'],
  ["ssh erichblume@indri 'launchctl list mcquack.other'", 'mcquack.other'],
  ["ssh erichblume@indri '/opt/homebrew/bin/brew services info other-formula'", 'other-formula'],
  ["ssh erichblume@indri 'tail -n 50 /tmp/other.log'", '/tmp/other.log'],
  ['curl https://other.ops.eblu.me/', 'https://other.ops.eblu.me/'],
  ['fly status --app other', 'other'],
  ['nc -z other 22', 'other'],
  ['make all', 'unknown program: make'],
  ...storeMistakes,
])('the check notices: %s', (line, what) => {
  const [estate] = estates
  const found = estate === undefined ? [] : checkCommand({ page: '', folder: '', words: wordsOf(line) }, estate.names)
  expect(found.join('; ')).toContain(what)
})
