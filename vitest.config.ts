import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  cacheDir: '.cache/vitest',
  test: {
    globalSetup: 'test/global-setup.ts',
    projects: [
      {
        extends: true,
        plugins: [svelte()],
        test: {
          name: 'rules and stores',
          include: ['src/**/*.test.ts', 'test/*.test.ts', 'bench/**/*.test.ts', 'scripts/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000
        }
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['test/e2e/**/*.test.ts'],
          // Each journey has a hall and a browser of its own; two cores carry one of them at a time.
          fileParallelism: false,
          testTimeout: 240_000,
          hookTimeout: 240_000
        }
      }
    ]
  }
})
