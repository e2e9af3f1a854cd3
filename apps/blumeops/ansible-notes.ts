import { type Difference, difference } from '@homelab/estate'

/** What all roles of the Ansible project do otherwise than today. */
export const ansibleNotes: readonly Difference[] = [
  difference('as whom Ansible logs in', {
    today: 'the inventory says no user: that of the SSH configuration, or of whoever runs it',
    now: '`ansible_user` is the login of the host',
    why: 'the user of the laptop has another name than that of the server',
    facts: 'A1, N1',
  }),
  difference('folder of the LaunchAgents', {
    today: '`~/Library/LaunchAgents` is taken for granted',
    now: 'made with mode 0755 where it is missing',
    why: 'the account of a new Mac does not have it',
    facts: 'A6-A9',
  }),
  difference('scripts of collectors and their jobs', {
    today:
      'a changed script of Borgmatic, Zot or minikube waits for the next run; those of Jellyfin and of the power metrics reload the job',
    now: 'a changed script reloads its job, which runs it at once; the configuration of borgmatic still waits',
    why: 'one rule for all collectors; the next run of borgmatic reads it anyway',
    facts: 'A8, A9',
    settles: 'ansible.md: Config changes without reload',
  }),
  difference('a job that was loaded', {
    today: 'the role asks whether it is loaded, and loads it where it is not',
    now: 'the role asks again at its end, and fails where the job is still missing; what was just started is not started again by its handler',
    why: '`launchctl load` ends with 0 whatever happens',
    facts: 'A4-A9',
  }),
  difference('a program that does not run', {
    today: 'nobody looks: a role ends well when its program has ended, or could not begin',
    now: 'each role restarts what has new files at its end, gives what it started five seconds to fail in, and then fails, with the path of the log, where a program that is kept running has no process, or a job could not even begin (exit code 78, 126 or 127). One of Homebrew that has ended is started again',
    why: 'a run was green, and the service was down',
    facts: 'A4-A9, A14, A15',
  }),
  difference('a job that is reloaded', {
    today: 'it is loaded as soon as it was told to unload',
    now: 'the handler waits until launchd no longer knows it, at most a minute',
    why: '`launchctl unload` does not wait for a process to end, and a label that is still there is not loaded: the job would be gone afterwards, without a word',
    facts: 'A6-A9, A14, A15',
  }),
  difference('jobs that a service no longer has', {
    today: 'a renamed label leaves the old job running beside the new one',
    now: 'each property list names its service; a role unloads and removes those of its service that are no longer listed, and a run of all roles those of services that were removed or have no job left; what takes their place waits for their end',
    why: 'two daemons on one port or repository, and jobs that nothing lists any more',
    facts: 'A6-A9',
  }),
  difference('a role that fails', {
    today:
      'the handlers of the roles before it never run: their files are new, their services old, and the next run sees no change',
    now: '`force_handlers`: what was notified is restarted all the same',
    why: 'a service that never read its configuration is found out when it restarts for another reason',
    facts: 'A2, A4-A15',
  }),
  difference('secrets that cannot be read', {
    today:
      'the task of the one secret fails, its output hidden; roles before it have changed things already when it is read in a role',
    now: 'the secrets of all roles that run are read first; what is missing stops the run and names item, field and cause',
    why: 'a locked vault is found out before anything is changed',
    facts: 'A3',
  }),
  difference('secrets on the disk of the host', {
    today: 'a page says that none reaches it',
    now: 'the page on secrets lists the files that hold one, each with mode 0600',
    why: 'token, key and password files are how these programs take secrets',
    facts: 'A4, A8, A13, A14',
    settles: 'ansible.md: Security page',
  }),
  difference('how to restart Caddy and Forgejo', {
    today: 'one page calls Caddy a service of Homebrew, another takes Forgejo for a LaunchAgent',
    now: 'the commands come from the kind of the program: a LaunchAgent, and a service of Homebrew',
    why: 'pages are rendered',
    facts: 'A4, A14',
    settles: 'ansible.md: Restart procedure',
  }),
]
