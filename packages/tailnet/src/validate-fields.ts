/**
 * Fields that the evaluator does not know. Types keep them out of what is written here, not out of a policy that was
 * read from a file: a posture that is overlooked would make access look wider than it is.
 *
 * Source: https://tailscale.com/docs/reference/syntax/policy-file
 */
import type { Acl, AutoApprovers, Grant, NodeAttr, PolicyDocument, PolicyTest, SshRule, SshTest } from './policy.ts'
import type { Problem } from './rules.ts'

/** Every field of a type, so that a new one is not forgotten here. */
type Fields<T> = Readonly<Record<keyof T, true>>

const POLICY: Fields<PolicyDocument> = {
  groups: true,
  hosts: true,
  ipsets: true,
  postures: true,
  defaultSrcPosture: true,
  grants: true,
  acls: true,
  ssh: true,
  nodeAttrs: true,
  randomizeClientPort: true,
  autoApprovers: true,
  tagOwners: true,
  tests: true,
  sshTests: true,
  comments: true,
}
const GRANT: Fields<Grant> = {
  src: true,
  dst: true,
  ip: true,
  app: true,
  srcPosture: true,
  via: true,
  reason: true,
  comment: true,
}
const ACL: Fields<Acl> = {
  action: true,
  src: true,
  dst: true,
  proto: true,
  srcPosture: true,
  reason: true,
  comment: true,
}
const SSH: Fields<SshRule> = {
  action: true,
  src: true,
  dst: true,
  users: true,
  checkPeriod: true,
  acceptEnv: true,
  comment: true,
}
const NODE_ATTR: Fields<NodeAttr> = { target: true, attr: true, ipPool: true, app: true, comment: true }
const APPROVERS: Fields<AutoApprovers> = { routes: true, exitNode: true, services: true }
const TEST: Fields<PolicyTest> = {
  src: true,
  proto: true,
  srcPostureAttrs: true,
  accept: true,
  deny: true,
  comment: true,
}
const SSH_TEST: Fields<SshTest> = { src: true, dst: true, accept: true, check: true, deny: true, comment: true }

export function validateFields(policy: PolicyDocument): readonly Problem[] {
  const { grants = [], acls = [], ssh = [], nodeAttrs = [], autoApprovers = {}, tests = [], sshTests = [] } = policy
  return [
    ...unknown('', policy, POLICY),
    ...grants.flatMap((grant, index) => unknown(`grants[${index}].`, grant, GRANT)),
    ...acls.flatMap((acl, index) => unknown(`acls[${index}].`, acl, ACL)),
    ...ssh.flatMap((rule, index) => unknown(`ssh[${index}].`, rule, SSH)),
    ...nodeAttrs.flatMap((entry, index) => unknown(`nodeAttrs[${index}].`, entry, NODE_ATTR)),
    ...unknown('autoApprovers.', autoApprovers, APPROVERS),
    ...tests.flatMap((test, index) => unknown(`tests[${index}].`, test, TEST)),
    ...sshTests.flatMap((test, index) => unknown(`sshTests[${index}].`, test, SSH_TEST)),
  ]
}

function unknown(path: string, of: object, fields: Readonly<Record<string, true>>): readonly Problem[] {
  return Object.entries(of)
    .filter(([name, value]) => value !== undefined && !Object.hasOwn(fields, name))
    .map(([name, value]) => ({
      path: `${path}${name}`,
      problem: 'the evaluator does not know the field',
      got: JSON.stringify(value),
      feature: name,
    }))
}
