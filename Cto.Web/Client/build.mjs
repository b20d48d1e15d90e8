// Builds what the browser gets: one script, one style sheet, the fonts, and the icons that pages draw inline.
// Every file is named after its content, so it can be cached for ever, and is stored compressed beside itself.
// usage: node build.mjs [output folder]
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const components = path.join(here, "..", "Components");
const output = path.resolve(process.argv[2] ?? path.join(here, "..", "wwwroot"));
const packages = path.join(here, "node_modules");
const manifest = {};

async function styleSheets(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter(entry => entry.name.endsWith(".razor.css"))
    .map(entry => path.join(entry.parentPath, entry.name))
    .sort();
}

// Places on the board as classes: a content security policy without inline styles leaves no other way.
function places() {
  const rules = [];
  for (let i = 0; i < 12; i++) rules.push(`.c-${i}{--c:${i + 1}}.w-${i + 1}{--w:${i + 1}}`);
  for (let i = 0; i < 240; i++) rules.push(`.r-${i}{--r:${i + 1}}`);
  for (let i = 1; i <= 24; i++) rules.push(`.h-${i}{--h:${i}}`);
  return rules.join("\n");
}

async function write(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  const extension = path.extname(name);
  const hashed = `${path.basename(name, extension)}-${hash}${extension}`;
  await writeFile(path.join(output, hashed), bytes);
  if (extension !== ".woff2") {
    await writeFile(path.join(output, `${hashed}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
    await writeFile(path.join(output, `${hashed}.gz`), gzipSync(bytes, { level: 9 }));
  }
  manifest[name] = hashed;
  return hashed;
}

async function fonts() {
  const folder = path.join(packages, "@fontsource-variable", "inter", "files");
  const faces = [
    ["inter-latin.woff2", "inter-latin-wght-normal.woff2", "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"],
    ["inter-latin-ext.woff2", "inter-latin-ext-wght-normal.woff2", "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF"],
  ];
  const rules = [];
  for (const [name, file, range] of faces) {
    const hashed = await write(name, await readFile(path.join(folder, file)));
    rules.push(`@font-face{font-family:Inter;font-style:normal;font-weight:100 900;font-display:optional;src:url(${hashed}) format("woff2");unicode-range:${range}}`);
  }
  return rules.join("\n");
}

async function style() {
  const sheets = [path.join(here, "site.css"), ...(await styleSheets(components))];
  const entry = sheets.map(sheet => `@import ${JSON.stringify(sheet)};`).join("\n");
  const result = await build({
    stdin: { contents: `${entry}\n@import "places.css";`, loader: "css", resolveDir: here },
    bundle: true, minify: true, write: false, logLevel: "warning",
    plugins: [{
      name: "places",
      setup(bundler) {
        bundler.onResolve({ filter: /^places\.css$/ }, () => ({ path: "places", namespace: "places" }));
        bundler.onLoad({ filter: /.*/, namespace: "places" }, () => ({ contents: places(), loader: "css" }));
      },
    }],
  });
  return `${await fonts()}\n${result.outputFiles[0].text}`;
}

async function script() {
  const result = await build({
    entryPoints: [path.join(here, "site.ts")],
    bundle: true, minify: true, write: false, format: "esm", target: "es2022", legalComments: "none", logLevel: "warning",
  });
  return result.outputFiles[0].contents;
}

async function icons() {
  const { icons: names } = JSON.parse(await readFile(path.join(here, "icons.json"), "utf8"));
  const shapes = {};
  for (const name of names) {
    const svg = await readFile(path.join(packages, "lucide-static", "icons", `${name}.svg`), "utf8");
    shapes[name] = svg.replace(/<!--[^]*?-->/g, "").replace(/^[^]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").replace(/\s+/g, " ").replace(/> </g, "><").replace(/ \/>/g, "/>").trim();
  }
  return shapes;
}

await rm(output, { recursive: true, force: true });
await mkdir(output, { recursive: true });
await write("site.css", Buffer.from(await style()));
await write("site.js", Buffer.from(await script()));
await write("icon.svg", await readFile(path.join(here, "icon.svg")));
await writeFile(path.join(output, "icons.json"), JSON.stringify(await icons()));
// Last, because the build takes this file for the sign that all the others stand.
await writeFile(path.join(output, "assets.json"), JSON.stringify(manifest));
