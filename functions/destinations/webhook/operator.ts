export { probe } from './probe.ts'
export { rebuild } from './rebuild.ts'
