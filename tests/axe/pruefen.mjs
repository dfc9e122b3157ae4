// Checks the overview page with axe-core in headless Chromium: light and dark, desktop and telephone, and print.
// Usage: node pruefen.mjs <index.html> [folder for screenshots]      See README.md.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const [page, pictures] = process.argv.slice(2);
if (!page) {
  console.error("Usage: node pruefen.mjs <index.html> [folder for screenshots]");
  process.exit(2);
}
const require = createRequire(path.join(process.env.NODE_MODULES ?? process.cwd(), "x.js"));
const { chromium } = require("playwright-core");
const axe = require.resolve("axe-core/axe.min.js");

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
let wrong = 0;
for (const colorScheme of ["light", "dark"]) {
  for (const [name, width] of [["breit", 1280], ["schmal", 390], ["sehr-schmal", 320]]) {
    // The page forbids scripts of its own; axe is one of ours.
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
    const tab = await context.newPage();
    const requests = [];
    tab.on("request", (request) => requests.push(request.url()));
    await tab.goto(pathToFileURL(page).href);
    const asked = requests.filter((url) => !url.startsWith("data:")).length;
    for (const details of await tab.$$("details")) await details.evaluate((element) => (element.open = true));
    const [scroll, client] = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    const spilled = await tab.evaluate(() =>
      [...document.querySelectorAll("svg.sb text")].filter((text) => {
        const [inner, outer] = [text.getBoundingClientRect(), text.ownerSVGElement.getBoundingClientRect()];
        return inner.left < outer.left - 1 || inner.right > outer.right + 1 || inner.bottom > outer.bottom + 1;
      }).map((text) => text.textContent));
    await tab.addScriptTag({ path: axe });
    const found = await tab.evaluate(() => axe.run(document, { resultTypes: ["violations", "incomplete"] }));
    const { violations, incomplete } = found;
    const bad = violations.length + (scroll > client ? 1 : 0) + (asked > 1 ? 1 : 0) + spilled.length;
    wrong += bad;
    console.log(`${colorScheme} ${name}: ${violations.length} violations, ${incomplete.length} to be looked at, ` +
      `${asked} request(s), ${scroll} of ${client} px, ${spilled.length} words outside their chart`);
    for (const { id, help, nodes } of violations) {
      console.log(`  ${id}: ${help}`);
      for (const node of nodes.slice(0, 5)) console.log(`    ${node.target.join(" ")} ${node.failureSummary.replace(/\n/g, " ")}`);
    }
    for (const { id, nodes } of incomplete) console.log(`  to be looked at: ${id}, ${nodes.length}: ${nodes[0].target.join(" ")}`);
    for (const word of spilled) console.log(`  outside: ${word}`);
    if (pictures) {
      await tab.evaluate(() => document.querySelectorAll("details").forEach((element) => (element.open = false)));
      await tab.screenshot({ path: path.join(pictures, `${name}-${colorScheme}.png`), fullPage: true });
    }
    await context.close();
  }
}
if (pictures) {
  const tab = await browser.newPage();
  await tab.goto(pathToFileURL(page).href);
  await tab.pdf({ path: path.join(pictures, "druck.pdf"), preferCSSPageSize: true, printBackground: true });
}
await browser.close();
process.exit(wrong === 0 ? 0 : 1);
