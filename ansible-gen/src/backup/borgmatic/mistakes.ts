import type { BackupMistake, BackupRequest, Slot } from '@homelab/estate/model'
import { isName, isPath, leavesOut, savedPaths } from './excludes.ts'
import { type BorgmaticHook, type BorgmaticSettings, hookTimes, knownHostsSlot, pingKinds } from './settings.ts'

/** What the settings of a repository say that cannot be so. Types are stripped at run time, and say little of texts. */
export function mistakes(
  request: BackupRequest,
  settings: BorgmaticSettings,
  slots: readonly Slot[],
): readonly BackupMistake[] {
  return [
    ...ofServer(settings, slots),
    ...ofMountPoint(settings),
    ...ofCommand(settings),
    ...ofRetention(settings),
    ...ofExcludes(request, settings),
    ...(settings.hooks ?? []).flatMap((hook, index) => ofHook(hook, `hooks.${index}`)),
    ...ofPing(settings),
  ]
}

/** https://man.openbsd.org/sshd.8#SSH_KNOWN_HOSTS_FILE_FORMAT: type and key. */
const publicKey = /^(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp\d+|sk-[\w@.-]+) [A-Za-z0-9+/]+={0,2}$/

function ofServer({ repository: { path, ssh } }: BorgmaticSettings, slots: readonly Slot[]): readonly BackupMistake[] {
  if (ssh === undefined) {
    if (path.startsWith('/')) return []
    return [
      {
        code: 'unknown-server',
        path: 'repository.path',
        problem: 'the repository is asked on a server, and nothing says how that is known to be it',
        got: path,
        expected: 'an absolute path, and the server with its public key in `ssh`',
        fix: 'say `ssh: { user, host, hostKey, … }` beside the path on the server',
      },
    ]
  }
  const keys = slots.flatMap(slot =>
    knownHostsSlot.is(slot) && slot.settings.knownHosts === ssh.knownHosts ? [slot.settings.hostKey] : [],
  )
  const [key] = keys
  if (key !== undefined && (typeof key !== 'string' || publicKey.test(key))) return []
  return [
    {
      code: 'unknown-server',
      path: 'repository.ssh.hostKey',
      problem: 'whoever answers at its address is taken for the server that keeps the repository, or nobody is',
      got: key === undefined ? `no file ${ssh.knownHosts}` : JSON.stringify(key),
      expected: 'the public key of the server, its type first, or the secret that holds it',
      fix: 'say what `ssh-keyscan` prints behind the name, after somebody compared it on the server',
    },
  ]
}

/** Whether the share is mounted says nothing of a repository that lies elsewhere: it is written to the disk of the host. */
function ofMountPoint({ repository: { path, mountPoint } }: BorgmaticSettings): readonly BackupMistake[] {
  if (mountPoint === undefined || `${path}/`.startsWith(`${mountPoint}/`)) return []
  return [
    {
      code: 'invalid-path',
      path: 'repository.mountPoint',
      problem: 'the repository does not lie on the share that has to be mounted',
      got: path,
      expected: `a folder below ${mountPoint}`,
      fix: 'correct one of the two, or leave `mountPoint` out',
    },
  ]
}

function ofCommand({ command: [program] }: BorgmaticSettings): readonly BackupMistake[] {
  if (program.startsWith('/')) return []
  const problem = 'what runs by the clock finds no program by its name alone'
  return [{ code: 'invalid-path', path: 'command', problem, got: program, fix: 'say the whole path of the program' }]
}

function ofRetention({ repository, keep }: BorgmaticSettings): readonly BackupMistake[] {
  const { appendOnly, prunedBy, ssh } = repository
  const said = (path: string, problem: string, fix: string): readonly BackupMistake[] => [
    { code: 'contradicting-retention', path, problem, fix },
  ]
  if (prunedBy?.trim() === '')
    return said('repository.prunedBy', 'nobody is said to prune it', 'say who does, and when')
  if (prunedBy !== undefined && keep !== undefined)
    return said('keep', 'archives are not pruned from here, so it is not kept to', 'leave out `keep`, or `prunedBy`')
  if (prunedBy === undefined && keep === undefined)
    return said('keep', 'nothing says how many archives are kept', 'say `keep`, or who decides it, as `prunedBy`')
  if (ssh !== undefined && appendOnly && keep !== undefined)
    return said(
      'keep',
      'what is pruned from here the server only marks, and its next compaction deletes for good, whoever marked it',
      'say in `prunedBy` who prunes on the server, and leave out `keep`; or do not call it append-only',
    )
  return []
}

function ofExcludes(request: BackupRequest, settings: BorgmaticSettings): readonly BackupMistake[] {
  const paths = savedPaths(request, settings)
  return (settings.excludes ?? []).flatMap((exclude): readonly BackupMistake[] => {
    const path = `excludes ${exclude}`
    if (!isPath(exclude) && !isName(exclude)) {
      return [
        {
          code: 'invalid-path',
          path,
          problem: 'this is neither an absolute path in its simplest form nor a name',
          got: JSON.stringify(exclude),
          expected: 'a path from the root, or a name, in which `*` and `?` may stand',
          fix: 'correct it',
        },
      ]
    }
    const taken = paths.find(each => leavesOut(exclude, each))
    if (taken !== undefined) {
      return [
        {
          code: 'wide-exclude',
          path,
          problem: 'it leaves out what is to be saved, and every run would end well without it',
          got: taken,
          fix: 'say it more narrowly; or say of that data that it is not backed up',
        },
      ]
    }
    if (isName(exclude) || request.folders.some(folder => exclude.startsWith(`${folder.path}/`))) return []
    return [
      {
        code: 'unread-option',
        path,
        problem: 'it lies in no folder that is saved',
        got: exclude,
        expected: `a path below ${request.folders.map(folder => folder.path).join(', ') || 'a folder that is saved'}`,
        fix: 'correct it, or leave it out',
      },
    ]
  })
}

function ofHook({ time, of = 'create', run }: BorgmaticHook, path: string): readonly BackupMistake[] {
  const actions: readonly string[] = ['create', 'prune', 'compact', 'check']
  const unknown = !hookTimes.includes(time) ? time : actions.includes(of) ? undefined : of
  if (unknown !== undefined) {
    return [
      {
        code: 'unknown-word',
        path: unknown === time ? `${path}.time` : `${path}.of`,
        problem: 'borgmatic would never run this hook',
        got: JSON.stringify(unknown),
        expected: (unknown === time ? hookTimes : actions).join(', '),
        fix: 'correct it',
      },
    ]
  }
  if (run.trim() !== '') return []
  return [{ code: 'blank-text', path: `${path}.run`, problem: 'the hook runs nothing', fix: 'say what it runs' }]
}

function ofPing({ ping }: BorgmaticSettings): readonly BackupMistake[] {
  if (ping === undefined) return []
  const { to, url } = ping
  const known = pingKinds.includes(to)
  if (known && (typeof url !== 'string' || /^https?:\/\/[^\s/]+\/\S+$/.test(url))) return []
  return [
    {
      code: 'unknown-receiver',
      path: known ? 'ping.url' : 'ping.to',
      problem: 'nobody is told how a backup ended',
      got: JSON.stringify(known ? url : to),
      expected: known ? 'the whole URL, or the secret that holds it' : pingKinds.join(', '),
      fix: 'correct it, or leave out `ping`',
    },
  ]
}
