import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** The page lies one folder above the files it loads, which load each other from beside them; no name has a hash. */
export default defineConfig({
  base: "./",
  plugins: [react()],
  experimental: {
    renderBuiltUrl: (file, { hostType }) => (hostType === "html" ? `static/${file}` : { relative: true }),
  },
  build: {
    outDir: "../reports/page/static",
    emptyOutDir: true,
    target: "es2023",
    cssTarget: ["chrome123", "firefox128", "safari17.5"],
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: false,
    license: { fileName: "licences.md" }, // of what is bundled
    rolldownOptions: {
      input: { app: "index.html", host: "src/host.ts" },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name].js",
        assetFileNames: ({ names }) => (names[0]?.endsWith(".css") ? "app.css" : "[name][extname]"),
      },
    },
  },
  test: { include: ["src/**/*.test.ts"] },
});
