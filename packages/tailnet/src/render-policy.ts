/** The policy as the file that Tailscale takes: HuJSON with comments. People stand in it as tokens, see `fillPeople`. */

import { hujson, printHujson } from '@homelab/formats'
import { present } from '@homelab/formats/present'
import type { Acl, Grant, NodeAttr, Policy, PolicyDocument, PolicyTest, SshRule, SshTest } from './policy.ts'

type Tree = Readonly<Record<string, hujson.Hujson>>

/** Sections as a reader wants them: who, what they may, and at the end what must hold. */
const ORDER = [
  'groups',
  'hosts',
  'ipsets',
  'postures',
  'defaultSrcPosture',
  'grants',
  'acls',
  'ssh',
  'nodeAttrs',
  'randomizeClientPort',
  'autoApprovers',
  'tagOwners',
  'tests',
  'sshTests',
] as const satisfies readonly (keyof Policy)[]

/**
 * Prints a policy. Entries keep the order in which the document has them; a reason is printed below the comment.
 *
 * @param header one comment line a line: where the file comes from
 * @throws TypeError where a comment or name has control characters
 */
export function renderPolicy(document: PolicyDocument, header: string): string {
  const sections: Partial<Record<keyof Policy, hujson.Hujson>> = {
    ...(document.groups !== undefined && { groups: remarked(document.groups, document.comments?.groups) }),
    ...(document.hosts !== undefined && { hosts: remarked(document.hosts, document.comments?.hosts) }),
    ...(document.ipsets !== undefined && { ipsets: remarked(document.ipsets, document.comments?.ipsets) }),
    ...(document.postures !== undefined && { postures: remarked(document.postures, document.comments?.postures) }),
    ...present({
      defaultSrcPosture: document.defaultSrcPosture,
      grants: document.grants?.map(grantTree),
      acls: document.acls?.map(aclTree),
      ssh: document.ssh?.map(sshTree),
      nodeAttrs: document.nodeAttrs?.map(nodeAttrTree),
      randomizeClientPort: document.randomizeClientPort,
    }),
    ...(document.autoApprovers !== undefined && { autoApprovers: approverTree(document) }),
    ...(document.tagOwners !== undefined && { tagOwners: remarked(document.tagOwners, document.comments?.tagOwners) }),
    ...present({ tests: document.tests?.map(testTree), sshTests: document.sshTests?.map(sshTestTree) }),
  }
  const tree: Tree = Object.fromEntries(
    ORDER.flatMap(section => {
      const value = sections[section]
      return value === undefined ? [] : [[section, noted(value, document.comments?.sections?.[section])]]
    }),
  )
  return printHujson(tree, { header })
}

function grantTree({ src, srcPosture, dst, ip, via, app, comment, reason }: Grant): hujson.Hujson {
  return noted(present({ src, srcPosture, dst, ip, via, app: app as Tree | undefined }), comment, reason)
}

function aclTree({ action, src, srcPosture, proto, dst, comment, reason }: Acl): hujson.Hujson {
  return noted(present({ action, src, srcPosture, proto, dst }), comment, reason)
}

function sshTree({ action, src, dst, users, checkPeriod, acceptEnv, comment }: SshRule): hujson.Hujson {
  return noted(present({ action, src, dst, users, checkPeriod, acceptEnv }), comment)
}

function nodeAttrTree({ target, attr, ipPool, app, comment }: NodeAttr): hujson.Hujson {
  return noted(present({ target, attr, ipPool, app: app as Tree | undefined }), comment)
}

function testTree({ src, proto, srcPostureAttrs, accept, deny, comment }: PolicyTest): hujson.Hujson {
  return noted(present({ src, proto, srcPostureAttrs, accept, deny }), comment)
}

function sshTestTree({ src, dst, accept, check, deny, comment }: SshTest): hujson.Hujson {
  return noted(present({ src, dst, accept, check, deny }), comment)
}

function approverTree({ autoApprovers = {}, comments }: PolicyDocument): hujson.Hujson {
  const { routes, exitNode, services } = autoApprovers
  return present({
    routes: routes === undefined ? undefined : remarked(routes, comments?.routes),
    exitNode,
    services: services === undefined ? undefined : remarked(services, comments?.services),
  })
}

/** Each entry with the comment of the same name. */
function remarked(
  entries: Readonly<Record<string, hujson.Hujson>>,
  comments: Readonly<Record<string, string>> = {},
): hujson.Hujson {
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, noted(value, comments[key])]))
}

function noted(value: hujson.Hujson, ...comments: readonly (string | undefined)[]): hujson.Hujson {
  const lines = comments.filter(comment => comment !== undefined)
  return lines.length === 0 ? value : hujson.note(lines.join('\n'), value)
}
