import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '~/': `${import.meta.dirname}/src/` } },
  test: {
    environment: 'node',
    testTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'rules',
          include: ['src/{contract,domain,local-api,results}/**/*.test.ts'],
          // These modules keep nothing between calls: their tests share a process, which saves most of the time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'modules with state',
          include: ['{src,scripts}/**/*.test.{ts,tsx}'],
          exclude: ['src/{contract,domain,local-api,results}/**'],
        },
      },
    ],
  },
})
