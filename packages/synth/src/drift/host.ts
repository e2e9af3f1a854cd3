import { type PlayedTask, playedIn } from '@homelab/ansible-gen/played'
import { known, type ResolvedWithWorkloads } from '@homelab/estate/model'
import type { Ran } from '@homelab/programs'
import { type Needed, ssh } from '../needed.ts'
import { type Asked, type Difference, notAsked, type Source } from './source.ts'

/** Runs `ansible-playbook` with these words in the folder of the project. */
export type Play = (
  words: readonly string[],
  env: Readonly<Record<string, string>>,
) => Promise<Pick<Ran, 'stdout' | 'stderr' | 'problem'>>

/** Each host that roles set up: what they would change. */
export function hostSources({ hosts, services }: ResolvedWithWorkloads, play: Play): readonly Source[] {
  const played = new Set(
    services.flatMap(({ runs }) => known(runs.deliveries).flatMap(each => (each.by === 'ansible' ? [each.host] : []))),
  )
  return hosts
    .filter(({ name }) => played.has(name))
    .map(({ name }) => ({ name, title: `the host ${name}`, programs: [python, ssh], ask: () => askHost(name, play) }))
}

const python: Needed = { name: 'python3', install: 'https://www.python.org/downloads/' }

/** In check mode nothing is changed: https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_checkmode.html */
const checking = ['--check', '--diff']
const asJson = { ANSIBLE_STDOUT_CALLBACK: 'ansible.posix.json', ANSIBLE_LOAD_CALLBACK_PLUGINS: '1' }

async function askHost(host: string, play: Play): Promise<Asked> {
  const { stdout, stderr, problem } = await play([`playbooks/${host}.yml`, ...checking], asJson)
  const played = playedIn(stdout)
  if (played === undefined) return notAsked(`the host ${host}`, problem ?? lastLine(stderr))
  if (played.unreachable.length > 0) return notAsked(`the host ${host}`, 'nobody could log in over SSH')
  return {
    compared: played.tasks,
    differences: differencesOf(played.changed),
    // What comes after a task that failed was not looked at.
    unasked: played.failed.flatMap(
      ({ role, name, says }) =>
        notAsked(`${role === undefined ? '' : `role ${role}, `}task ${name}, and what follows it`, says.join(' '))
          .unasked,
    ),
  }
}

/** By role. */
function differencesOf(tasks: readonly PlayedTask[]): readonly Difference[] {
  return [...Map.groupBy(tasks, ({ role }) => role)].map(([role, own]) => ({
    what: role === undefined ? 'the playbook itself' : `role ${role}`,
    how: 'changed',
    details: own.map(({ name, says }) => (says.length === 0 ? name : `${name}: ${says.join(', ')}`)),
  }))
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? 'it said nothing'
}
