import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** The repository's root folder, as an absolute path. */
export const ROOT = join(import.meta.dirname, '..')

/**
 * Runs a program in the repository's root with this terminal as its own, and waits for its end.
 *
 * @param environment variables added to those of this process
 * @returns the exit code; 1 when a signal ended the program
 * @throws when the program cannot be started
 */
export function run(
  program: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...environment },
    })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

/**
 * Runs a script of package.json with the npm that started this process, on this very Node: what the
 * terminal's own `node` is does not matter.
 *
 * @param args passed on to the script, after `--`
 * @param environment variables added to those of this process
 * @returns the exit code
 */
export function runNpmScript(
  name: string,
  args: readonly string[] = [],
  environment: NodeJS.ProcessEnv = {},
): Promise<number> {
  const command = ['run', '--silent', name, ...(args.length > 0 ? ['--', ...args] : [])]
  const npm = process.env['npm_execpath']
  return npm === undefined
    ? run('npm', command, environment)
    : run(process.execPath, [npm, ...command], environment)
}
