import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Runs a program to its end. Rejects where it cannot be started or ends with anything but 0. */
export const run = promisify(execFile)
