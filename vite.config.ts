import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

// The screens are built into web/dist. `--mode mockups` builds the mock-ups instead, which hold sample data and therefore
// are a page of their own in a folder of their own.
export default defineConfig(({ mode }) => ({
  root: here('web'),
  plugins: [react(), tailwindcss()],
  build: {
    outDir: mode === 'mockups' ? here('.cache/mockups') : here('web/dist'),
    emptyOutDir: true,
    target: 'es2023',
    rolldownOptions: { input: mode === 'mockups' ? here('web/mockups/index.html') : here('web/index.html') },
  },
}))
