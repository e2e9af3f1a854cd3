export * from './application.ts'
export * from './installation.ts'
export * from './login.ts'
export * from './settings.ts'
