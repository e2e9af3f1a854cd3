/**
 * How the types of an estate are checked: as strictly as those of the packages, whatever its author's own tsconfig says,
 * but for what is a matter of tidiness and not of types (unused names, dead code).
 */
export const compilerOptions: Readonly<Record<string, string | true | readonly string[]>> = {
  noEmit: true,
  target: 'es2024',
  lib: ['es2024', 'esnext.iterator', 'esnext.collection'],
  module: 'nodenext',
  types: ['node'],
  allowImportingTsExtensions: true,
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noFallthroughCasesInSwitch: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noPropertyAccessFromIndexSignature: true,
  noUncheckedIndexedAccess: true,
  noUncheckedSideEffectImports: true,
  // Estates in plain JavaScript are read as strictly.
  allowJs: true,
  checkJs: true,
}

/** The same as words of the compiler's command line, and how it says what it finds. */
export const flags: readonly string[] = [
  '--ignoreConfig',
  '--pretty',
  'false',
  '--locale',
  'en',
  // More of them are faster alone, and slower beside the imports.
  '--checkers',
  '1',
  ...Object.entries(compilerOptions).flatMap(([name, value]) => [
    `--${name}`,
    ...(value === true ? [] : [String(value)]),
  ]),
]
