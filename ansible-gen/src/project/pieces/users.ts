import { present } from '@homelab/formats/present'
import type { Task } from '../../ansible/task.ts'
import type { SystemGroup, SystemUser } from '../../host/users.ts'
import type { Pieces } from '../rendering.ts'

export function groupPieces({ name, gid }: SystemGroup): Pieces {
  return {
    tasks: [
      {
        name: `Make group ${name}`,
        module: { 'ansible.builtin.group': { name, system: true, ...present({ gid }) } },
        become: true,
      },
    ],
  }
}

/** Nobody logs in as it. */
export function userPieces({ name, uid, group, groups, home }: SystemUser): Pieces {
  const task: Task = {
    name: `Make user ${name}`,
    module: {
      'ansible.builtin.user': {
        name,
        system: true,
        ...present({ uid, group, groups, home }),
        // Groups that others gave it stay.
        ...(groups !== undefined && { append: true }),
        create_home: false,
        shell: '/usr/sbin/nologin',
      },
    },
    become: true,
  }
  return { tasks: [task] }
}
