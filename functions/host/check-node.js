// Plain JavaScript that any Node understands: the rest is TypeScript, which only a new Node runs, and an old one would die of a
// syntax error instead of saying what it lacks. `npm start` finds the right Node in node_modules by itself.
const [major] = process.versions.node.split('.').map(Number);

if (major < 24) {
  console.error(
    `Letok needs Node 24 or newer and this is Node ${process.versions.node}: start it with "npm start" after "npm install", which brings the right one along.`,
  );
  process.exit(1);
}

const [script, ...rest] = process.argv.slice(2);
process.argv.splice(2, process.argv.length, ...rest);
try {
  await import(new URL(script === 'dev' ? './dev.ts' : './start.ts', import.meta.url).href);
} catch (error) {
  // A slip in a file of words (src/i18n) is an editor's, whom the stack of our code tells nothing.
  if (!(error instanceof SyntaxError) || !/\.json: /.test(error.message)) throw error;
  console.error(`${error.message}\n"npm run check:content" says how to mend it.`);
  process.exitCode = 1;
}
