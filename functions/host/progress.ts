/** Says what takes long while it does: a line that counts on a terminal, a few plain lines elsewhere. */
export async function withProgress<T>(what: string, work: () => Promise<T>): Promise<T> {
  const begun = Date.now();
  const seconds = () => Math.round((Date.now() - begun) / 1000);
  const isTerminal = process.stdout.isTTY === true;
  process.stdout.write(isTerminal ? what : `${what} ...\n`);
  const timer = setInterval(
    () => process.stdout.write(isTerminal ? `\r${what} ... ${seconds()} s` : `  ... ${seconds()} s\n`),
    isTerminal ? 1_000 : 10_000,
  );
  try {
    const result = await work();
    process.stdout.write(isTerminal ? `\r${what}: ${seconds()} s   \n` : `  done in ${seconds()} s\n`);
    return result;
  } catch (error) {
    if (isTerminal) process.stdout.write('\n');
    throw error;
  } finally {
    clearInterval(timer);
  }
}
