export { approvesExitNode, approvesHost, approvesRoute } from './approvers.ts'
export { attributesOf } from './attributes.ts'
export { type Capability, parseCapability } from './capability.ts'
export { type Change, changesBetween } from './changes.ts'
export { type Compiled, compile } from './compile.ts'
export { findEndpoints, UnknownEndpointError } from './find.ts'
export type {
  Device,
  Endpoint,
  Guest,
  Identity,
  Internet,
  Inventory,
  OpenPort,
  Role,
  Subnet,
  TailscaleService,
  User,
} from './inventory.ts'
export { type Lint, type LintInput, lint } from './lint.ts'
export type { AccessLint, DeclaredFlow } from './lint-access.ts'
export type { ExposureLint } from './lint-exposure.ts'
export type { GrantLint } from './lint-grants.ts'
export type { NameLint } from './lint-names.ts'
export type { SshLint } from './lint-ssh.ts'
export type { TagLint } from './lint-tags.ts'
export { type Holder, mayApply, tagsLeadingTo } from './owners.ts'
export { fillPeople, PeopleError, peopleIn, personToken } from './people.ts'
export type {
  Acl,
  AppCapabilities,
  AutoApprovers,
  Grant,
  GroupName,
  NodeAttr,
  Policy,
  PolicyDocument,
  PolicyTest,
  PostureAttributes,
  ServiceName,
  SshRule,
  SshTest,
  Tag,
} from './policy.ts'
export { permits, type ReachQuery, type ReachRow, reach, reachIn } from './reach.ts'
export { type AppRow, reachApps } from './reach-apps.ts'
export { type ReadPolicy, readPolicy } from './read-policy.ts'
export { renderPolicy } from './render-policy.ts'
export type { Problem, RuleRef } from './rules.ts'
export { reachSsh, type SshRow, sshDecision } from './ssh.ts'
export { runSshTests, type SshTestFailure } from './ssh-tests.ts'
export { runTests, type TestException, type TestFailure, type TestReport } from './tests.ts'
export { validate } from './validate.ts'
