/** For checks of other packages: a finding about a value that is not what its place asks for. */
export { wrongType } from './admit.ts'
