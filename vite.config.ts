import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  // A folder of its own per checkout: node_modules may be shared between checkouts.
  cacheDir: '.cache/vite',
  plugins: [
    sveltekit({
      adapter: adapter({ out: 'build', precompress: true }),
      // Pages are read without script; the few islands switch it on for themselves. Styles of a page travel with it.
      inlineStyleThreshold: 0,
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self', 'unsafe-inline'],
          'img-src': ['self', 'data:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'manifest-src': ['self'],
          'worker-src': ['self'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
          'base-uri': ['none']
        }
      }
    })
  ],
  build: { target: 'es2022' }
})
